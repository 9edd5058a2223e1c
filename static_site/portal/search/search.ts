import { html, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import { ListDesk } from "../queue/list-desk";
import { drafts } from "../shared/drafts";
import { icon } from "../shared/icons";
import type { List, Row } from "../shared/types";
import { say } from "../texts/texts";

// The words of the last search come back with the desk: memory only, they may be about a person.
const WORDS = "search/words";

/** Search of my courts' cases. The words travel in a body, never in an address. */
@customElement("eb-search")
export class Search extends ListDesk {
  @state() private words = drafts.read(WORDS);
  protected readonly desk = "search";

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.words) void this.load(null);
  }

  protected fetchPage(cursor: string | null): Promise<List<Row>> {
    return this.context.api.post<List<Row>>("/search", { q: this.words, limit: 50, ...(cursor ? { cursor } : {}) });
  }

  private readonly search = (event: Event): void => {
    event.preventDefault();
    const typed = this.querySelector<HTMLInputElement>("#search-words")?.value.trim() ?? "";
    this.words = typed;
    drafts.write(WORDS, typed);
    this.rows = [];
    if (typed) void this.load(null);
  };

  protected head(): TemplateResult {
    return html`<div class="head">
        <h1>${say("search.title")}</h1>
        <span class="count quiet" role="status">${this.words && !this.loading && !this.failure ? say("search.count", { n: this.rows.length }) : ""}</span>
      </div>
      <form class="searching" role="search" @submit=${this.search}>
        <label for="search-words">${say("search.words")}</label>
        <div class="row">
          <input id="search-words" class="input" type="search" dir="auto" maxlength="200" autocomplete="off" spellcheck="false" aria-describedby="search-hint" .value=${this.words} />
          <button type="submit" class="button">${say("search.button")}</button>
        </div>
        <p id="search-hint" class="quiet">${say("search.hint")}</p>
      </form>`;
  }

  protected empty(): TemplateResult {
    return this.words
      ? html`<div class="empty">${icon("inbox")}<h2>${say("search.none")}</h2><p>${say("search.none-next")}</p></div>`
      : html`<div class="empty"><p>${say("search.start")}</p></div>`;
  }
}
