import type { Courts } from "../shared/courts";
import { readReference } from "../shared/reference";
import type { Forum } from "../shared/types";
import { say, texts, word } from "../texts/texts";

interface Labels<T = string> {
  ar: T;
  fr: T;
}

interface LawFile {
  facts: Record<string, Labels>;
  flags: Record<string, Labels<[label: string, consequence: string]>>;
  missing: Record<string, Labels>;
  asked: Record<string, string>;
  notes: Record<string, Labels>;
  alternatives: Record<string, Labels>;
  order: Labels | null;
}

/** Made by the build from the wording of the court reasoner. */
declare const LAW_FILE: string;

const EMPTY: LawFile = { facts: {}, flags: {}, missing: {}, asked: {}, notes: {}, alternatives: {}, order: null };

/** `law 03-03 art. 7` → the law and the article. */
function cited(article: string): [law: string, article: string] {
  const long = /^(?:law|decree) (\S+) art\. (.+)$/.exec(article);
  if (long) return [long[1] ?? "", long[2] ?? ""];
  const short = /^(\S+) (.+)$/.exec(article);
  return short ? [short[1] ?? "", short[2] ?? ""] : ["", article];
}

/** The reasoner's own words for facts, flags, what is missing; codes stand for themselves until they are read. */
export class LawWords {
  private constructor(private readonly file: LawFile) {}

  static readonly none = new LawWords(EMPTY);

  static async read(): Promise<LawWords> {
    return new LawWords((await readReference<LawFile>(LAW_FILE)) ?? EMPTY);
  }

  fact(role: string): string {
    return this.file.facts[role]?.[texts.language] ?? word("role-of-place", role);
  }

  flag(code: string): [label: string, consequence: string] {
    return this.file.flags[code]?.[texts.language] ?? [code, ""];
  }

  /** The question that a missing fact becomes, and who can answer it. */
  missing(code: string): { question: string; asked: string | null } {
    const asked = this.file.asked[code];
    return { question: this.file.missing[code]?.[texts.language] ?? code, asked: asked ? word("asked", asked) : null };
  }

  note(note: { key: string; court?: string }, courts: Courts): string {
    const words = this.file.notes[note.key]?.[texts.language] ?? note.key;
    return note.court ? words.replace("{court}", courts.name(note.court)) : words;
  }

  /** Said once under several courts: their order is ours, the law gives none. */
  get order(): string {
    return this.file.order?.[texts.language] ?? "";
  }

  /** Articles law by law: "Code de procédure pénale, art. 44, 259". */
  citations(articles: readonly string[]): string[] {
    const byLaw = new Map<string, string[]>();
    for (const article of articles) {
      const [law, number] = cited(article);
      byLaw.set(law, [...(byLaw.get(law) ?? []), number]);
    }
    return [...byLaw].map(([law, numbers]) =>
      law ? say("territory.articles", { n: numbers.length, law: word("law", law), list: numbers.join(say("territory.comma")) }) : numbers.join(" "),
    );
  }

  /** Why a court comes after another: its rank, else fewer places behind it, else their order. */
  whyAfter(before: Forum, after: Forum): string {
    const places = (forum: Forum) => (forum.steps ?? []).filter((step) => step.rank !== undefined);
    const [first, second] = [places(before), places(after)];
    const [best, fact] = [first[0], second[0]];
    if (!best || !fact) return "";
    const reason = best.rank !== fact.rank ? "rank" : first.length !== second.length ? "support" : "order";
    const inside = (role: string | undefined): string => {
      const words = this.fact(role ?? "");
      return words.charAt(0).toLowerCase() + words.slice(1);
    };
    const words = this.file.alternatives[reason]?.[texts.language] ?? "";
    return words.replace("{best}", inside(best.fact)).replace("{fact}", inside(fact.fact));
  }
}
