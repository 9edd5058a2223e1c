import { html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import { icon } from "../shared/icons";
import { excuse } from "../shared/excuse";
import type { Case, List, Row } from "../shared/types";
import { say } from "../texts/texts";
import { filterSentence, type Filters, narrowing, NO_FILTERS } from "./filters";
import { ListDesk } from "./list-desk";

/** Cases of my courts, the most urgent first, then the oldest; the open case beside them. */
@customElement("eb-queue")
export class Queue extends ListDesk {
  @state() private filters: Filters = NO_FILTERS;
  protected readonly desk = "queue";

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load(null);
  }

  protected fetchPage(cursor: string | null): Promise<List<Row>> {
    return this.context.api.get<List<Row>>("/queue", { ...this.filters, cursor });
  }

  protected override press(key: string): boolean {
    if (key === "f") {
      this.querySelector<HTMLElement>("#filter-urgency")?.focus();
      return true;
    }
    return super.press(key);
  }

  private choose(filters: Filters): void {
    this.filters = filters;
    void this.load(null);
  }

  protected head(): TemplateResult {
    const change = (event: Event): void => {
      const field = event.target as HTMLSelectElement;
      const next = { ...this.filters, [field.name]: field.value };
      // A state belongs to one of the two desks: changing the desk drops it.
      this.choose(field.name === "desk" ? { ...next, state: "" } : next);
    };
    return html`<div class="head">
      <h1>${say("queue.title")}</h1>
      <span class="count quiet" role="status">${this.countText()}</span>
      <button type="button" class="chip" aria-pressed=${this.filters.assignee === "me"} @click=${() => this.choose({ ...this.filters, assignee: this.filters.assignee === "me" ? "" : "me" })}>${say("queue.mine")}</button>
      <button type="button" class="chip" aria-pressed=${this.filters.assignee === "none"} @click=${() => this.choose({ ...this.filters, assignee: this.filters.assignee === "none" ? "" : "none" })}>${say("queue.free")}</button>
      <button type="button" class="bare" @click=${() => void this.load(this.cursor)}>${icon("turn")}<span>${say("queue.again")}</span></button>
    </div>
    <form class="sentence" aria-label=${say("filter.label")} @change=${change} @submit=${(event: Event) => event.preventDefault()}>
      ${filterSentence(this.context, this.filters)}
    </form>`;
  }

  private countText(): string {
    if (this.loading || this.failure) return "";
    return say(this.pages.length > 1 || this.nextCursor ? "queue.count-page" : "queue.count", { n: this.rows.length, page: this.pages.length });
  }

  protected empty(): TemplateResult {
    const narrowed = narrowing(this.context, this.filters);
    if (narrowed.length > 0) {
      return html`<div class="empty">
        ${icon("inbox")}
        <h2>${say("empty.no-match")}</h2>
        <p>${say("empty.remove")}</p>
        <div class="chips">
          ${narrowed.map(({ name, label }) => html`<button type="button" class="chip" @click=${() => this.choose({ ...this.filters, [name]: NO_FILTERS[name] })}>${icon("shut")}${label}</button>`)}
        </div>
      </div>`;
    }
    return html`<div class="empty">
      ${icon("inbox")}
      <h2>${say(this.filters.desk === "closed" ? "empty.no-closed" : "empty.nothing")}</h2>
      <p>${say("empty.nothing-next")}</p>
    </div>`;
  }

  protected override bulkBar(): TemplateResult | typeof nothing {
    if (this.selected.size === 0) return nothing;
    return html`<div class="bulk" role="region" aria-label=${say("bulk.label")}>
      <span>${say("bulk.count", { n: this.selected.size })}</span>
      <button type="button" class="button small" @click=${() => void this.takeSelected()}>${say("bulk.take")}</button>
      <button type="button" class="button plain small" @click=${() => this.clearSelection()}>${say("bulk.clear")}</button>
    </div>`;
  }

  private async takeSelected(): Promise<void> {
    const wanted = this.rows.filter((row) => this.selected.has(row.id));
    let done = 0;
    for (const row of wanted) {
      try {
        this.replaceRow(await this.context.api.post<Case>(`/cases/${row.id}/take`, { version: row.version }));
        done += 1;
      } catch (failure) {
        this.failedId = row.id;
        this.context.tell(`${say("bulk.taken", { n: done })} ${excuse(failure)}`, "failed");
        return;
      }
    }
    this.clearSelection();
    this.context.tell(say("bulk.taken", { n: done }));
  }
}
