import { html, nothing, type TemplateResult } from "lit";
import type { Case, Refusal } from "../shared/types";
import { say, word } from "../texts/texts";
import { type Refused, refused, stepName } from "./available";
import { LawWords } from "./law-words";

/** The steps that the law refuses now: in sight and grey, each with the rule, its articles and what would allow it. */
export function refusedByLaw(kase: Case): TemplateResult | typeof nothing {
  const found = refused(kase, true);
  return found.length === 0 ? nothing : list(found);
}

/** The steps that come at another moment, on demand. */
export function refusedForNow(kase: Case): TemplateResult | typeof nothing {
  const found = refused(kase, false);
  if (found.length === 0) return nothing;
  const n = found.reduce((sum, { steps }) => sum + steps.length, 0);
  return html`<details class="later-steps"><summary>${say("step.others", { n })}</summary>${list(found)}</details>`;
}

function list(found: Refused[]): TemplateResult {
  return html`<ul class="refused">
    ${found.map(
      ({ steps, refusal }) => html`<li>
        <span class="acts">${steps.map((step) => html`<button type="button" class="button small plain" disabled>${stepName(step)}</button>`)}</span>
        <p>${ruleText(refusal)} ${allowedBy(refusal)}</p>
        ${refusal.articles.length ? html`<p class="quiet">${LawWords.none.citations(refusal.articles.map((article) => article.replace(" art. ", " "))).join(say("territory.comma"))}</p>` : nothing}
      </li>`,
    )}
  </ul>`;
}

/** The rule in plain words. */
function ruleText({ rule, allowed_by, possible_in }: Refusal): string {
  if (rule === "leave-needed" && allowed_by.includes("refer")) return say("rule.referral-needed");
  if (rule === "state") return say("rule.state", { states: possible_in.map((state) => word("state", state)).join(say("territory.comma")) });
  return word("rule", rule);
}

function allowedBy({ allowed_by }: Refusal): string {
  return allowed_by.length ? say("step.allowed-by", { steps: allowed_by.map(stepName).join(say("territory.comma")) }) : "";
}
