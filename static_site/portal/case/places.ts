import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Context } from "../shared/context";
import { Desk } from "../shared/desk";
import { excuse } from "../shared/excuse";
import { Problem } from "../shared/problem";
import type { Case, NamedPlace, PlaceFact, Suggestion } from "../shared/types";
import { say, word } from "../texts/texts";
import { FormWords } from "./form-words";
import { LawWords } from "./law-words";
import { theirWords } from "./words";

/** Roles that an officer may give a place, in the order in which the rules rank them. */
const ROLES = ["offence", "suspect_residence", "arrest", "detention", "content_received", "victim_residence"];

/** The reporter's words in quotation marks of the page's language, the place marked. */
function quoted(text: string, words: string): TemplateResult {
  return html`« ${theirWords(text, [words])} »`;
}

/**
 * Places that are no facts yet: words that name several communes, and places that the report names beside its answers.
 * A person makes them facts, which makes the proposal again. Tells `acted` (detail: the case) or `conflict`.
 */
@customElement("eb-places")
export class Places extends Desk {
  @property({ attribute: false }) context!: Context;
  @property({ attribute: false }) kase!: Case;
  @property({ attribute: false }) forms = FormWords.none;
  @property({ attribute: false }) law = LawWords.none;
  @state() private sending = false;
  @state() private failure: string | null = null;

  private async confirm(places: PlaceFact[], reason: string): Promise<void> {
    if (this.sending) return;
    const { id, version } = this.kase;
    this.sending = true;
    this.failure = null;
    try {
      const answer = await this.context.api.post<Case>(`/cases/${id}/corrections`, { version, places, reason });
      this.dispatchEvent(new CustomEvent("acted", { detail: answer }));
    } catch (failure) {
      if (failure instanceof Problem && failure.current) this.dispatchEvent(new CustomEvent("conflict", { detail: failure.current }));
      else this.failure = excuse(failure);
    } finally {
      this.sending = false;
    }
  }

  protected override render(): TemplateResult | typeof nothing {
    const { territory } = this.kase;
    const settle = territory?.to_settle ?? [];
    const suggested = territory?.suggested ?? [];
    return html`
      ${settle.length
        ? html`<h4>${say("places.settle")}</h4>
            <ul class="named-places">${settle.map((place) => this.ambiguous(place))}</ul>`
        : nothing}
      ${suggested.length
        ? html`<h4>${say("places.suggested")}</h4>
            <p class="quiet">${say("places.suggested-lead")}</p>
            <ul class="named-places">${suggested.map((place, at) => this.suggestion(place, at))}</ul>`
        : nothing}
      ${this.failure ? html`<p class="notice failed" role="alert">${this.failure}</p>` : nothing}
      <details>
        <summary>${say("places.add")}</summary>
        ${this.added()}
      </details>
    `;
  }

  /** One button a commune, with the court that it leads to. */
  private ambiguous({ role, said, candidates, courts }: NamedPlace): TemplateResult {
    const reason = say("places.reason-settle", { words: said });
    return html`<li>
      <p>${this.law.fact(role)} : ${quoted(said, said)}</p>
      <p class="quiet">${say("places.which")}</p>
      <div class="acts">
        ${candidates.map(
          (commune, at) => html`<button type="button" class="button plain small" aria-disabled=${this.sending ? "true" : nothing} @click=${() => void this.confirm([{ role, commune, said }], reason)}>
            <bdi>${this.forms.place(commune)}</bdi> <span class="quiet">${say("places.leads", { court: this.context.courts.short(courts[at] ?? "") })}</span>
          </button>`,
        )}
      </div>
    </li>`;
  }

  private suggestion(place: Suggestion, at: number): TemplateResult {
    const { source, words, before, after, candidates, courts } = place;
    const send = (event: SubmitEvent): void => {
      event.preventDefault();
      const given = new FormData(event.target as HTMLFormElement);
      void this.confirm([{ role: String(given.get("role")), commune: String(given.get("commune")), said: words }], say("places.reason-text", { words }));
    };
    return html`<li>
      <p>${source === "text" ? nothing : `${this.forms.question(source)} : `}${quoted(`${before}${words}${after}`, words)}</p>
      ${candidates.length
        ? html`<form class="as-fact" @submit=${send}>
            <label>${say("places.commune")}<select class="input" name="commune">
              ${candidates.map((code, n) => html`<option value=${code}>${this.forms.place(code)} · ${this.context.courts.short(courts[n] ?? "")}</option>`)}
            </select></label>
            ${this.roles(place.role, at)}
            <button type="submit" class="button plain small" aria-disabled=${this.sending ? "true" : nothing}>${say("places.confirm")}<span class="sr-only"> · ${words}</span></button>
          </form>`
        : html`<p class="quiet">${say("places.unknown")}</p>`}
    </li>`;
  }

  private roles(chosen: string | null, at: number | string): TemplateResult {
    return html`<label>${say("places.role")}<select class="input" name="role" id="place-role-${at}">
      ${ROLES.map((role) => html`<option value=${role} ?selected=${role === chosen}>${this.law.fact(role)}</option>`)}
    </select></label>`;
  }

  /** A place that an officer knows from elsewhere; the same reader as for the reporter's own words. */
  private added(): TemplateResult {
    const send = (event: SubmitEvent): void => {
      event.preventDefault();
      const form = event.target as HTMLFormElement;
      const given = new FormData(form);
      const [commune, reason] = ["commune", "reason"].map((name) => String(given.get(name) ?? "").trim());
      const empty = commune ? (reason ? null : "reason") : "commune";
      if (empty) {
        this.failure = say("places.both");
        form.querySelector<HTMLElement>(`[name="${empty}"]`)?.focus();
        return;
      }
      void this.confirm([{ role: String(given.get("role")), commune: commune ?? "" }], reason ?? "");
    };
    return html`<form class="as-fact" novalidate @submit=${send}>
      <label>${say("places.name")}<input class="input" name="commune" dir="auto" maxlength="200" autocomplete="off" spellcheck="false" /></label>
      ${this.roles(null, "new")}
      <label class="wide">${say("act.field.reason")}<input class="input" name="reason" dir="auto" maxlength="500" autocomplete="off" /></label>
      <button type="submit" class="button plain small" aria-disabled=${this.sending ? "true" : nothing}>${word("act.button", "correct")}</button>
    </form>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "eb-places": Places;
  }
}
