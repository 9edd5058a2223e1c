import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { code, person } from "../shared/badges";
import type { Context } from "../shared/context";
import { Desk } from "../shared/desk";
import { excuse } from "../shared/excuse";
import { icon } from "../shared/icons";
import type { AuditEntry, List } from "../shared/types";
import { lastMonths, moment } from "../shared/when";
import { say, word } from "../texts/texts";
import { type ChainFault, firstFault } from "./verify";

type Asked = { case: string } | { actor: string; month: string };

/** The auditor's desk: chains of a case or of a person in a month, link by link; never a content. */
@customElement("eb-audit")
export class Audit extends Desk {
  @property({ attribute: false }) context!: Context;
  @state() private by: "case" | "actor" = "case";
  @state() private asked: Asked | null = null;
  @state() private entries: AuditEntry[] = [];
  @state() private cursor: string | null = null;
  @state() private failure: string | null = null;
  @state() private fault: ChainFault | null = null;

  private async load(cursor: string | null): Promise<void> {
    if (!this.asked) return;
    this.failure = null;
    try {
      const page = await this.context.api.get<List<AuditEntry>>("/audit", { ...this.asked, cursor });
      this.entries = cursor ? [...this.entries, ...page.items] : page.items;
      this.fault = await firstFault(this.entries);
      this.cursor = page.cursor;
    } catch (failure) {
      this.failure = excuse(failure);
    }
  }

  private readonly ask = (event: Event): void => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const value = String(form.get("value") ?? "").trim();
    if (!value) return;
    this.asked = this.by === "case" ? { case: value } : { actor: value, month: String(form.get("month") ?? "") };
    void this.load(null);
  };

  protected override render(): TemplateResult {
    return html`<div class="page">
      <h1>${say("audit.title")}</h1>
      <p class="quiet">${say("audit.lead")}</p>
      <form class="searching" @submit=${this.ask}>
        <fieldset class="chips">
          <legend class="sr-only">${say("audit.by")}</legend>
          ${(["case", "actor"] as const).map(
            (by) => html`<label class="tick"><input type="radio" name="by" value=${by} .checked=${this.by === by} @change=${() => (this.by = by)} />${word("audit.by", by)}</label>`,
          )}
        </fieldset>
        <div class="row">
          <label class="grow">${word("audit.value", this.by)}<input class="input code" dir="ltr" name="value" autocomplete="off" spellcheck="false" /></label>
          ${this.by === "actor" ? html`<label>${say("audit.month")}<select class="input" name="month">${lastMonths().map(([code, name]) => html`<option value=${code}>${name}</option>`)}</select></label>` : nothing}
          <button type="submit" class="button">${say("audit.button")}</button>
        </div>
      </form>
      ${this.failure ? html`<p class="notice failed" role="alert">${this.failure}</p>` : nothing}
      ${this.asked && !this.failure ? this.chain() : nothing}
    </div>`;
  }

  private chain(): TemplateResult {
    if (this.entries.length === 0) return html`<div class="empty">${icon("inbox")}<h2>${say("audit.none")}</h2></div>`;
    return html`${this.verdict()}
      <div class="scroll" tabindex="0" role="region" aria-label=${say("audit.title")}>
        <table class="chain">
          <thead>
            <tr>
              <th scope="col">${say("audit.seq")}</th>
              <th scope="col">${say("audit.at")}</th>
              <th scope="col">${say("audit.action")}</th>
              <th scope="col">${say("audit.actor")}</th>
              <th scope="col">${say("audit.hash")}</th>
              <th scope="col">${say("audit.anchor")}</th>
            </tr>
          </thead>
          <tbody>
            ${this.entries.map(
              (entry) => html`<tr class=${this.fault && entry.seq >= this.fault.seq ? "broken" : ""}>
                <td><bdi dir="ltr">${entry.seq}</bdi></td>
                <td><time datetime=${entry.at}>${moment(entry.at)}</time></td>
                <td>${word("action", entry.action)}</td>
                <td>${entry.actor.includes("-") ? code(entry.actor) : person(this.context, entry.actor)}</td>
                <td title=${entry.hash}>${code(`${entry.hash.slice(0, 8)}…`)}</td>
                <td>${code(`${entry.at.slice(0, 13)}Z`)}</td>
              </tr>`,
            )}
          </tbody>
        </table>
      </div>
      ${this.cursor ? html`<button type="button" class="button plain small" @click=${() => void this.load(this.cursor)}>${say("history.more")}</button>` : nothing}`;
  }

  /** What was computed again here, and where the anchors are compared. */
  private verdict(): TemplateResult {
    const { entries, fault, asked } = this;
    const [first, last] = [entries[0], entries.at(-1)];
    const chain = first?.chain ?? "";
    return html`<section aria-labelledby="chain-state">
      <h2 id="chain-state">${say("audit.state")}</h2>
      ${fault
        ? html`<p class="notice failed" role="alert">${say("audit.broken", { seq: fault.seq, why: word("audit.fault", fault.why) })}</p>`
        : html`<p class="notice done" role="status">${say("audit.whole")}</p>`}
      <dl class="facts">
        <dt>${asked && "case" in asked ? word("audit.by", "case") : word("audit.by", "actor")}</dt><dd>${code(chain)} · ${say("audit.entries", { n: entries.length })}${this.cursor ? html` · ${say("audit.more-to-come")}` : nothing}</dd>
        ${first ? html`<dt>${say("audit.first")}</dt><dd><time datetime=${first.at}>${moment(first.at)}</time></dd>` : nothing}
        ${last ? html`<dt>${say("audit.last")}</dt><dd><time datetime=${last.at}>${moment(last.at)}</time></dd><dt>${say("audit.head")}</dt><dd>${code(last.hash)}</dd>` : nothing}
      </dl>
      <p class="quiet">${say("audit.anchors")} ${code(`e-blagh verify-audit --chain ${chain}`)}</p>
    </section>`;
  }
}
