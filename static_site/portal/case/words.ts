import { html, nothing, type TemplateResult } from "lit";
import { defangHost } from "../shared/defang";
import { pieces } from "../shared/marks";
import { say } from "../texts/texts";
import { segments } from "./highlight";

/** A person's words: isolated, hidden signs drawn, no address usable, the words that decided marked. */
export function theirWords(text: string, evidences: readonly string[] = []): TemplateResult {
  return html`<bdi class="words">${segments(text, evidences).map((segment) => {
    const inner = drawn(segment.address ? defangHost(segment.text) : segment.text);
    const placed = segment.address ? html`<bdi dir="ltr" class="code">${inner}</bdi>` : inner;
    return segment.lit ? html`<mark>${placed}</mark>` : placed;
  })}</bdi>`;
}

function drawn(text: string): (string | TemplateResult)[] {
  return pieces(text).map(({ text: plain, mark }) =>
    mark ? html`<span class="hidden-sign" title=${say("hidden-sign")}><bdi dir="ltr">${mark}</bdi></span>` : plain,
  );
}

/** One line of technical text, such as an address or a phone. */
export function technical(text: string): TemplateResult {
  return html`<bdi dir="ltr" class="code">${text ? drawn(text) : nothing}</bdi>`;
}
