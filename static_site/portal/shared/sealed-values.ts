import { html, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { say, word } from "../texts/texts";
import { Desk } from "./desk";

const SHOWN_FOR_S = 60;

/**
 * Values that were sealed, shown once: they live in this element alone, for a minute, and go with it. Tells `gone`
 * when the minute is over or the person has seen enough.
 */
@customElement("eb-sealed-values")
export class SealedValues extends Desk {
  @property({ attribute: false }) fields: Record<string, string> = {};
  @state() private left = SHOWN_FOR_S;
  private timer: number | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    const until = Date.now() + SHOWN_FOR_S * 1000;
    this.timer = window.setInterval(() => {
      this.left = Math.ceil((until - Date.now()) / 1000);
      if (this.left <= 0) this.hide();
    }, 1000);
    void this.updateComplete.then(() => this.querySelector<HTMLElement>("h3")?.focus());
  }

  override disconnectedCallback(): void {
    clearInterval(this.timer);
    this.fields = {};
    super.disconnectedCallback();
  }

  private readonly hide = (): void => {
    clearInterval(this.timer);
    this.fields = {};
    this.dispatchEvent(new CustomEvent("gone"));
  };

  protected override render(): TemplateResult {
    return html`<section class="act sighted" aria-labelledby="seen-title">
      <h3 id="seen-title" tabindex="-1">${say("reporter.shown")}</h3>
      <dl class="facts">
        ${Object.entries(this.fields).map(
          ([name, value]) => html`<dt>${word("identity", name)}</dt>
            <dd>${/^[\x20-\x7e]+$/.test(value) ? html`<bdi dir="ltr">${value}</bdi>` : html`<bdi>${value}</bdi>`}</dd>`,
        )}
      </dl>
      <p class="quiet">${say("reporter.gone-in", { n: this.left })}</p>
      <div class="actions"><button type="button" class="button" @click=${this.hide}>${say("reporter.hide")}</button></div>
    </section>`;
  }
}
