import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Context } from "../shared/context";
import { Desk } from "../shared/desk";
import { excuse } from "../shared/excuse";
import type { Case } from "../shared/types";
import { moment } from "../shared/when";
import { say, word } from "../texts/texts";

const CHANNELS = ["call", "sms", "email", "letter"] as const;

interface Given {
  code: string;
  expires_at: string;
}

/**
 * A code to say to the reporter, who checks it with the receipt: proof that the service calls, not an impostor.
 * The server keeps a digest alone, so the code is shown once, lives in this element and goes with it.
 */
@customElement("eb-contact-code")
export class ContactCode extends Desk {
  @property({ attribute: false }) context!: Context;
  @property({ attribute: false }) kase!: Case;
  @state() private given: Given | null = null;
  @state() private failure: string | null = null;
  @state() private sending = false;
  /** The case whose code is held: the element may be given another one. */
  private holdsFor = "";

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has("kase") || this.kase.id === this.holdsFor) return;
    this.holdsFor = this.kase.id;
    this.given = null;
    this.failure = null;
  }

  override disconnectedCallback(): void {
    this.given = null;
    super.disconnectedCallback();
  }

  private readonly ask = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (this.sending) return;
    const { id } = this.kase;
    const channel = new FormData(event.target as HTMLFormElement).get("channel");
    this.sending = true;
    this.failure = null;
    try {
      const given = await this.context.api.post<Given>(`/cases/${id}/contact-codes`, { channel });
      if (!this.isConnected || id !== this.kase.id) return;
      this.given = given;
      await this.updateComplete;
      this.querySelector<HTMLElement>(".given")?.focus();
    } catch (failure) {
      if (id === this.kase.id) this.failure = excuse(failure);
    } finally {
      this.sending = false;
    }
  };

  private readonly hide = async (): Promise<void> => {
    this.given = null;
    await this.updateComplete;
    this.querySelector<HTMLElement>("select")?.focus();
  };

  protected override render(): TemplateResult {
    return html`<section class="contact-code" aria-labelledby="code-title">
      <h4 id="code-title">${say("code.title")}</h4>
      ${this.given ? this.shown(this.given) : this.asking()}
    </section>`;
  }

  private shown({ code, expires_at }: Given): TemplateResult {
    return html`<div class="given" tabindex="-1" role="group" aria-label=${say("code.shown")}>
        <p class="quiet">${say("code.shown")}</p>
        <p><bdi dir="ltr" class="code">${code}</bdi></p>
        <p>${say("code.say", { until: moment(expires_at) })}</p>
      </div>
      <div class="actions"><button type="button" class="button plain small" @click=${this.hide}>${say("code.hide")}</button></div>`;
  }

  private asking(): TemplateResult {
    return html`<form novalidate @submit=${this.ask}>
      <p class="quiet">${say("code.lead")}</p>
      ${this.failure ? html`<p class="wrong" role="alert">${this.failure}</p>` : nothing}
      <label>${say("code.channel")} <select class="input" name="channel">${CHANNELS.map((channel) => html`<option value=${channel}>${word("channel", channel)}</option>`)}</select></label>
      <button type="submit" class="button plain" aria-disabled=${this.sending ? "true" : nothing}>${say("code.button")}</button>
    </form>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "eb-contact-code": ContactCode;
  }
}
