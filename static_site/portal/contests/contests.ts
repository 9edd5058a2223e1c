import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { saidAgainst } from "../case/contests";
import { theirWords } from "../case/words";
import "../prosecution/brief";
import { skeleton } from "../queue/rows";
import { code, urgencyMark } from "../shared/badges";
import type { Context } from "../shared/context";
import { Desk } from "../shared/desk";
import { excuse } from "../shared/excuse";
import { icon } from "../shared/icons";
import type { Contested } from "../shared/types";
import { age, moment } from "../shared/when";
import { say, word } from "../texts/texts";

/**
 * Closures that their reporters contest, who waits longest first, each with why it was closed and why not. A desk of
 * its own for supervisors; the prosecutor's desk gives its lines and tells the rest. Tells `acted` after a decision.
 */
@customElement("eb-contests")
export class Contests extends Desk {
  @property({ attribute: false }) context!: Context;
  /** Given by another desk, which then reads them again itself. */
  @property({ attribute: false }) given: Contested[] | null = null;
  @state() private read: Contested[] | null = null;
  @state() private failure: string | null = null;
  @state() private open: string | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.given) void this.load();
  }

  private readonly load = async (): Promise<void> => {
    this.failure = null;
    try {
      this.read = await this.context.api.all<Contested>("/contests");
    } catch (failure) {
      this.failure = excuse(failure);
    }
  };

  protected override render(): TemplateResult {
    if (this.given) return this.list(this.given);
    return html`<div class="page prosecution">
      <div class="head"><h1>${say("contests.title")}</h1><span class="count"></span><button type="button" class="bare" @click=${this.load}>${icon("turn")}<span>${say("queue.again")}</span></button></div>
      <p class="quiet">${say("contests.lead")}</p>
      ${this.failure ? html`<p class="notice failed" role="alert">${this.failure}</p>` : this.read === null ? skeleton() : this.list(this.read)}
    </div>`;
  }

  private list(lines: Contested[]): TemplateResult {
    if (lines.length === 0) return html`<div class="empty">${icon("inbox")}<h2>${say("contests.none")}</h2></div>`;
    return html`<ul class="files">
      ${lines.map((line) => this.line(line))}
    </ul>`;
  }

  private line(line: Contested): TemplateResult {
    const open = this.open === line.id;
    return html`<li>
      <div class="file-head">
        ${urgencyMark(line.urgency)}
        <span class="file-kind"><strong>${word("category", line.category)}</strong>
          <span class="tag likely" title=${moment(line.contested_at)}>${say("contests.since", { time: age(line.contested_at) })}</span>
          <span class="quiet">${this.context.courts.short(line.court)} · <time datetime=${line.created_at} title=${moment(line.created_at)}>${age(line.created_at)}</time> · ${code(line.id.slice(0, 8))}</span></span>
        <button type="button" class="button small ${open ? "plain" : ""}" aria-expanded=${String(open)} @click=${() => (this.open = open ? null : line.id)}>${say(open ? "prosecution.fold" : "prosecution.read")}<span class="sr-only"> ${line.id.slice(0, 8)}</span></button>
      </div>
      ${open ? html`<eb-brief .context=${this.context} .caseId=${line.id} @acted=${this.again}></eb-brief>` : this.bothSides(line)}
    </li>`;
  }

  /** The brief says both again when it is unfolded. */
  private bothSides({ closing, contests }: Contested): TemplateResult {
    return html`<div class="brief">
      <dl>
        ${closing
          ? html`<div><dt>${say("contests.closed")}</dt><dd><strong>${word("closing", closing.reason ?? "")}</strong> ${theirWords(closing.text ?? "")}</dd></div>`
          : nothing}
        <div><dt>${say("contests.ground")}</dt><dd>${saidAgainst(contests)}</dd></div>
      </dl>
    </div>`;
  }

  private readonly again = (): void => {
    this.open = null;
    if (this.given) this.dispatchEvent(new CustomEvent("acted"));
    else void this.load();
  };
}
