import { html, nothing, type TemplateResult } from "lit";
import type { Case, Contest } from "../shared/types";
import { moment } from "../shared/when";
import { say } from "../texts/texts";
import { theirWords } from "./words";

/** Why the reporter does not accept that the case was closed, in their words. */
export function contestsSection({ contests }: Case): TemplateResult | typeof nothing {
  if (contests.length === 0) return nothing;
  return html`<section class="contests" aria-labelledby="contests-title">
    <h3 id="contests-title">${say("contest.title")}</h3>
    ${saidAgainst(contests)}
  </section>`;
}

/** Each contest as it was written, oldest first. */
export function saidAgainst(contests: Contest[]): TemplateResult {
  return html`<ol class="bubbles">
    ${contests.map(
      ({ text, at }) => html`<li class="bubble">
        <p class="by">${say("message.from-reporter")} <time datetime=${at}>${moment(at)}</time></p>
        ${theirWords(text)}
      </li>`,
    )}
  </ol>`;
}
