import { html, nothing, type TemplateResult } from "lit";
import { defang } from "../shared/defang";
import type { Answer, Case, Money } from "../shared/types";
import { say, texts, word } from "../texts/texts";
import { isCategory } from "../queue/filters";
import type { FormWords } from "./form-words";
import { technical, theirWords } from "./words";

type Fact = [label: string, value: TemplateResult | string];

function money({ amount, currency }: Money): TemplateResult {
  return html`<bdi dir="ltr">${(amount / 100).toFixed(2)} ${currency}</bdi>`;
}

/** The name of a country, from the browser's own list; a free text stands for itself. */
function country(code: string): string {
  if (!/^[A-Z]{2}$/.test(code)) return code;
  return new Intl.DisplayNames(texts.language, { type: "region" }).of(code) ?? code;
}

function answer(forms: FormWords, question: string, value: Answer): TemplateResult {
  const values = Array.isArray(value) ? value : [value];
  return html`${values.map((one, at) => html`${at ? " · " : nothing}${typeof one === "string" ? theirWords(forms.option(question, one)) : money(one)}`)}`;
}

/** What the citizen sent, as sent: the words first, then each fact on a line. */
export function reportSection(kase: Case, forms: FormWords): TemplateResult {
  const { report } = kase;
  // A category as evidence is what the citizen ticked, not a word of the text.
  const evidences = (kase.diagnosis?.reasons ?? []).map((reason) => reason.evidence).filter((words) => !isCategory(words));
  const facts: Fact[] = [];
  if (report.occurred) facts.push([say("report.occurred"), theirWords(report.occurred)]);
  for (const [place, value] of Object.entries(report.locations ?? {})) facts.push([word("place", place), theirWords(place === "reporter_country" ? country(value) : forms.place(value))]);
  for (const [kind, values] of Object.entries(report.identifiers ?? {})) {
    for (const value of values) facts.push([word("identifier", kind), technical(defang(value))]);
  }
  for (const [member, value] of Object.entries(report.victim ?? {})) facts.push([word("victim", member), theirWords(word("value", value))]);
  for (const [member, value] of Object.entries(report.suspect ?? {})) facts.push([word("suspect", member), theirWords(member === "country" ? country(value) : word("value", value))]);
  for (const [question, value] of Object.entries(report.answers ?? {})) facts.push([forms.question(question), answer(forms, question, value)]);
  return html`<section aria-labelledby="report-title">
    <h3 id="report-title">${say("report.title")}</h3>
    ${report.text ? html`<blockquote lang=${kase.language && kase.language !== "und" ? kase.language : nothing}>${theirWords(report.text, evidences)}</blockquote>` : html`<p class="quiet">${say("report.no-text")}</p>`}
    ${report.urls?.length
      ? html`<h4>${say("report.urls")}</h4>
          <ul class="plain-list">
            ${report.urls.map((url) => html`<li>${technical(defang(url))}</li>`)}
          </ul>
          <p class="quiet">${say("report.defanged")}</p>`
      : nothing}
    ${facts.length
      ? html`<dl class="facts">
          ${facts.map(([label, value]) => html`<dt>${label}</dt><dd>${value}</dd>`)}
        </dl>`
      : nothing}
    ${kase.sealed_answers.length ? html`<p class="quiet">${say("report.sealed", { n: kase.sealed_answers.length })}</p>` : nothing}
  </section>`;
}
