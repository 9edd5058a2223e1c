import { html, nothing, type TemplateResult } from "lit";
import type { Context } from "../shared/context";
import { icon } from "../shared/icons";
import type { Case, Forum, Step } from "../shared/types";
import { say, word } from "../texts/texts";
import type { FormWords } from "./form-words";
import type { LawWords } from "./law-words";
import { theirWords } from "./words";

interface View {
  kase: Case;
  context: Context;
  forms: FormWords;
  law: LawWords;
}

/** A fact of the argument: a place with its name, or the gravity of the offence. */
function fact({ forms, law }: View, step: Step): TemplateResult {
  if (step.level) {
    const presumed = step.class_from === "presumed" || step.class_from === "unknown";
    return html`<span class="step">${word("level", step.level)}${presumed ? html` <span class="quiet">${say("territory.presumed")}</span>` : nothing}</span>`;
  }
  const places = (step.communes ?? []).map((code) => forms.place(code)).join(say("territory.comma"));
  return html`<span class="step">${law.fact(step.fact ?? "category")} ${places ? html`<strong>${theirWords(places)}</strong>` : nothing}</span>`;
}

function facts(view: View, forum: Forum): TemplateResult[] {
  const steps = (forum.steps ?? []).filter((step) => step.fact || step.level);
  return steps.length > 0 ? steps.map((step) => fact(view, step)) : forum.facts_used.map((role) => html`<span class="step">${view.law.fact(role)}</span>`);
}

function argument(view: View, forum: Forum, before: Forum | undefined): TemplateResult {
  const { context, law } = view;
  const remarks = forum.notes?.length ? forum.notes.map((note) => law.note(note, context.courts)) : forum.note ? [forum.note] : [];
  return html`<li class=${before ? "forum" : "forum first"}>
    ${before ? html`<p class="quiet">${law.whyAfter(before, forum)}</p>` : nothing}
    <dl class="argument">
      <div><dt>${say("territory.fact")}</dt><dd>${facts(view, forum)}</dd></div>
      <div>
        <dt>${say("territory.law")}</dt>
        <dd>${law.citations(forum.articles).map((text) => html`<span class="step">${text}</span>`)} <bdi dir="ltr" class="quiet">${forum.rule_ids.join(" ")}</bdi></dd>
      </div>
      <div>
        <dt>${say("territory.court")}</dt>
        <dd>
          <strong class="step">${context.courts.name(forum.court_id)}</strong><span>${word("prosecutor", forum.prosecutor)}</span>${forum.exclusive ? html`<span class="tag brand">${say("territory.exclusive")}</span>` : nothing}
        </dd>
      </div>
    </dl>
    ${remarks.map((remark) => html`<p class="quiet"><bdi>${remark}</bdi></p>`)}
  </li>`;
}

function toMind({ law }: View, flags: string[]): TemplateResult {
  return html`<h4>${say("territory.to-mind")}</h4>
    <ul class="bullets">
      ${flags.map((flag) => {
        const [label, consequence] = law.flag(flag);
        return html`<li><strong>${label}</strong> <span class="quiet">${consequence}</span></li>`;
      })}
    </ul>`;
}

function missing({ law }: View, codes: string[]): TemplateResult {
  return html`<h4>${say("territory.missing")}</h4>
    <ul class="bullets">
      ${codes.map((code) => {
        const { question, asked } = law.missing(code);
        return html`<li>${question} ${asked ? html`<span class="tag">${asked}</span>` : nothing}</li>`;
      })}
    </ul>`;
}

/** Which court and why: each proposal as fact, text, court; then what is missing and what must be minded. */
export function territorySection(kase: Case, context: Context, forms: FormWords, law: LawWords): TemplateResult {
  const { territory } = kase;
  const view = { kase, context, forms, law };
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
      ? html`<ol class="forums">${argument(view, first, undefined)}</ol>`
      : html`<p class="notice">${icon("gate")} ${say("territory.nobody")}</p>`}
    ${others.length
      ? html`<details>
          <summary>${say("territory.others", { n: others.length })}</summary>
          <ol class="forums" start="2">
            ${others.map((forum, at) => argument(view, forum, territory.forums[at]))}
          </ol>
          <p class="quiet">${law.order}</p>
        </details>`
      : nothing}
    ${territory.missing.length ? missing(view, territory.missing) : nothing} ${territory.flags.length ? toMind(view, territory.flags) : nothing}
    <p class="quiet">${say("territory.proposal")}</p>
  </section>`;
}
