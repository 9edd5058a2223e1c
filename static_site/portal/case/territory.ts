import { html, nothing, type TemplateResult } from "lit";
import { person } from "../shared/badges";
import type { Context } from "../shared/context";
import { icon } from "../shared/icons";
import type { Case, CourtChoice, Explanation, Forum, Police, Step } from "../shared/types";
import { moment } from "../shared/when";
import { say, texts, word } from "../texts/texts";
import type { FormWords } from "./form-words";
import type { LawWords } from "./law-words";
import { theirWords } from "./words";

interface View {
  kase: Case;
  context: Context;
  forms: FormWords;
  law: LawWords;
  /** Puts a question into the message to the reporter; null for those who send none. */
  ask: ((question: string) => void) | null;
  /** Where places become facts; nothing for those who only read. */
  places: TemplateResult | typeof nothing;
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

/** The question in the language that the reporter chose to read; French where a language has no words of its own yet. */
function questionTo({ report, territory }: Case, code: string): string | null {
  const words = territory?.questions?.[code];
  return words?.[report.lang ?? ""] ?? words?.["fr"] ?? null;
}

function missing({ kase, law, ask }: View, codes: string[], explanation: Explanation | undefined): TemplateResult {
  const effects = new Map((explanation?.missing ?? []).map(({ key, effect }) => [key, effect]));
  return html`<h4>${say("territory.missing")}</h4>
    <ul class="bullets">
      ${codes.map((code) => {
        const { question, asked } = law.missing(code);
        const words = questionTo(kase, code);
        const effect = effects.get(code);
        return html`<li>
          ${question} ${asked ? html`<span class="tag">${asked}</span>` : nothing}
          ${ask && words ? html`<button type="button" class="button plain small" @click=${() => ask(words)}>${say("territory.ask")}<span class="sr-only"> · ${question}</span></button>` : nothing}
          ${effect ? html`<p class="quiet"><bdi>${effect}</bdi></p>` : nothing}
        </li>`;
      })}
    </ul>`;
}

/** Who may receive the file. What no text says is marked so. */
function policeList({ forms, law }: View, services: Police[]): TemplateResult {
  return html`<h4>${say("territory.police")}</h4>
    <ul class="bullets">
      ${services.map(({ label, basis, articles, communes }) => {
        const places = communes.map((code) => forms.place(code)).join(say("territory.comma"));
        return html`<li>
          <bdi>${label}</bdi> ${places ? html`<strong>${theirWords(places)}</strong>` : nothing}
          ${basis === "inferred" ? html`<span class="tag inferred">${say("territory.inferred")}</span>` : nothing}
          <span class="quiet">${law.citations(articles).join(say("territory.comma"))}</span>
        </li>`;
      })}
    </ul>`;
}

/** The proposal and the place of the case part: a person decided, or facts came after. */
function elsewhere({ kase, context }: View, proposed: string | undefined): TemplateResult | typeof nothing {
  if (!proposed || proposed === kase.court) return nothing;
  return html`<p class="notice">${say("territory.elsewhere", { here: context.courts.name(kase.court), proposed: context.courts.name(proposed) })}</p>`;
}

/** Who chose which court, when and why, beside what the rules had proposed. */
function choices({ context }: View, made: CourtChoice[]): TemplateResult {
  return html`<h4>${say("territory.choices")}</h4>
    <ol class="bullets">
      ${made.map(
        (choice) => html`<li>
          <strong>${context.courts.name(choice.to)}</strong>
          ${choice.proposed === undefined ? nothing : choice.proposed === choice.to ? html`<span class="tag">${say("territory.as-proposed")}</span>` : html`<span class="tag inferred">${say("territory.not-as-proposed", { court: context.courts.name(choice.proposed) })}</span>`}
          ${choice.rule ? html`<bdi dir="ltr" class="quiet">${choice.rule}</bdi>` : nothing}
          <p>${theirWords(choice.motive ?? choice.reason ?? "")}</p>
          <p class="quiet">${person(context, choice.author)} · <time datetime=${choice.at}>${moment(choice.at)}</time></p>
        </li>`,
      )}
    </ol>`;
}

/** Which court and why: each proposal as fact, text, court; then what is missing and what must be minded. */
export function territorySection(view: View): TemplateResult {
  const { law } = view;
  const { territory } = view.kase;
  if (!territory) {
    return html`<section aria-labelledby="territory-title">
      <h3 id="territory-title">${say("territory.title")}</h3>
      <p class="quiet">${say("territory.none")}</p>
    </section>`;
  }
  const [first, ...others] = territory.forums;
  const explanation = territory.explanation?.[texts.language];
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
    ${explanation?.paragraph
      ? html`<details class="in-words">
          <summary>${say("territory.in-words")}</summary>
          <p><bdi>${explanation.paragraph}</bdi></p>
        </details>`
      : nothing}
    ${elsewhere(view, first?.court_id)} ${view.kase.court_choices?.length ? choices(view, view.kase.court_choices) : nothing}
    ${explanation?.police.length ? policeList(view, explanation.police) : nothing}
    ${territory.missing.length ? missing(view, territory.missing, explanation) : nothing} ${view.places} ${territory.flags.length ? toMind(view, territory.flags) : nothing}
    <p class="quiet">${say("territory.proposal")}</p>
  </section>`;
}
