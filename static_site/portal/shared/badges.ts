import { html, svg, type TemplateResult } from "lit";
import { say, word } from "../texts/texts";
import type { Context } from "./context";
import type { Urgency } from "./types";

// Code, shape and colour together: no one of them alone.
const SHAPES: Record<Urgency, TemplateResult> = {
  U0: svg`<rect x="1" y="1" width="12" height="12" fill="currentColor"/>`,
  U1: svg`<path d="M7 0l7 7-7 7-7-7z" fill="currentColor"/>`,
  U2: svg`<circle cx="7" cy="7" r="5" fill="none" stroke="currentColor" stroke-width="3"/>`,
  U3: svg`<circle cx="7" cy="7" r="4" fill="currentColor"/>`,
  U4: svg`<path d="M2 7h10" stroke="currentColor" stroke-width="3"/>`,
};

export function urgencyMark(urgency: Urgency): TemplateResult {
  return html`<span class="urgency ${urgency.toLowerCase()}"
    ><svg viewBox="0 0 14 14" aria-hidden="true">${SHAPES[urgency]}</svg><bdi dir="ltr">${urgency}</bdi
    ><span class="sr-only">${word("urgency", urgency)}</span></span
  >`;
}

/** A code, number or address: left to right whatever surrounds it. */
export function code(value: string): TemplateResult {
  return html`<bdi dir="ltr" class="code">${value}</bdi>`;
}

/** Who holds a case, without a name: me, someone else, nobody. */
export function holder(context: Context, sub: string | null): string {
  if (sub === null) return say("holder.none");
  return sub === context.me.sub ? say("holder.me") : say("holder.other");
}

const SUBJECT = /^[0-9a-f]{8}-[0-9a-f-]{27}$/i;

/** The short form of a person's id: enough to tell two colleagues apart on a page. A function is "the system". */
export function person(context: Context, actor: string): TemplateResult {
  if (actor === context.me.sub) return html`<span>${say("holder.me")}</span>`;
  if (!SUBJECT.test(actor)) return html`<span>${actor === "reporter" ? say("message.from-reporter") : say("actor.system")}</span>`;
  return html`<bdi dir="ltr" class="code" title=${actor}>${actor.slice(0, 8)}</bdi>`;
}
