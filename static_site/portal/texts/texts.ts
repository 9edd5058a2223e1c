import { keepPreference, readPreference } from "../shared/preferences";
import catalogue from "./catalogue.json";

export type Language = "ar" | "fr";
export type TextKey = keyof typeof catalogue;
type Counted = Partial<Record<Intl.LDMLPluralRule, string>>;
type Values = Record<string, string | number>;

const ALL = catalogue as Record<string, Record<Language, string | Counted>>;

/** The language of the page and its words. Tells `change` when the person takes the other language. */
class Texts extends EventTarget {
  language: Language = readPreference("language") === "fr" ? "fr" : "ar";

  choose(language: Language): void {
    this.language = language;
    keepPreference("language", language);
    this.apply();
    this.dispatchEvent(new Event("change"));
  }

  apply(): void {
    document.documentElement.lang = this.language;
    document.documentElement.dir = this.language === "ar" ? "rtl" : "ltr";
    document.title = this.say("title");
  }

  /** The text of a key; `{name}` is replaced from `values`; `n` chooses among counted forms. */
  say(key: TextKey, values: Values = {}): string {
    return this.fill(key, values) ?? key;
  }

  /** The word for a code of an open list, such as `state.triage`; the code itself when there is none. */
  word(family: string, code: string): string {
    return this.fill(`${family}.${code}`, {}) ?? code;
  }

  private fill(key: string, values: Values): string | null {
    const found = ALL[key]?.[this.language];
    if (found === undefined) return null;
    const form = typeof found === "string" ? found : this.counted(found, Number(values["n"]));
    return form.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
  }

  private counted(forms: Counted, n: number): string {
    return forms[new Intl.PluralRules(this.language).select(n)] ?? forms.other ?? "";
  }
}

export const texts = new Texts();
export const say = texts.say.bind(texts);
export const word = texts.word.bind(texts);
