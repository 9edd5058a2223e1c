import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { person } from "../shared/badges";
import type { Context } from "../shared/context";
import { Desk } from "../shared/desk";
import { drafts } from "../shared/drafts";
import { excuse } from "../shared/excuse";
import { icon } from "../shared/icons";
import type { Case, Message, Note } from "../shared/types";
import { moment } from "../shared/when";
import { say, word } from "../texts/texts";
import { mayGiveCode, mayMessage, mayNote } from "./available";
import "./contact-code";
import { theirWords } from "./words";

type Pane = "note" | "message";
export type Said = { note: Note } | { message: Message };

/**
 * Two panes that nobody takes one for the other: notes stay among officers, messages go to the reporter.
 * Tells `said` (detail: the note or the message) when something was added.
 */
@customElement("eb-conversation")
export class Conversation extends Desk {
  @property({ attribute: false }) context!: Context;
  @property({ attribute: false }) kase!: Case;
  @state() private failure: { pane: Pane; text: string } | null = null;
  @state() private sending: Pane | null = null;
  @state() private private_ = false;

  private key(pane: Pane): string {
    return `${this.kase.id}/say-${pane}/text`;
  }

  /** Put the cursor in a pane's field: the keys `r` and `n`. */
  reach(pane: Pane): boolean {
    const field = this.querySelector<HTMLElement>(`#say-${pane}`);
    field?.focus();
    return field !== null;
  }

  /** Put a question into the message being written, after what is there, once. */
  put(question: string): void {
    const before = drafts.read(this.key("message"));
    if (!before.includes(question)) drafts.write(this.key("message"), before.trim() ? `${before.trimEnd()}\n${question}` : question);
    this.requestUpdate();
    void this.updateComplete.then(() => this.reach("message"));
  }

  private async send(event: Event, pane: Pane): Promise<void> {
    event.preventDefault();
    if (this.sending) return;
    const text = drafts.read(this.key(pane)).trim();
    if (!text) {
      this.failure = { pane, text: say("act.required") };
      this.reach(pane);
      return;
    }
    this.sending = pane;
    this.failure = null;
    try {
      const body = pane === "note" && this.private_ ? { text, private: true } : { text };
      const { id } = await this.context.api.post<{ id: string }>(`/cases/${this.kase.id}/${pane}s`, body);
      drafts.forget(`${this.kase.id}/say-${pane}/`);
      this.context.tell(say(pane === "note" ? "note.done" : "message.done"));
      this.dispatchEvent(new CustomEvent<Said>("said", { detail: this.said(pane, id, text) }));
      if (pane === "note") this.private_ = false;
    } catch (failure) {
      this.failure = { pane, text: `${excuse(failure)} ${say("act.kept")}` };
    } finally {
      this.sending = null;
    }
  }

  /** What was just added, as it will be read next time: reading the whole case again would be one more reading of it. */
  private said(pane: Pane, id: string, text: string): Said {
    const at = new Date().toISOString();
    const author = this.context.me.sub;
    return pane === "note" ? { note: { id, author, text, at, private: this.private_ } } : { message: { id, from: "service", author, text, at } };
  }

  protected override render(): TemplateResult {
    return html`<div class="panes">${this.notes()} ${this.messages()}</div>`;
  }

  private notes(): TemplateResult {
    const { kase, context } = this;
    return html`<section class="pane inside" aria-labelledby="notes-title">
      <h3 id="notes-title">${icon("lock")}${say("note.title")}</h3>
      <p class="quiet">${say("note.lead")}</p>
      ${kase.notes.length === 0 ? html`<p class="quiet">${say("note.none")}</p>` : html`<ol class="bubbles">${kase.notes.map((note) => this.note(note))}</ol>`}
      ${mayNote(kase, context.me)
        ? html`<form novalidate @submit=${(event: Event) => void this.send(event, "note")}>
            ${this.field("note", say("note.field"))}
            <label class="tick"><input type="checkbox" .checked=${this.private_} @change=${(event: Event) => (this.private_ = (event.target as HTMLInputElement).checked)} />${say("note.private")}</label>
            <button type="submit" class="button plain">${say("note.button")}</button>
          </form>`
        : nothing}
    </section>`;
  }

  private note(note: Note): TemplateResult {
    return html`<li class="bubble note">
      <p class="by">${person(this.context, note.author)} <time datetime=${note.at}>${moment(note.at)}</time>${note.private ? html` <span class="tag">${say("note.is-private")}</span>` : nothing}</p>
      ${theirWords(note.text)}
    </li>`;
  }

  private messages(): TemplateResult {
    const { kase, context } = this;
    const typed = drafts.read(this.key("message")).trim();
    const language = kase.language ?? kase.report.lang ?? "und";
    return html`<section class="pane outside" aria-labelledby="messages-title">
      <h3 id="messages-title">${icon("person")}${say("message.title")}</h3>
      <p class="quiet">${say("message.lead", { language: word("language", language) })}</p>
      ${kase.messages.length === 0 ? html`<p class="quiet">${say("message.none")}</p>` : html`<ol class="bubbles">${kase.messages.map((message) => this.message(message))}</ol>`}
      ${mayMessage(kase, context.me)
        ? html`<form novalidate @submit=${(event: Event) => void this.send(event, "message")}>
            ${this.field("message", say("message.field"))}
            ${typed
              ? html`<div class="preview">
                  <p class="quiet">${say("message.preview")}</p>
                  <div class="bubble service"><p class="by">${say("message.from-service")}</p>${theirWords(typed)}</div>
                </div>`
              : nothing}
            <button type="submit" class="button">${say("message.button")}</button>
          </form>`
        : nothing}
      ${mayGiveCode(kase, context.me) ? html`<eb-contact-code .context=${context} .kase=${kase}></eb-contact-code>` : nothing}
    </section>`;
  }

  private message(message: Message): TemplateResult {
    const mine = message.from === "service";
    return html`<li class="bubble ${message.from}">
      <p class="by">
        ${mine ? say("message.from-service") : say("message.from-reporter")}${message.author ? html` · ${person(this.context, message.author)}` : nothing}
        <time datetime=${message.at}>${moment(message.at)}</time>
      </p>
      ${theirWords(message.text)}
    </li>`;
  }

  private field(pane: Pane, label: string): TemplateResult {
    const failure = this.failure?.pane === pane ? this.failure.text : null;
    const typed = (event: Event): void => {
      drafts.write(this.key(pane), (event.target as HTMLTextAreaElement).value);
      this.requestUpdate();
    };
    return html`<div class="field">
      <label for="say-${pane}">${label}</label>
      ${failure ? html`<p id="say-${pane}-error" class="wrong" role="alert">${failure}</p>` : nothing}
      <textarea id="say-${pane}" class="input" dir="auto" rows="3" maxlength="5000" spellcheck="false" autocomplete="off" aria-describedby=${failure ? `say-${pane}-error` : nothing} .value=${drafts.read(this.key(pane))} @input=${typed}></textarea>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "eb-conversation": Conversation;
  }
}
