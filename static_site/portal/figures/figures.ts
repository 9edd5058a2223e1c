import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { type Context, has } from "../shared/context";
import { Desk } from "../shared/desk";
import { excuse } from "../shared/excuse";
import { lastMonths, month } from "../shared/when";
import { skeleton } from "../queue/rows";
import { say, word } from "../texts/texts";

type Counts = Record<string, number>;

interface CourtFigures {
  court: string;
  cases: number;
  by_state: Counts;
  by_urgency: Counts;
  by_category: Counts;
}

/** Decisions of persons on the courts that a rule proposed. */
interface RuleFigures {
  rule: string;
  decided: number;
  overridden: number;
  instead: Counts;
}

interface Figures {
  courts: CourtFigures[];
  rules: RuleFigures[];
  /** False when there are more cases than were counted. */
  complete: boolean;
}

const FAMILIES = ["urgency", "state", "category"] as const;

function added(counts: Counts[]): Counts {
  const sum: Counts = {};
  for (const one of counts) for (const [code, n] of Object.entries(one)) sum[code] = (sum[code] ?? 0) + n;
  return sum;
}

/** Counts of the caller's courts, as tables: all courts together, then court by court. */
@customElement("eb-figures")
export class FiguresDesk extends Desk {
  @property({ attribute: false }) context!: Context;
  @state() private figures: Figures | null = null;
  @state() private failure: string | null = null;
  @state() private exporting = false;
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
    this.month = (event.target as HTMLSelectElement).value;
    void this.load();
  };

  /** The lines of the chosen month as a file. An address of memory that is given back at once: no copy stays in the page. */
  private readonly take = async (): Promise<void> => {
    if (this.exporting) return;
    this.exporting = true;
    const chosen = this.month;
    try {
      const file = URL.createObjectURL(await this.context.api.file("/export.csv", { month: chosen }));
      const link = document.createElement("a");
      link.href = file;
      link.download = chosen ? `e-blagh-${chosen}.csv` : "e-blagh.csv";
      link.click();
      // The browser has taken the file by the next turn of the loop.
      setTimeout(() => URL.revokeObjectURL(file));
      this.context.tell(say("export.done"));
    } catch (failure) {
      this.context.tell(excuse(failure), "failed");
    } finally {
      this.exporting = false;
    }
  };

  protected override render(): TemplateResult {
    return html`<div class="page">
      <h1>${say("figures.title")}</h1>
      <p class="quiet">${say("figures.lead")}</p>
      <form class="searching" @change=${this.choose} @submit=${(event: Event) => event.preventDefault()}>
        <div class="row">
          <label>${say("figures.month")}<select class="input" name="month">${lastMonths().map(([code, name]) => html`<option value=${code} ?selected=${code === this.month}>${name}</option>`)}<option value="" ?selected=${this.month === ""}>${say("figures.always")}</option></select></label>
        </div>
      </form>
      ${has(this.context.me, "supervisor") ? this.export() : nothing}
      ${this.failure ? html`<p class="notice failed" role="alert">${this.failure}</p>` : nothing}
      ${this.figures ? this.tables(this.figures) : this.failure ? nothing : skeleton()}
    </div>`;
  }

  private export(): TemplateResult {
    return html`<section class="export" aria-labelledby="export-title">
      <h2 id="export-title">${say("export.title")}</h2>
      <p class="quiet">${say("export.lead")}</p>
      <button type="button" class="button plain" aria-disabled=${this.exporting ? "true" : nothing} @click=${this.take}>${say("export.button")}</button>
    </section>`;
  }

  /** How often persons changed what a rule proposed, the most often changed first: where the rules want work. */
  private rules(rules: RuleFigures[]): TemplateResult {
    const often = ({ decided, overridden }: RuleFigures): number => overridden / decided;
    return html`<table class="figures rules">
      <caption>
        ${say("figures.rules")}
      </caption>
      <thead>
        <tr>
          ${(["rule", "overridden", "instead"] as const).map((name) => html`<th scope="col">${word("figures", name)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${[...rules]
          .sort((a, b) => often(b) - often(a))
          .map(
            (line) => html`<tr>
              <th scope="row"><bdi dir="ltr">${line.rule}</bdi></th>
              <td><bdi dir="ltr" class="whole">${line.overridden} / ${line.decided}</bdi></td>
              <td>${Object.entries(line.instead).map(([court, n]) => html`<span class="step">${this.context.courts.short(court)} <bdi dir="ltr">${n}</bdi></span>`)}</td>
            </tr>`,
          )}
      </tbody>
    </table>`;
  }

  private tables({ courts, complete, rules }: Figures): TemplateResult {
    const total = courts.reduce((sum, { cases }) => sum + cases, 0);
    const byCourt = Object.fromEntries(courts.map(({ court, cases }) => [court, cases]));
    return html`<dl class="totals">
        <div><dt>${say("figures.total")}</dt><dd><bdi dir="ltr">${complete ? total : `${total}+`}</bdi></dd></div>
      </dl>
      ${complete ? nothing : html`<p class="notice">${say("figures.incomplete")}</p>`}
      <div class="figure-tables">
        ${FAMILIES.map((family) => this.table(family, added(courts.map((court) => court[`by_${family}`]))))}
        ${courts.length > 1 ? this.table("court", byCourt) : nothing} ${rules.length > 0 ? this.rules(rules) : nothing}
      </div>`;
  }

  private table(family: (typeof FAMILIES)[number] | "court", counts: Counts): TemplateResult {
    const label = (code: string): string => {
      if (family === "court") return this.context.courts.name(code);
      return family === "urgency" ? `${code} · ${word(family, code)}` : word(family, code);
    };
    const rows = Object.entries(counts).sort(([a, n], [b, m]) => (family === "urgency" ? a.localeCompare(b) : m - n));
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
