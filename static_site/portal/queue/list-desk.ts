import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import "../case/case";
import type { Context } from "../shared/context";
import { Desk } from "../shared/desk";
import { excuse } from "../shared/excuse";
import { icon } from "../shared/icons";
import type { Case, List, MovedCase, Row } from "../shared/types";
import type { DeskName } from "../shell/routes";
import { say } from "../texts/texts";
import { rowsTable, skeleton } from "./rows";

/** What queue and search share: pages of rows, the keys, the case beside the list. */
export abstract class ListDesk extends Desk {
  @property({ attribute: false }) context!: Context;
  @property({ attribute: false }) caseId: string | null = null;
  /** Where single keys come from: the shell. */
  @property({ attribute: false }) keys!: EventTarget;
  @state() protected rows: Row[] = [];
  @state() protected loading = false;
  @state() protected failure: unknown = null;
  @state() protected selected: ReadonlySet<string> = new Set();
  @state() protected failedId: string | null = null;
  @state() private activeId: string | null = null;
  /** Cursors of the pages up to the one shown; the first is null. One page is in the document at a time. */
  @state() protected pages: (string | null)[] = [null];
  @state() protected nextCursor: string | null = null;
  private asked = 0;

  protected abstract readonly desk: DeskName;
  protected abstract fetchPage(cursor: string | null): Promise<List<Row>>;
  protected abstract head(): TemplateResult;
  protected abstract empty(): TemplateResult;

  protected bulkBar(): TemplateResult | typeof nothing {
    return nothing;
  }

  protected get cursor(): string | null {
    return this.pages[this.pages.length - 1] ?? null;
  }

  private readonly hear = (event: Event): void => {
    this.press((event as CustomEvent<string>).detail);
  };

  override connectedCallback(): void {
    super.connectedCallback();
    this.keys.addEventListener("key", this.hear);
  }

  override disconnectedCallback(): void {
    this.keys.removeEventListener("key", this.hear);
    super.disconnectedCallback();
  }

  protected override updated(changed: PropertyValues): void {
    // Back from a case: the row that was open has the focus again.
    if (changed.has("caseId") && this.caseId === null && changed.get("caseId")) this.focusRow(String(changed.get("caseId")));
  }

  /** Show a page. A null cursor starts over; an older answer never replaces a newer one. */
  protected async load(cursor: string | null): Promise<void> {
    const turn = ++this.asked;
    if (cursor === null) this.pages = [null];
    this.loading = true;
    this.failure = null;
    this.failedId = null;
    try {
      const page = await this.fetchPage(cursor);
      if (turn !== this.asked) return;
      this.rows = page.items;
      this.nextCursor = page.cursor;
      this.selected = new Set();
      this.activeId = this.rows.some((row) => row.id === this.caseId) ? this.caseId : (this.rows[0]?.id ?? null);
    } catch (failure) {
      if (turn === this.asked) this.failure = failure;
    } finally {
      if (turn === this.asked) this.loading = false;
    }
  }

  protected replaceRow(kase: Row): void {
    this.rows = this.rows.map((row) => (row.id === kase.id ? { ...row, ...rowOf(kase) } : row));
  }

  protected clearSelection(): void {
    this.selected = new Set();
  }

  private focusRow(id: string): void {
    this.activeId = id;
    void this.updateComplete.then(() => this.querySelector<HTMLElement>(`tr[data-id="${CSS.escape(id)}"] a`)?.focus());
  }

  /** Act on a single key; true when it meant something here. */
  protected press(key: string): boolean {
    const at = this.rows.findIndex((row) => row.id === this.activeId);
    if (key === "j" || key === "k") {
      const next = this.rows[Math.max(0, Math.min(this.rows.length - 1, at + (key === "j" ? 1 : -1)))];
      if (next) this.focusRow(next.id);
      return true;
    }
    if (key === "x" && this.activeId) {
      const chosen = new Set(this.selected);
      if (!chosen.delete(this.activeId)) chosen.add(this.activeId);
      this.selected = chosen;
      return true;
    }
    if (key === "Escape" && this.caseId) {
      location.hash = `#${this.desk}`;
      return true;
    }
    const open = this.querySelector("eb-case");
    if (open) return open.press(key);
    if (key === "a" && this.activeId) void this.takeRow(this.activeId);
    return key === "a";
  }

  /** Take a case from the list: shown at once, put back as it was when the server refuses. */
  private async takeRow(id: string): Promise<void> {
    const before = this.rows.find((row) => row.id === id);
    if (!before) return;
    this.replaceRow({ ...before, assignee: this.context.me.sub });
    try {
      this.replaceRow(await this.context.api.post<Case>(`/cases/${id}/take`, { version: before.version }));
      this.context.tell(say("act.take.done"));
    } catch (failure) {
      this.replaceRow(before);
      this.failedId = id;
      this.context.tell(excuse(failure), "failed");
    }
  }

  private readonly arrow = (event: KeyboardEvent): void => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    this.press(event.key === "ArrowDown" ? "j" : "k");
  };

  /** An act changed a case: its row follows, or goes when the case is out of sight. */
  private readonly changed = (event: CustomEvent<Case | MovedCase>): void => {
    const kase = event.detail;
    if ("category" in kase) this.replaceRow(kase);
    else this.rows = this.rows.filter((row) => row.id !== kase.id);
  };

  protected override render(): TemplateResult {
    return html`${this.head()} ${this.bulkBar()}
      <div class="split ${this.caseId ? "with-case" : ""}">
        <section class="list" aria-label=${say("list.label")} aria-busy=${this.loading} @keydown=${this.arrow}>${this.list()}</section>
        ${this.caseId
          ? html`<div class="beside">
              <a class="back" href="#${this.desk}">${icon("back", true)}${say("case.back")}</a>
              <eb-case .context=${this.context} .caseId=${this.caseId} .desk=${this.desk} @case-changed=${this.changed}></eb-case>
            </div>`
          : nothing}
      </div>`;
  }

  private list(): TemplateResult {
    if (this.failure) {
      return html`<div class="empty" role="alert">
        <h2>${say("list.failed")}</h2>
        <p>${excuse(this.failure)}</p>
        <button type="button" class="button" @click=${() => void this.load(this.cursor)}>${say("again")}</button>
      </div>`;
    }
    if (this.loading && this.rows.length === 0) return skeleton();
    if (this.rows.length === 0 && !this.nextCursor) return this.empty();
    const { context, desk, rows, activeId, selected, failedId } = this;
    return html`${rowsTable({ context, desk, rows, openId: this.caseId, activeId, selected, failedId, caption: say("list.label") })} ${this.pager()}`;
  }

  private pager(): TemplateResult | typeof nothing {
    if (this.pages.length === 1 && !this.nextCursor) return nothing;
    const before = (): void => {
      this.pages = this.pages.slice(0, -1);
      void this.load(this.cursor);
    };
    const after = (): void => {
      this.pages = [...this.pages, this.nextCursor];
      void this.load(this.cursor);
    };
    return html`<nav class="pager" aria-label=${say("pager.label")}>
      <button type="button" class="button plain small" ?disabled=${this.pages.length === 1} @click=${before}>${icon("back", true)}${say("pager.before")}</button>
      <span class="quiet">${say("pager.page", { page: this.pages.length })}</span>
      <button type="button" class="button plain small" ?disabled=${!this.nextCursor} @click=${after}>${say("pager.after")}${icon("next", true)}</button>
    </nav>`;
  }
}

function rowOf(kase: Row): Row {
  const { id, court, state, urgency, category, language, assignee, created_at, version } = kase;
  return { id, court, state, urgency, category, language, assignee, created_at, version };
}
