import { html, nothing, type TemplateResult } from "lit";
import { urgencyMark } from "../shared/badges";
import type { Context } from "../shared/context";
import type { Case } from "../shared/types";
import { age } from "../shared/when";
import { caseAddress, type DeskName } from "../shell/routes";
import { say, word } from "../texts/texts";

// The server counts no further.
const COUNTED = 100;

/** Cases joined by a named link. Those of other courts are a number, nothing more. */
export function linksSection(kase: Case, context: Context, desk: DeskName): TemplateResult | typeof nothing {
  if (kase.links.length === 0) return nothing;
  return html`<section aria-labelledby="links-title">
    <h3 id="links-title">${say("links.title")}</h3>
    ${kase.links.map((link) => {
      const elsewhere = link.total - link.items.length;
      return html`<p class="link-kind"><strong>${word("link", link.kind)}</strong> <span class="quiet">${say("links.total", { n: link.total, total: link.total >= COUNTED ? `${COUNTED}+` : link.total })}</span></p>
        ${link.items.length
          ? html`<ul class="plain-list linked">
              ${link.items.map(
                (row) => html`<li>
                  ${urgencyMark(row.urgency)}<a href=${caseAddress(desk, row.id)}>${word("category", row.category)}</a>
                  <span class="tag">${word("state", row.state)}</span><span class="quiet">${context.courts.short(row.court)} · ${age(row.created_at)}</span>
                </li>`,
              )}
            </ul>`
          : nothing}
        ${elsewhere > 0 ? html`<p class="quiet">${say("links.elsewhere", { n: elsewhere, total: link.total >= COUNTED ? `${elsewhere}+` : elsewhere })}</p>` : nothing}`;
    })}
  </section>`;
}
