import { html, nothing, type TemplateResult } from "lit";
import type { Case } from "../shared/types";
import { say, word } from "../texts/texts";
import { technical, theirWords } from "./words";

/** Files of the case by name, size, state and fingerprint; never shown here unasked. */
export function evidenceSection(kase: Case): TemplateResult | typeof nothing {
  if (kase.evidence.length === 0) return nothing;
  return html`<section aria-labelledby="evidence-title">
    <h3 id="evidence-title">${say("evidence.title")}</h3>
    <ul class="plain-list">
      ${kase.evidence.map(
        (file) => html`<li>
          ${theirWords(file.name)} <span class="tag">${word("evidence", file.state)}</span>
          <span class="quiet"><bdi dir="ltr">${Math.ceil(file.size / 1024)} Ko</bdi> ${technical(`${file.sha256.slice(0, 4)}…${file.sha256.slice(-4)}`)}</span>
        </li>`,
      )}
    </ul>
  </section>`;
}
