import { html, nothing, type TemplateResult } from "lit";
import type { Case } from "../shared/types";
import { moment } from "../shared/when";
import { say, word } from "../texts/texts";

/** Requests to open this case's identity: names of fields and states, never a value. */
export function requestsSection(kase: Case): TemplateResult | typeof nothing {
  if (kase.unseal_requests.length === 0) return nothing;
  return html`<section aria-labelledby="requests-title">
    <h3 id="requests-title">${say("openings.of-case")}</h3>
    <ul class="plain-list">
      ${kase.unseal_requests.map(
        (request) => html`<li>
          <span class="tag ${request.state}">${word("opening", request.state)}</span> ${request.fields.map((name) => word("identity", name)).join(say("territory.comma"))}
          <time class="quiet" datetime=${request.requested_at}>${moment(request.requested_at)}</time>
        </li>`,
      )}
    </ul>
    <p><a href="#openings">${word("desk", "openings")}</a></p>
  </section>`;
}
