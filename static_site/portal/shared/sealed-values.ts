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
    // A page kept for the back button, or printed, would keep the values as well.
    addEventListener("pagehide", this.hide);
    addEventListener("beforeprint", this.hide);
    void this.updateComplete.then(() => this.querySelector<HTMLElement>("h3")?.focus());
  }

  override disconnectedCallback(): void {
    clearInterval(this.timer);
    removeEventListener("pagehide", this.hide);
    removeEventListener("beforeprint", this.hide);
    this.fields = {};
    super.disconnectedCallback();
  }

  private readonly hide = (): void => {
    clearInterval(this.timer);
    this.fields = {};
    this.dispatchEvent(new CustomEvent("gone"));
  };

  /** The values are read, not carried: neither into a note nor onto the clipboard by accident. */
  private readonly stop = (event: Event): void => event.preventDefault();

  protected override render(): TemplateResult {
    return html`<section class="act sighted" aria-labelledby="seen-title">
      <h3 id="seen-title" tabindex="-1">${say("reporter.shown")}</h3>
      <p class="countdown"><span>${say("reporter.gone-in", { n: this.left })}</span><progress max=${SHOWN_FOR_S} .value=${this.left} aria-hidden="true"></progress></p>
      <dl class="facts" @copy=${this.stop} @cut=${this.stop} @dragstart=${this.stop}>
        ${Object.entries(this.fields).map(
          ([name, value]) => html`<dt>${word("identity", name)}</dt>
            <dd>${/^[\x20-\x7e]+$/.test(value) ? html`<bdi dir="ltr">${value}</bdi>` : html`<bdi>${value}</bdi>`}</dd>`,
        )}
      </dl>
      <p class="quiet">${say("sealed.warning")}</p>
      <div class="actions"><button type="button" class="button" @click=${this.hide}>${say("reporter.hide")}</button></div>
    </section>`;
  }
}
