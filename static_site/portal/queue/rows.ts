import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { holder, urgencyMark } from "../shared/badges";
import type { Context } from "../shared/context";
import type { Row } from "../shared/types";
import { age, moment } from "../shared/when";
import { caseAddress, type DeskName } from "../shell/routes";
import { say, word } from "../texts/texts";

export interface RowsView {
  context: Context;
  desk: DeskName;
  rows: readonly Row[];
  /** The case that is open beside the list. */
  openId: string | null;
  /** The row that the tab key reaches; arrows and j/k move it. */
  activeId: string | null;
  selected: ReadonlySet<string>;
  failedId: string | null;
  caption: string;
}

/** The list as a table of real links; one row is in the tab order, the keys reach the others. */
export function rowsTable(view: RowsView): TemplateResult {
  return html`<table class="rows">
    <caption class="sr-only">
      ${view.caption}
    </caption>
    <thead>
      <tr>
        <th scope="col" aria-sort="ascending">${say("column.urgency")}</th>
        <th scope="col">${say("column.kind")}</th>
        <th scope="col" class="wide-2">${say("column.court")}</th>
        <th scope="col" class="wide-1">${say("column.state")}</th>
        <th scope="col" class="wide-3">${say("column.language")}</th>
        <th scope="col" class="wide-2">${say("column.holder")}</th>
        <th scope="col" class="end">${say("column.age")}</th>
      </tr>
    </thead>
    <tbody>
      ${repeat(view.rows, (row) => row.id, (row) => tableRow(view, row))}
    </tbody>
  </table>`;
}

function tableRow(view: RowsView, row: Row): TemplateResult {
  const { context } = view;
  const chosen = view.selected.has(row.id);
  const classes = [
    row.id === view.openId ? "open" : "",
    chosen ? "chosen" : "",
    row.id === view.failedId ? "failed" : "",
    row.assignee === context.me.sub ? "mine" : "",
  ];
  return html`<tr class=${classes.join(" ").trim() || nothing} data-id=${row.id}>
    <td>${urgencyMark(row.urgency)}</td>
    <td class="kind">
      <a
        href=${caseAddress(view.desk, row.id)}
        tabindex=${row.id === view.activeId ? 0 : -1}
        aria-current=${row.id === view.openId ? "true" : nothing}
        ><strong>${word("category", row.category)}</strong></a
      >
      ${chosen ? html`<span class="tag brand">${say("row.chosen")}</span>` : nothing}
      <span class="second"
        ><span class="tag ${row.state}">${word("state", row.state)}</span><span class="quiet">${context.courts.short(row.court)}</span
        >${row.assignee === null ? nothing : html`<span class=${row.assignee === context.me.sub ? "me" : "quiet"}>${holder(context, row.assignee)}</span>`}</span
      >
    </td>
    <td class="wide-2 quiet">${context.courts.short(row.court)}</td>
    <td class="wide-1"><span class="tag ${row.state}">${word("state", row.state)}</span></td>
    <td class="wide-3 quiet">${row.language ? word("language", row.language) : say("language.none")}</td>
    <td class="wide-2 ${row.assignee === context.me.sub ? "me" : "quiet"}">${holder(context, row.assignee)}</td>
    <td class="end age"><time datetime=${row.created_at} title=${moment(row.created_at)}>${age(row.created_at)}</time></td>
  </tr>`;
}

/** Rows that are not there yet: shown late, so that a quick answer never flickers. */
export function skeleton(): TemplateResult {
  return html`<div class="skeleton late-in" role="status">
    <span class="sr-only">${say("loading")}</span>
    ${Array.from({ length: 8 }, () => html`<div class="bone" aria-hidden="true"></div>`)}
  </div>`;
}
