import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Context } from "../shared/context";
import { Desk } from "../shared/desk";
import { excuse } from "../shared/excuse";
import { month } from "../shared/when";
import { skeleton } from "../queue/rows";
import { say, word } from "../texts/texts";

type Counts = Record<string, number>;
type Figures = Record<string, unknown>;

/** Counts of the caller's courts, as tables: one for each family that the API counts. */
@customElement("eb-figures")
export class FiguresDesk extends Desk {
  @property({ attribute: false }) context!: Context;
  @state() private figures: Figures | null = null;
  @state() private failure: string | null = null;
  private month = month();

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
  }

  private async load(): Promise<void> {
    this.failure = null;
    this.figures = null;
    try {
      this.figures = await this.context.api.get<Figures>("/statistics", { month: this.month });
    } catch (failure) {
      this.failure = excuse(failure);
    }
  }

  private readonly choose = (event: Event): void => {
    event.preventDefault();
    this.month = String(new FormData(event.target as HTMLFormElement).get("month") ?? "");
    void this.load();
  };

  protected override render(): TemplateResult {
    return html`<div class="page">
      <h1>${say("figures.title")}</h1>
      <p class="quiet">${say("figures.lead")}</p>
      <form class="searching" @submit=${this.choose}>
        <div class="row">
          <label>${say("figures.month")}<input class="input code" dir="ltr" name="month" .value=${this.month} autocomplete="off" /></label>
          <button type="submit" class="button">${say("figures.button")}</button>
        </div>
      </form>
      ${this.failure ? html`<p class="notice failed" role="alert">${this.failure}</p>` : nothing}
      ${this.figures ? this.tables(this.figures) : this.failure ? nothing : skeleton()}
    </div>`;
  }

  private tables(figures: Figures): TemplateResult {
    const totals = Object.entries(figures).filter((pair): pair is [string, number] => typeof pair[1] === "number");
    const families = Object.entries(figures).filter((pair): pair is [string, Counts] => {
      const counts = pair[1];
      return typeof counts === "object" && counts !== null && !Array.isArray(counts) && Object.values(counts).every((n) => typeof n === "number");
    });
    return html`${totals.length ? html`<dl class="totals">${totals.map(([name, n]) => html`<div><dt>${word("figures", name)}</dt><dd><bdi dir="ltr">${n}</bdi></dd></div>`)}</dl>` : nothing}
      <div class="figure-tables">${families.map(([family, counts]) => this.table(family, counts))}</div>`;
  }

  private table(family: string, counts: Counts): TemplateResult {
    const kind = family.replace(/^by_/, "");
    const label = (code: string): string => {
      if (kind === "court") return this.context.courts.name(code);
      return kind === "urgency" ? `${code} · ${word(kind, code)}` : word(kind, code);
    };
    const rows = Object.entries(counts).sort(([a, n], [b, m]) => (kind === "urgency" ? a.localeCompare(b) : m - n));
    return html`<table class="figures">
      <caption>
        ${word("figures", family)}
      </caption>
      <tbody>
        ${rows.map(([code, n]) => html`<tr><th scope="row">${label(code)}</th><td class="end"><bdi dir="ltr">${n}</bdi></td></tr>`)}
      </tbody>
    </table>`;
  }
}
