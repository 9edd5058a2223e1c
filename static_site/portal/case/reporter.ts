import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Context } from "../shared/context";
import { Desk } from "../shared/desk";
import { drafts } from "../shared/drafts";
import { excuse } from "../shared/excuse";
import type { Case } from "../shared/types";
import { say, word } from "../texts/texts";

const SHOWN_FOR_S = 60;

/**
 * The reporter of a named report, for the officer in charge: a purpose first, then the values once, for a minute.
 * They live in this element alone, and go with it; the reporter reads on the receipt that they were seen.
 */
@customElement("eb-reporter")
export class Reporter extends Desk {
  @property({ attribute: false }) context!: Context;
  @property({ attribute: false }) kase!: Case;
  @state() private fields: Record<string, string> | null = null;
  @state() private left = 0;
  @state() private failure: string | null = null;
  @state() private sending = false;
  private timer: number | undefined;

  override disconnectedCallback(): void {
    this.hide();
    super.disconnectedCallback();
  }

  private get key(): string {
    return `${this.kase.id}/reporter/purpose`;
  }

  private get parts(): ("identity" | "report")[] {
    const parts: ("identity" | "report")[] = [];
    if (this.kase.identity.mode === "named" && this.kase.identity.fields.length > 0) parts.push("identity");
    if (this.kase.sealed_answers.length > 0) parts.push("report");
    return parts;
  }

  private hide(): void {
    clearInterval(this.timer);
    this.fields = null;
    this.left = 0;
  }

  private readonly ask = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (this.sending) return;
    const purpose = drafts.read(this.key).trim();
    if (!purpose) {
      this.failure = say("act.required");
      this.querySelector<HTMLElement>("textarea")?.focus();
      return;
    }
    const part = new FormData(event.target as HTMLFormElement).get("part") ?? this.parts[0];
    this.sending = true;
    this.failure = null;
    try {
      const { fields } = await this.context.api.post<{ fields: Record<string, string> }>(`/cases/${this.kase.id}/reporter`, { purpose, part });
      drafts.forget(`${this.kase.id}/reporter/`);
      this.show(fields);
    } catch (failure) {
      this.failure = excuse(failure);
    } finally {
      this.sending = false;
    }
  };

  private show(fields: Record<string, string>): void {
    this.fields = fields;
    this.left = SHOWN_FOR_S;
    const until = Date.now() + SHOWN_FOR_S * 1000;
    this.timer = window.setInterval(() => {
      this.left = Math.ceil((until - Date.now()) / 1000);
      if (this.left > 0) return;
      this.hide();
      this.dispatchEvent(new CustomEvent("cancel-act"));
    }, 1000);
    void this.updateComplete.then(() => this.querySelector<HTMLElement>("h3")?.focus());
  }

  private readonly close = (): void => {
    drafts.forget(`${this.kase.id}/reporter/`);
    this.dispatchEvent(new CustomEvent("cancel-act"));
  };

  protected override render(): TemplateResult {
    return this.fields ? this.shown(this.fields) : this.asking();
  }

  private shown(fields: Record<string, string>): TemplateResult {
    return html`<section class="act sighted" aria-labelledby="seen-title">
      <h3 id="seen-title" tabindex="-1">${say("reporter.shown")}</h3>
      <dl class="facts">
        ${Object.entries(fields).map(
          ([name, value]) => html`<dt>${word("identity", name)}</dt>
            <dd>${/^[\x20-\x7e]+$/.test(value) ? html`<bdi dir="ltr">${value}</bdi>` : html`<bdi>${value}</bdi>`}</dd>`,
        )}
      </dl>
      <p class="quiet">${say("reporter.gone-in", { n: this.left })}</p>
      <div class="actions"><button type="button" class="button" @click=${this.close}>${say("reporter.hide")}</button></div>
    </section>`;
  }

  private asking(): TemplateResult {
    const typed = (event: Event): void => drafts.write(this.key, (event.target as HTMLTextAreaElement).value);
    return html`<form class="act" novalidate aria-labelledby="act-reporter" @submit=${this.ask}>
      <h3 id="act-reporter" tabindex="-1">${word("act", "reporter")}</h3>
      <p>${say("reporter.lead")}</p>
      ${this.parts.length > 1
        ? html`<fieldset class="field">
            <legend>${say("reporter.part")}</legend>
            ${this.parts.map((part, at) => html`<label class="tick"><input type="radio" name="part" value=${part} ?checked=${at === 0} />${word("reporter.part", part)}</label>`)}
          </fieldset>`
        : nothing}
      <div class="field">
        <label for="purpose">${say("reporter.purpose")}</label>
        <p id="purpose-hint" class="quiet">${say("reporter.purpose-hint")}</p>
        ${this.failure ? html`<p id="purpose-error" class="wrong" role="alert">${this.failure}</p>` : nothing}
        <textarea id="purpose" class="input" dir="auto" rows="2" maxlength="500" spellcheck="false" autocomplete="off" aria-describedby="purpose-hint" .value=${drafts.read(this.key)} @input=${typed}></textarea>
      </div>
      <div class="actions">
        <button type="submit" class="button" aria-disabled=${this.sending ? "true" : nothing}>${word("act.button", "reporter")}</button>
        <button type="button" class="button plain" @click=${this.close}>${say("act.cancel")}</button>
      </div>
    </form>`;
  }
}
