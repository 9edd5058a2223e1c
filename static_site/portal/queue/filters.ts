import { html, type TemplateResult } from "lit";
import type { Context } from "../shared/context";
import { say, texts, word } from "../texts/texts";

export interface Filters {
  desk: string;
  court: string;
  state: string;
  category: string;
  urgency: string;
  language: string;
  assignee: string;
}

export const NO_FILTERS: Filters = { desk: "open", court: "", state: "", category: "", urgency: "", language: "", assignee: "" };

export const CATEGORIES = [
  "DANGER", "TERR", "CSAM", "GROOM", "TRAFF", "THREAT", "INCITE", "SEXT", "EXTORT", "INTIMATE", "PHISH", "HACK",
  "TRADE", "HATE", "FRAUD", "HARASS", "IMPERS", "FALSE", "EXAM", "DEFAM", "PRIV", "OTHER", "NOT_ACTIONABLE",
] as const;
export function isCategory(words: string): boolean {
  return (CATEGORIES as readonly string[]).includes(words);
}

export const URGENCIES = ["U0", "U1", "U2", "U3", "U4"] as const;
export const LANGUAGES = ["ar", "ary", "ary-Latn", "zgh", "zgh-Latn", "fr", "en", "es", "und"] as const;
const OPEN_STATES = [
  "received", "triage", "seriousness_check", "leave_asked", "leave_given", "leave_refused", "referred", "in_inquiry",
  "with_prosecutor", "instructed", "reopened",
] as const;

type Choice = [value: string, label: string];

function choice(name: keyof Filters, label: string, chosen: string, choices: Choice[]): TemplateResult {
  // The first choice is "any": a chosen one stands out, so that the sentence shows what narrows the list.
  const narrowed = chosen !== choices[0]?.[0];
  return html`<span class="choice ${narrowed ? "narrowed" : ""}"
    ><label class="sr-only" for="filter-${name}">${label}</label
    ><select id="filter-${name}" name=${name} .value=${chosen}>
      ${choices.map(([value, text]) => html`<option value=${value} ?selected=${value === chosen}>${text}</option>`)}
    </select></span
  >`;
}

/** The filters as one sentence that can be read aloud: "open cases of all my courts, any urgency, …". */
export function filterSentence(context: Context, filters: Filters): TemplateResult {
  // The national desk reads every court's cases; everyone else chooses among their own.
  const mine = context.me.courts.includes("NATIONAL") ? ["NATIONAL", ...context.courts.all.map(({ id }) => id)] : context.me.courts;
  const courts = mine.map((id): Choice => [id, context.courts.name(id)]);
  const words = (family: string, codes: readonly string[]): Choice[] => codes.map((code) => [code, word(family, code)]);
  const states = filters.desk === "closed" ? ["closed"] : OPEN_STATES;
  return html`<span class="said">${say("filter.cases")}</span>
    ${choice("desk", say("filter.desk"), filters.desk, [["open", say("filter.open")], ["closed", say("filter.closed")]])}
    ${courts.length > 1 ? choice("court", say("filter.court"), filters.court, [["", say("filter.any-court")], ...courts]) : ""}
    ${choice("urgency", say("filter.urgency"), filters.urgency, [["", say("filter.any-urgency")], ...URGENCIES.map((u): Choice => [u, `${u} · ${word("urgency", u)}`])])}
    ${choice("category", say("filter.category"), filters.category, [["", say("filter.any-category")], ...words("category", CATEGORIES)])}
    ${choice("language", say("filter.language"), filters.language, [["", say("filter.any-language")], ...words("language", LANGUAGES)])}
    ${choice("state", say("filter.state"), filters.state, [["", say("filter.any-state")], ...words("state", states)])}
    ${choice("assignee", say("filter.assignee"), filters.assignee, [["", say("filter.any-assignee")], ["me", say("filter.mine")], ["none", say("filter.free")]])}`;
}

/** The narrowing filters in words, for the empty list: what to remove. */
export function narrowing(context: Context, filters: Filters): { name: keyof Filters; label: string }[] {
  const found: { name: keyof Filters; label: string }[] = [];
  const add = (name: keyof Filters, label: string): void => void (filters[name] && found.push({ name, label }));
  add("court", context.courts.name(filters.court));
  add("urgency", filters.urgency);
  add("category", word("category", filters.category));
  add("language", word("language", filters.language));
  add("state", word("state", filters.state));
  add("assignee", texts.say(filters.assignee === "me" ? "filter.mine" : "filter.free"));
  return found;
}
