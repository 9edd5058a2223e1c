import { html, nothing, type TemplateResult } from "lit";
import { isCategory } from "../queue/filters";
import { urgencyMark } from "../shared/badges";
import type { Case, Diagnosis } from "../shared/types";
import { say, word } from "../texts/texts";
import { technical, theirWords } from "./words";

/** `PHISH +3` → "Phishing +3"; another form of effect is shown as it is. */
function effect(value: string): TemplateResult {
  const points = /^([A-Z_]+) ([+-]\d+)$/.exec(value);
  if (points) return html`${word("category", points[1] ?? "")} <bdi dir="ltr">${points[2]}</bdi>`;
  const level = /^(?:urgency[ :]*)?(U[0-4])$/i.exec(value);
  if (level) return html`${say("diagnosis.urgency")} <bdi dir="ltr">${level[1]}</bdi>`;
  return html`<bdi dir="ltr">${value}</bdi>`;
}

function evidence(words: string): TemplateResult {
  if (!words) return html`${say("diagnosis.no-words")}`;
  return isCategory(words) ? html`${word("category", words)}` : html`<mark>${theirWords(words)}</mark>`;
}

function reasons(diagnosis: Diagnosis): TemplateResult {
  return html`<table class="reasons">
    <caption class="sr-only">
      ${say("diagnosis.reasons")}
    </caption>
    <thead>
      <tr>
        <th scope="col">${say("diagnosis.words")}</th>
        <th scope="col">${say("diagnosis.signal")}</th>
        <th scope="col" class="end">${say("diagnosis.effect")}</th>
      </tr>
    </thead>
    <tbody>
      ${diagnosis.reasons.map(
        (reason) => html`<tr>
          <td>${evidence(reason.evidence)}</td>
          <td>${word("signal", reason.signal)}</td>
          <td class="end">${effect(reason.effect)}</td>
        </tr>`,
      )}
    </tbody>
  </table>`;
}

/** What the machine read, and the very words that made it say so. */
export function diagnosisSection(kase: Case): TemplateResult {
  const { diagnosis, report } = kase;
  if (!diagnosis) {
    return html`<section aria-labelledby="diagnosis-title">
      <h3 id="diagnosis-title">${say("diagnosis.title")}</h3>
      <p class="quiet">${say("diagnosis.none")}</p>
    </section>`;
  }
  const chosen = report.citizen_choice;
  const corrected = diagnosis.category !== kase.category || diagnosis.urgency !== kase.urgency;
  return html`<section aria-labelledby="diagnosis-title">
    <h3 id="diagnosis-title">${say("diagnosis.title")}</h3>
    <p class="verdict">
      ${urgencyMark(diagnosis.urgency)}<strong>${word("category", diagnosis.category)}</strong>
      <span class="quiet">${word("language", diagnosis.language)}</span>
    </p>
    ${chosen && chosen !== diagnosis.category ? html`<p>${say("diagnosis.chosen", { category: word("category", chosen) })}</p>` : nothing}
    ${corrected ? html`<p>${say("diagnosis.corrected")}</p>` : nothing}
    ${diagnosis.secondary.length ? html`<p class="quiet">${say("diagnosis.secondary", { list: diagnosis.secondary.map((code) => word("category", code)).join(say("and")) })}</p>` : nothing}
    ${diagnosis.flags.length ? html`<p class="tags">${diagnosis.flags.map((flag) => html`<span class="tag ${flag === "minor" ? "alarm" : ""}">${word("flag", flag)}</span>`)}</p>` : nothing}
    ${diagnosis.reasons.length ? html`<details><summary>${say("diagnosis.why", { n: diagnosis.reasons.length })}</summary>${reasons(diagnosis)}</details>` : html`<p class="quiet">${say("diagnosis.no-reasons")}</p>`}
    ${diagnosis.lookalikes?.length
      ? html`<ul class="plain-list">
          ${diagnosis.lookalikes.map((found) => html`<li>${technical(found.domain.replaceAll(".", "[.]"))} ${say("diagnosis.imitates")} ${technical(found.imitates)} <span class="tag">${word("lookalike", found.reason)}</span></li>`)}
        </ul>`
      : nothing}
  </section>`;
}
