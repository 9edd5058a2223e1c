import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Context } from "../shared/context";
import { Desk } from "../shared/desk";
import { drafts } from "../shared/drafts";
import { excuse } from "../shared/excuse";
import { Problem } from "../shared/problem";
import type { Case } from "../shared/types";
import { isDay, todayInMorocco } from "../shared/when";
import { say, word } from "../texts/texts";
import type { Act, Field } from "./acts";

const PARTS = ["year", "month", "day"] as const;

/**
 * The form of one act. What is typed lives in the drafts until the server has taken it, so a conflict, a lock or a
 * lost network costs no word. Tells `acted` (detail: the answer) or `conflict` (detail: the case as it is now).
 */
@customElement("eb-act-form")
export class ActForm extends Desk {
  @property({ attribute: false }) context!: Context;
  @property({ attribute: false }) kase!: Case;
  @property({ attribute: false }) act!: Act;
  @state() private missing: string[] = [];
  @state() private failure: string | null = null;
  @state() private sending = false;

  private get place(): string {
    return `${this.kase.id}/${this.act.name}/`;
  }

  private read(name: string): string {
    return drafts.read(this.place + name);
  }

  /** What a field holds as the API wants it; a day is three short fields, year first here. */
  private value(field: Field): string {
    if (field.kind !== "day") return (this.read(field.name) || (field.value ?? "")).trim();
    const [year, month, day] = PARTS.map((part) => this.read(`${field.name}.${part}`).trim());
    return year || month || day ? `${year}-${month?.padStart(2, "0")}-${day?.padStart(2, "0")}` : "";
  }

  private wants(field: Field): boolean {
    const value = this.value(field);
    if (field.kind === "day" && value) return !isDay(value);
    return field.required && !value;
  }

  private readonly typed = (event: Event): void => {
    const field = event.target as HTMLInputElement;
    if (!field.name) return;
    drafts.write(this.place + field.name, field.value);
  };

  private readonly send = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (this.sending) return;
    this.missing = this.act.fields.filter((field) => this.wants(field)).map((field) => field.name);
    if (this.missing.length > 0) {
      await this.updateComplete;
      this.querySelector<HTMLElement>(`[name^="${this.missing[0]}"], [data-ticks="${this.missing[0]}"]`)?.focus();
      return;
    }
    this.sending = true;
    this.failure = null;
    try {
      const values = Object.fromEntries(this.act.fields.map((field) => [field.name, this.value(field)]));
      const answer = await this.act.send(this.context.api, this.kase, values);
      drafts.forget(this.place);
      this.dispatchEvent(new CustomEvent("acted", { detail: answer }));
    } catch (failure) {
      if (failure instanceof Problem && failure.current) {
        this.dispatchEvent(new CustomEvent("conflict", { detail: failure.current }));
      } else {
        this.failure = excuse(failure);
      }
    } finally {
      this.sending = false;
    }
  };

  private readonly cancel = (): void => {
    drafts.forget(this.place);
    this.dispatchEvent(new CustomEvent("cancel-act"));
  };

  protected override render(): TemplateResult {
    const { name, lead, fields } = this.act;
    return html`<form class="act" novalidate aria-labelledby="act-${name}" @submit=${this.send} @input=${this.typed} @change=${this.typed}>
      <h3 id="act-${name}" tabindex="-1">${word("act", name)}</h3>
      <p class="quiet">${lead}</p>
      ${fields.map((field) => this.field(field))}
      ${this.failure ? html`<p class="notice failed" role="alert">${this.failure} ${say("act.kept")}</p>` : nothing}
      <div class="actions">
        <button type="submit" class="button" aria-disabled=${this.sending ? "true" : nothing}>${word("act.button", name)}</button>
        <button type="button" class="button plain" @click=${this.cancel}>${say("act.cancel")}</button>
      </div>
    </form>`;
  }

  private field(field: Field): TemplateResult {
    if (field.kind === "day") return this.day(field);
    return field.kind === "ticks" ? this.ticks(field) : this.single(field);
  }

  /** Several of a list; the draft holds the codes with spaces between. */
  private ticks(field: Field): TemplateResult {
    const id = `${this.act.name}-${field.name}`;
    const wrong = this.missing.includes(field.name);
    const chosen = new Set(this.read(field.name).split(" ").filter(Boolean));
    const turn = (code: string, on: boolean): void => {
      if (on) chosen.add(code);
      else chosen.delete(code);
      drafts.write(this.place + field.name, [...chosen].join(" "));
      this.requestUpdate();
    };
    return html`<fieldset class="field" aria-describedby=${wrong ? `${id}-error` : nothing}>
      <legend>${say(field.label)}</legend>
      ${wrong ? html`<p id="${id}-error" class="wrong">${say("act.required")}</p>` : nothing}
      <div class="chips">
        ${(field.groups ?? []).flatMap(({ choices }) => choices).map(
          ([code, label]) => html`<label class="tick"><input type="checkbox" data-ticks=${field.name} .checked=${chosen.has(code)} @change=${(event: Event) => turn(code, (event.target as HTMLInputElement).checked)} />${label}</label>`,
        )}
      </div>
    </fieldset>`;
  }

  /** Three short fields and *today*: a date picker follows the browser's language, not the page's. */
  private day(field: Field): TemplateResult {
    const id = `${this.act.name}-${field.name}`;
    const wrong = this.missing.includes(field.name);
    const today = (): void => {
      PARTS.forEach((part, at) => drafts.write(`${this.place}${field.name}.${part}`, todayInMorocco().split("-")[at] ?? ""));
      this.requestUpdate();
    };
    return html`<fieldset class="field" aria-describedby=${[`${id}-hint`, wrong ? `${id}-error` : ""].filter(Boolean).join(" ")}>
      <legend>${say(field.label)}${field.required ? nothing : html` <span class="quiet">${say("act.optional")}</span>`}</legend>
      ${field.hint ? html`<p id="${id}-hint" class="quiet">${say(field.hint)}</p>` : nothing}
      ${wrong ? html`<p id="${id}-error" class="wrong">${say("act.bad-day")}</p>` : nothing}
      <div class="day">
        ${[...PARTS].reverse().map(
          (part) => html`<label>${word("day", part)}<input class="input" dir="ltr" inputmode="numeric" name="${field.name}.${part}" maxlength=${part === "year" ? 4 : 2} autocomplete="off" aria-invalid=${wrong ? "true" : nothing} .value=${this.read(`${field.name}.${part}`)} /></label>`,
        )}
        <button type="button" class="button plain small" @click=${today}>${say("day.today")}</button>
      </div>
    </fieldset>`;
  }

  private single(field: Field): TemplateResult {
    const id = `${this.act.name}-${field.name}`;
    const wrong = this.missing.includes(field.name);
    const described = [field.hint ? `${id}-hint` : "", wrong ? `${id}-error` : ""].filter(Boolean).join(" ") || nothing;
    return html`<div class="field">
      <label for=${id}>${say(field.label)}${field.required ? nothing : html` <span class="quiet">${say("act.optional")}</span>`}</label>
      ${field.hint ? html`<p id="${id}-hint" class="quiet">${say(field.hint)}</p>` : nothing}
      ${wrong ? html`<p id="${id}-error" class="wrong">${say("act.required")}</p>` : nothing} ${this.input(field, id, wrong, described)}
    </div>`;
  }

  /** Usual words, put in at a press and only into an empty field. */
  private template({ name, template }: Field): TemplateResult | typeof nothing {
    if (!template || this.read(name)) return nothing;
    const put = (): void => {
      drafts.write(this.place + name, say(template));
      this.requestUpdate();
    };
    return html`<button type="button" class="bare small" @click=${put}>${say("act.template")}</button>`;
  }

  private input(field: Field, id: string, wrong: boolean, described: string | typeof nothing): TemplateResult {
    const value = this.read(field.name) || (field.value ?? "");
    const invalid = wrong ? "true" : nothing;
    if (field.kind === "long") {
      return html`<textarea id=${id} name=${field.name} class="input" dir="auto" rows="3" maxlength="5000" spellcheck="false" autocomplete="off" aria-invalid=${invalid} aria-describedby=${described} .value=${value}></textarea>${this.template(field)}`;
    }
    if (field.kind === "line") {
      return html`<input id=${id} name=${field.name} class="input code" dir="ltr" maxlength="200" spellcheck="false" autocomplete="off" list=${field.suggestions?.length ? `${id}-list` : nothing} aria-invalid=${invalid} aria-describedby=${described} .value=${value} />
        ${field.suggestions?.length ? html`<datalist id="${id}-list">${field.suggestions.map((one) => html`<option value=${one}></option>`)}</datalist>` : nothing}`;
    }
    const option = ([code, label]: [string, string]): TemplateResult => html`<option value=${code} ?selected=${code === value}>${label}</option>`;
    return html`<select id=${id} name=${field.name} class="input" aria-invalid=${invalid} aria-describedby=${described}>
      <option value="" ?selected=${value === ""}>${say(field.required ? "act.choose" : "act.as-is")}</option>
      ${(field.groups ?? []).map(({ label, choices }) => (label ? html`<optgroup label=${label}>${choices.map(option)}</optgroup>` : choices.map(option)))}
    </select>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "eb-act-form": ActForm;
  }
}
