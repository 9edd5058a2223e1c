import { html, nothing, type TemplateResult } from "lit";
import type { Context } from "../shared/context";
import { icon } from "../shared/icons";
import type { Case, Forum } from "../shared/types";
import { say, word } from "../texts/texts";
import type { FormWords } from "./form-words";
import { theirWords } from "./words";

// Which member of the report a rule's place comes from.
const PLACE_OF: Record<string, string> = {
  offence: "offence_commune",
  content_received: "content_received_commune",
  victim_residence: "victim_commune",
  suspect_residence: "suspect_commune",
};

function article(value: string): string {
  const parts = /^(\S+)\s+(.+)$/.exec(value);
  return parts ? say("territory.article", { law: word("law", parts[1] ?? ""), article: parts[2] ?? "" }) : value;
}

/** `commune:offence` → "the commune · place of the facts". */
function missing(value: string): string {
  const [what = "", role] = value.split(":");
  return role ? `${word("missing", what)} · ${word("role-of-place", role)}` : word("missing", value);
}

function argument(kase: Case, context: Context, forms: FormWords, forum: Forum, first: boolean): TemplateResult {
  const place = (fact: string): TemplateResult | typeof nothing => {
    const value = kase.report.locations?.[PLACE_OF[fact] ?? ""];
    return value ? html`<span>${theirWords(forms.place(value))}</span>` : nothing;
  };
  return html`<li class=${first ? "forum first" : "forum"}>
    <dl class="argument">
      <div><dt>${say("territory.fact")}</dt><dd>${forum.facts_used.map((fact) => html`<span class="step">${word("role-of-place", fact)} ${place(fact)}</span>`)}</dd></div>
      <div><dt>${say("territory.law")}</dt><dd>${forum.articles.map((text) => html`<span class="step">${article(text)}</span>`)} <bdi dir="ltr" class="quiet">${forum.rule_ids.join(" ")}</bdi></dd></div>
      <div><dt>${say("territory.court")}</dt><dd><strong>${context.courts.name(forum.court_id)}</strong><span>${word("prosecutor", forum.prosecutor)}</span>${forum.exclusive ? html`<span class="tag brand">${say("territory.exclusive")}</span>` : nothing}</dd></div>
    </dl>
    ${forum.note ? html`<p class="quiet"><bdi>${forum.note}</bdi></p>` : nothing}
  </li>`;
}

/** Which court and why: each proposal as fact, article, court; then what is missing and what must be minded. */
export function territorySection(kase: Case, context: Context, forms: FormWords): TemplateResult {
  const { territory } = kase;
  if (!territory) {
    return html`<section aria-labelledby="territory-title">
      <h3 id="territory-title">${say("territory.title")}</h3>
      <p class="quiet">${say("territory.none")}</p>
    </section>`;
  }
  const [first, ...others] = territory.forums;
  return html`<section aria-labelledby="territory-title">
    <h3 id="territory-title">${say("territory.title")} <span class="tag ${territory.confidence}">${word("confidence", territory.confidence)}</span></h3>
    ${first
      ? html`<ol class="forums">${argument(kase, context, forms, first, true)}</ol>`
      : html`<p class="notice">${icon("gate")} ${say("territory.nobody")}</p>`}
    ${others.length
      ? html`<details>
          <summary>${say("territory.others", { n: others.length })}</summary>
          <ol class="forums" start="2">
            ${others.map((forum) => argument(kase, context, forms, forum, false))}
          </ol>
        </details>`
      : nothing}
    ${territory.missing.length
      ? html`<h4>${say("territory.missing")}</h4>
          <ul class="bullets">
            ${territory.missing.map((value) => html`<li>${missing(value)}</li>`)}
          </ul>`
      : nothing}
    ${territory.flags.length ? html`<p class="tags">${territory.flags.map((flag) => html`<span class="tag">${word("territory-flag", flag)}</span>`)}</p>` : nothing}
    <p class="quiet">${say("territory.proposal")}</p>
  </section>`;
}
