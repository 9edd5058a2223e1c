import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Context } from "../shared/context";
import { Desk } from "../shared/desk";
import { excuse } from "../shared/excuse";
import type { Case } from "../shared/types";
import { moment } from "../shared/when";
import { say, word } from "../texts/texts";
import { rolesOn } from "./available";

const KINDS = ["dossier", "archive"] as const;
const LANGUAGES = ["ar", "fr"] as const;
const MAKERS = ["investigator", "supervisor", "prosecutor"];

interface Made {
  id: string;
  kind: string;
  lang: string;
  author: string;
  state: string;
  made_at: string;
}

interface Given {
  state: string;
  url?: string;
}

/** The case as a file to take away: made on demand, kept a day, given to its maker alone; each step is on the chain. */
@customElement("eb-exports")
export class Exports extends Desk {
  @property({ attribute: false }) context!: Context;
  @property({ attribute: false }) kase!: Case;
  @state() private made: Made[] | null = null;
  @state() private failure: string | null = null;
  @state() private busy = false;
  private holdsFor = "";

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has("kase") || this.kase.id === this.holdsFor) return;
    this.holdsFor = this.kase.id;
    this.made = null;
    this.failure = null;
  }

  private readonly opened = (event: Event): void => {
    if ((event.target as HTMLDetailsElement).open && this.made === null) void this.tried(() => this.list());
  };

  private async list(): Promise<void> {
    const { id } = this.kase;
    const made = await this.context.api.all<Made>(`/cases/${id}/export`);
    if (id === this.kase.id) this.made = made.reverse();
  }

  private readonly make = (event: Event): void => {
    event.preventDefault();
    const asked = new FormData(event.target as HTMLFormElement);
    void this.tried(async () => {
      const body = { kind: asked.get("kind"), lang: asked.get("lang") };
      const { id } = await this.context.api.post<{ id: string }>(`/cases/${this.kase.id}/exports`, body);
      await this.fetch(id);
      await this.list();
    });
  };

  /** The address is good for some minutes and always saved: the page stays. */
  private async fetch(id: string): Promise<void> {
    const given = await this.context.api.get<Given>(`/exports/${id}`);
    if (!given.url) return;
    const link = document.createElement("a");
    link.href = given.url;
    link.download = "";
    link.rel = "noreferrer";
    link.click();
    this.context.tell(say("file.done"));
  }

  private async tried(step: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.failure = null;
    try {
      await step();
    } catch (failure) {
      this.failure = excuse(failure);
    } finally {
      this.busy = false;
    }
  }

  protected override render(): TemplateResult | typeof nothing {
    const roles = rolesOn(this.kase, this.context.me);
    if (!MAKERS.some((role) => (roles as ReadonlySet<string>).has(role))) return nothing;
    return html`<details class="exports" @toggle=${this.opened}>
      <summary>${say("file.title")}</summary>
      <form novalidate @submit=${this.make}>
        <p class="quiet">${say("file.lead")}</p>
        ${this.failure ? html`<p class="wrong" role="alert">${this.failure}</p>` : nothing}
        <label>${say("file.kind")} <select class="input" name="kind">${KINDS.map((kind) => html`<option value=${kind}>${word("file-kind", kind)}</option>`)}</select></label>
        <label>${say("file.language")} <select class="input" name="lang">${LANGUAGES.map((lang) => html`<option value=${lang} ?selected=${lang === document.documentElement.lang}>${word("language", lang)}</option>`)}</select></label>
        <button type="submit" class="button plain" aria-disabled=${this.busy ? "true" : nothing}>${say("file.button")}</button>
      </form>
      ${this.made?.length ? html`<ul class="plain-list">${this.made.map((file) => this.line(file))}</ul>` : nothing}
    </details>`;
  }

  private line(file: Made): TemplateResult {
    const mine = file.state === "ready" && file.author === this.context.me.sub;
    return html`<li>
      ${word("file-kind", file.kind)} · ${word("language", file.lang)} · <time datetime=${file.made_at}>${moment(file.made_at)}</time>
      <span class="tag">${word("file-state", file.state)}</span>
      ${mine ? html`<button type="button" class="button plain small" @click=${() => void this.tried(() => this.fetch(file.id))}>${say("file.again")}</button>` : nothing}
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "eb-exports": Exports;
  }
}
