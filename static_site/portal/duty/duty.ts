import { html, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { urgencyMark } from "../shared/badges";
import type { Context } from "../shared/context";
import { Desk } from "../shared/desk";
import { excuse } from "../shared/excuse";
import { icon } from "../shared/icons";
import type { DutyCall } from "../shared/types";
import { age, moment } from "../shared/when";
import { say } from "../texts/texts";

/** Unread urgent cases ring until someone says "heard": count and court, never content. Tells `heard`. */
@customElement("eb-duty")
export class Duty extends Desk {
  @property({ attribute: false }) context!: Context;
  @property({ attribute: false }) calls: DutyCall[] = [];

  private async hear(call: DutyCall): Promise<void> {
    try {
      await this.context.api.post(`/duty/${encodeURIComponent(call.id)}/acknowledge`, {});
      this.context.tell(say("duty.done"));
      this.dispatchEvent(new CustomEvent("heard"));
    } catch (failure) {
      this.context.tell(excuse(failure), "failed");
    }
  }

  protected override render(): TemplateResult {
    return html`<div class="page">
      <h1>${say("duty.title")}</h1>
      <p class="quiet">${say("duty.lead")}</p>
      ${this.calls.length === 0
        ? html`<div class="empty">${icon("bell")}<h2>${say("duty.none")}</h2><p>${say("duty.none-next")}</p></div>`
        : html`<ul class="calls">
            ${this.calls.map(
              (call) => html`<li class=${call.acknowledged_at ? "heard" : "rings"}>
                ${urgencyMark(call.urgency)}
                <span><strong>${say("duty.waiting", { n: call.count })}</strong> <span class="quiet">${this.context.courts.name(call.court)}</span></span>
                <time datetime=${call.since} title=${moment(call.since)}>${age(call.since)}</time>
                ${call.acknowledged_at
                  ? html`<span class="quiet">${say("duty.heard-at", { at: moment(call.acknowledged_at) })}</span>`
                  : html`<button type="button" class="button small" @click=${() => void this.hear(call)}>${say("duty.button")}</button>`}
              </li>`,
            )}
          </ul>`}
    </div>`;
  }
}
