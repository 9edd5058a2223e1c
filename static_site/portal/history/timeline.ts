import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { person } from "../shared/badges";
import type { Context } from "../shared/context";
import { Desk } from "../shared/desk";
import { excuse } from "../shared/excuse";
import type { List, TimelineEntry } from "../shared/types";
import { moment } from "../shared/when";
import { say, word } from "../texts/texts";

/** The history of a case: the custody and audit chain in words. Read only when it is opened. */
@customElement("eb-timeline")
export class Timeline extends Desk {
  @property({ attribute: false }) context!: Context;
  @property({ attribute: false }) caseId!: string;
  @property({ attribute: false }) version = 0;
  @state() private entries: TimelineEntry[] = [];
  @state() private cursor: string | null = null;
  @state() private failure: string | null = null;
  @state() private open = false;
  @state() private loaded = false;

  protected override willUpdate(changed: Map<string, unknown>): void {
    if ((changed.has("caseId") || changed.has("version")) && this.open) void this.load(null);
  }

  private async load(cursor: string | null): Promise<void> {
    this.failure = null;
    try {
      const page = await this.context.api.get<List<TimelineEntry>>(`/cases/${this.caseId}/timeline`, { cursor });
      this.entries = cursor ? [...this.entries, ...page.items] : page.items;
      this.cursor = page.cursor;
      this.loaded = true;
    } catch (failure) {
      this.failure = excuse(failure);
    }
  }

  private readonly toggle = (event: Event): void => {
    this.open = (event.target as HTMLDetailsElement).open;
    if (this.open && !this.loaded) void this.load(null);
  };

  protected override render(): TemplateResult {
    return html`<details class="history" @toggle=${this.toggle}>
      <summary><h3>${say("history.title")}</h3></summary>
      ${this.failure ? html`<p class="notice failed" role="alert">${this.failure}</p>` : nothing}
      <ol class="timeline">
        ${this.entries.map(
          (entry) => html`<li>
            <time datetime=${entry.at}>${moment(entry.at)}</time>
            <span>${word("action", entry.action)}</span>
            <span class="quiet">${entry.role && entry.role !== entry.actor ? html`${word("role", entry.role)} ` : nothing}${entry.actor ? person(this.context, entry.actor) : nothing}</span>
          </li>`,
        )}
      </ol>
      ${this.cursor ? html`<button type="button" class="button plain small" @click=${() => void this.load(this.cursor)}>${say("history.more")}</button>` : nothing}
    </details>`;
  }
}
