import { html, type TemplateResult } from "lit";
import { holder } from "../shared/badges";
import type { Context } from "../shared/context";
import type { Case } from "../shared/types";
import { say, word } from "../texts/texts";

/** Someone changed the case meanwhile: what it was here, what it is now. What was typed is still in the form. */
export function conflictBox(context: Context, before: Case, now: Case): TemplateResult {
  const lines: [label: string, was: string, is: string][] = [
    [say("column.state"), word("state", before.state), word("state", now.state)],
    [say("column.holder"), holder(context, before.assignee), holder(context, now.assignee)],
    [say("column.court"), context.courts.name(before.court), context.courts.name(now.court)],
    [say("column.kind"), word("category", before.category), word("category", now.category)],
    [say("column.urgency"), before.urgency, now.urgency],
  ];
  const changed = lines.filter(([, was, is]) => was !== is);
  return html`<div class="notice conflict" role="alert" tabindex="-1">
    <h3>${say("conflict.title")}</h3>
    ${changed.length
      ? html`<table>
          <thead>
            <tr>
              <td></td>
              <th scope="col">${say("conflict.was")}</th>
              <th scope="col">${say("conflict.is")}</th>
            </tr>
          </thead>
          <tbody>
            ${changed.map(([label, was, is]) => html`<tr><th scope="row">${label}</th><td>${was}</td><td><strong>${is}</strong></td></tr>`)}
          </tbody>
        </table>`
      : html`<p>${say("conflict.elsewhere")}</p>`}
    <p>${say("conflict.kept")}</p>
  </div>`;
}
