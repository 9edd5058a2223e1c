import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import "../contests/contests";
import "../openings/openings";
import { skeleton } from "../queue/rows";
import { code, urgencyMark } from "../shared/badges";
import type { Context } from "../shared/context";
import { Desk } from "../shared/desk";
import { excuse } from "../shared/excuse";
import { icon } from "../shared/icons";
import type { Contested, Deadline, Opening, OwedRow, Row } from "../shared/types";
import { age, day, moment } from "../shared/when";
import { say, type TextKey, word } from "../texts/texts";
import "./brief";

interface File extends Row {
  deadlines?: Deadline[];
}

interface Pile {
  title: TextKey;
  files: File[];
}

/** What waits for a word of the prosecutor, by the state of the case. */
const STATES: [title: TextKey, state: string][] = [
  ["prosecution.leave", "leave_asked"],
  ["prosecution.notices", "with_prosecutor"],
];

/** Deadlines that press: late ones and those of today. */
function presses({ deadlines = [] }: File): boolean {
  return deadlines.some(({ standing }) => standing === "overdue" || standing === "today");
}

/**
 * The prosecutor's desk: what is overdue, then requests for leave, notices of the judicial police, contested closures,
 * identities to open, days that come. Each file is read in place.
 */
@customElement("eb-prosecution")
export class Prosecution extends Desk {
  @property({ attribute: false }) context!: Context;
  @state() private piles: Pile[] | null = null;
  @state() private contested: Contested[] = [];
  @state() private waiting = 0;
  @state() private whole = false;
  @state() private failure: string | null = null;
  @state() private open: string | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
  }

  private readonly load = async (): Promise<void> => {
    const { api } = this.context;
    this.failure = null;
    this.whole = false;
    try {
      // One after the other, the most pressing first: each is drawn as it comes, and a cold service wakes once.
      const owed: File[] = await api.all<OwedRow>("/deadlines");
      const late = owed.filter(presses);
      const pressing = new Set(late.map(({ id }) => id));
      const rest = (files: File[]): File[] => files.filter(({ id }) => !pressing.has(id));
      const piles: Pile[] = [{ title: "prosecution.overdue", files: late }];
      this.piles = piles;
      for (const [title, state] of STATES) {
        piles.push({ title, files: rest(await api.all<Row>("/queue", { state })) });
        this.requestUpdate();
      }
      this.contested = await api.all<Contested>("/contests");
      this.waiting = (await api.all<Opening>("/unseal-requests", { state: "requested" })).filter(({ may_decide }) => may_decide).length;
      piles.push({ title: "prosecution.coming", files: rest(owed) });
      this.whole = true;
    } catch (failure) {
      this.failure = excuse(failure);
    }
  };

  protected override render(): TemplateResult {
    return html`<div class="page prosecution">
      <div class="head"><h1>${say("prosecution.title")}</h1><span class="count"></span><button type="button" class="bare" @click=${this.load}>${icon("turn")}<span>${say("queue.again")}</span></button></div>
      <p class="quiet">${say("prosecution.lead")}</p>
      ${this.failure ? html`<p class="notice failed" role="alert">${this.failure}</p>` : nothing} ${this.body()}
    </div>`;
  }

  private body(): TemplateResult | typeof nothing {
    if (this.failure) return nothing;
    if (this.piles === null) return skeleton();
    if (this.whole && this.waiting === 0 && this.contested.length === 0 && this.piles.every(({ files }) => files.length === 0)) {
      return html`<div class="empty">${icon("inbox")}<h2>${say("prosecution.none")}</h2><p>${say("prosecution.none-next")}</p></div>`;
    }
    const [late, asked, notices, coming] = this.piles;
    return html`${this.pile(late)} ${this.pile(asked)} ${this.pile(notices)}
      ${this.contested.length
        ? html`<section aria-labelledby="pile-contests"><h2 id="pile-contests">${say("contests.title")} <bdi dir="ltr" class="number quiet-number">${this.contested.length}</bdi></h2><eb-contests .context=${this.context} .given=${this.contested} @acted=${this.load}></eb-contests></section>`
        : nothing}
      ${this.waiting
        ? html`<section aria-labelledby="pile-openings"><h2 id="pile-openings">${say("prosecution.openings")} <bdi dir="ltr" class="number quiet-number">${this.waiting}</bdi></h2><eb-openings .context=${this.context} .within=${true}></eb-openings></section>`
        : nothing}
      ${this.pile(coming)} ${this.whole ? nothing : skeleton()}`;
  }

  private pile(pile: Pile | undefined): TemplateResult | typeof nothing {
    if (!pile || pile.files.length === 0) return nothing;
    const late = pile.title === "prosecution.overdue";
    return html`<section aria-labelledby=${pile.title}>
      <h2 id=${pile.title}>${say(pile.title)} <bdi dir="ltr" class="number ${late ? "" : "quiet-number"}">${pile.files.length}</bdi></h2>
      <ul class="files">
        ${pile.files.map((file) => this.file(file))}
      </ul>
    </section>`;
  }

  private file(file: File): TemplateResult {
    const open = this.open === file.id;
    return html`<li class=${presses(file) ? "late" : ""}>
      <div class="file-head">
        ${urgencyMark(file.urgency)}
        <span class="file-kind"><strong>${word("category", file.category)}</strong> <span class="tag ${file.state}">${word("state", file.state)}</span>
          ${(file.deadlines ?? []).map((deadline) => this.deadline(deadline))}
          <span class="quiet">${this.context.courts.short(file.court)} · <time datetime=${file.created_at} title=${moment(file.created_at)}>${age(file.created_at)}</time> · ${code(file.id.slice(0, 8))}</span></span>
        <button type="button" class="button small ${open ? "plain" : ""}" aria-expanded=${String(open)} @click=${() => (this.open = open ? null : file.id)}>${say(open ? "prosecution.fold" : "prosecution.read")}<span class="sr-only"> ${file.id.slice(0, 8)}</span></button>
      </div>
      ${open ? html`<eb-brief .context=${this.context} .caseId=${file.id} @acted=${this.load}></eb-brief>` : nothing}
    </li>`;
  }

  private deadline({ kind, due, days_left, standing }: Deadline): TemplateResult {
    const left = days_left < 0 ? say("deadline.late", { n: -days_left }) : days_left === 0 ? say("deadline.today") : say("deadline.left", { n: days_left });
    return html`<span class="tag ${standing === "overdue" || standing === "today" ? "alarm" : standing === "soon" ? "likely" : ""}" title=${say("deadline.until", { day: day(due) })}>${word("deadline", kind)} · ${left}</span>`;
  }
}
