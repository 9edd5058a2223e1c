import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Context } from "../shared/context";
import { Desk } from "../shared/desk";
import { drafts } from "../shared/drafts";
import { excuse } from "../shared/excuse";
import "../shared/sealed-values";
import type { Case } from "../shared/types";
import { say, word } from "../texts/texts";

/**
 * The reporter of a named report, for the officer in charge: a purpose first, then the values once, for a minute.
 * The reporter reads on the receipt that they were seen.
 */
@customElement("eb-reporter")
export class Reporter extends Desk {
  @property({ attribute: false }) context!: Context;
  @property({ attribute: false }) kase!: Case;
  @state() private fields: Record<string, string> | null = null;
  @state() private failure: string | null = null;
  @state() private sending = false;

  private get key(): string {
    return `${this.kase.id}/reporter/purpose`;
  }

  private get parts(): ("identity" | "report")[] {
    const parts: ("identity" | "report")[] = [];
    if (this.kase.identity.mode === "named" && this.kase.identity.fields.length > 0) parts.push("identity");
    if (this.kase.sealed_answers.length > 0) parts.push("report");
    return parts;
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
      this.fields = fields;
    } catch (failure) {
      this.failure = excuse(failure);
    } finally {
      this.sending = false;
    }
  };

  private readonly close = (): void => {
    this.fields = null;
    drafts.forget(`${this.kase.id}/reporter/`);
    this.dispatchEvent(new CustomEvent("cancel-act"));
  };

  protected override render(): TemplateResult {
    return this.fields ? html`<eb-sealed-values .fields=${this.fields} @gone=${this.close}></eb-sealed-values>` : this.asking();
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
