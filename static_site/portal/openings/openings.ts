import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { type Context, has } from "../shared/context";
import { Desk } from "../shared/desk";
import { drafts } from "../shared/drafts";
import { excuse } from "../shared/excuse";
import { icon } from "../shared/icons";
import "../shared/sealed-values";
import type { NamedOfficer, Opening } from "../shared/types";
import { left, moment } from "../shared/when";
import { skeleton } from "../queue/rows";
import { caseAddress } from "../shell/routes";
import { say, word } from "../texts/texts";
import { theirWords } from "../case/words";

/**
 * Opening an identity takes two people: the one who asks, with a motive and a reference, and another who says yes or
 * no. Here both find the requests that are theirs; an approved one is opened once, by its requester.
 */
@customElement("eb-openings")
export class Openings extends Desk {
  @property({ attribute: false }) context!: Context;
  /** Inside another desk: only what waits for a decision, without the page's own title. */
  @property({ attribute: false }) within = false;
  @state() private requests: Opening[] | null = null;
  @state() private failure: string | null = null;
  @state() private refusing: string | null = null;
  @state() private opened: { id: string; fields: Record<string, string> } | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
  }

  override disconnectedCallback(): void {
    this.opened = null;
    super.disconnectedCallback();
  }

  private async load(): Promise<void> {
    this.failure = null;
    try {
      this.requests = await this.context.api.all<Opening>("/unseal-requests");
    } catch (failure) {
      this.failure = excuse(failure);
    }
  }

  /** Decided or opened here: stays in sight as it became. */
  private readonly touched = new Set<string>();

  private replace(id: string, change: Partial<Opening>): void {
    this.touched.add(id);
    this.requests = (this.requests ?? []).map((request) => (request.id === id ? { ...request, ...change } : request));
  }

  private async decide(request: Opening, decision: "approve" | "refuse", body: object): Promise<void> {
    try {
      this.replace(request.id, await this.context.api.post<Partial<Opening>>(`/unseal-requests/${request.id}/${decision}`, body));
      drafts.forget(`${request.id}/`);
      this.refusing = null;
      this.context.tell(word("openings.done", decision));
    } catch (failure) {
      this.context.tell(excuse(failure), "failed");
    }
  }

  private async open(request: Opening): Promise<void> {
    try {
      const { fields } = await this.context.api.post<{ fields: Record<string, string> }>(`/unseal-requests/${request.id}/open`, {});
      this.opened = { id: request.id, fields };
      this.replace(request.id, { state: "opened" });
    } catch (failure) {
      this.context.tell(excuse(failure), "failed");
    }
  }

  protected override render(): TemplateResult {
    if (this.within) return html`${this.failure ? html`<p class="notice failed" role="alert">${this.failure}</p>` : nothing} ${this.list()}`;
    return html`<div class="page">
      <h1>${word("desk", "openings")}</h1>
      <p class="quiet">${say("openings.lead")}</p>
      <p class="notice">${icon("bell")}<span>${say("openings.alarm")}</span></p>
      ${this.failure ? html`<p class="notice failed" role="alert">${this.failure}</p>` : nothing} ${this.list()}
    </div>`;
  }

  private own({ requester }: Opening): boolean {
    return requester.sub === this.context.me.sub;
  }

  /** Whether the next word on a request is this person's: a decision, or the opening of their own. */
  private mine(request: Opening): boolean {
    return this.touched.has(request.id) || request.may_decide || (request.state === "approved" && this.own(request));
  }

  private list(): TemplateResult | typeof nothing {
    if (this.failure) return nothing;
    if (this.requests === null) return skeleton();
    if (this.within) return this.cards(this.requests.filter(({ id, may_decide }) => may_decide || this.touched.has(id)));
    if (this.requests.length === 0) return html`<div class="empty">${icon("lock")}<h2>${say("openings.none")}</h2></div>`;
    const mine = this.requests.filter((request) => this.mine(request));
    const rest = this.requests.filter((request) => !this.mine(request));
    const waiting = rest.filter(({ state }) => state === "requested" || state === "approved");
    const others = rest.filter((request) => !waiting.includes(request));
    const decides = has(this.context.me, "custodian", "prosecutor");
    return html`<h2>${say(decides ? "openings.waiting" : "openings.to-open")} <bdi dir="ltr" class="number quiet-number">${mine.length}</bdi></h2>
      ${mine.length ? this.cards(mine) : html`<p class="quiet">${say("openings.nothing-waits")}</p>`}
      ${waiting.length
        ? html`<section>
            <h2>${say("openings.with-another")} <bdi dir="ltr" class="number quiet-number">${waiting.length}</bdi></h2>
            <p class="quiet">${say("openings.with-another-lead")}</p>
            ${this.cards(waiting)}
          </section>`
        : nothing}
      ${others.length
        ? html`<details class="decided">
            <summary>${say("openings.done-list")} <bdi dir="ltr" class="number quiet-number">${others.length}</bdi></summary>
            <ul class="plain-list">
              ${others.map((request) => this.line(request))}
            </ul>
          </details>`
        : nothing}`;
  }

  /** A request that is over: how it ended, in a few words. */
  private line({ state, fields, motive, reference, requested_at, requester, decider, reason }: Opening): TemplateResult {
    return html`<li>
      <span class="tag ${state}">${word("opening", state)}</span> <strong>${fields.map((name) => word("identity", name)).join(say("territory.comma"))}</strong>
      <span>${theirWords(motive)}</span> <span class="quiet">${theirWords(reference)} · <time datetime=${requested_at}>${moment(requested_at)}</time></span>
      <span class="two-people quiet">
        <span>${say("openings.by")} ${this.who(requester)}</span>
        ${decider ? html`<span>${say("openings.decided-by")} ${this.who(decider)}</span>` : nothing}
        ${reason ? html`<span>${say("openings.why-refused")} <q>${theirWords(reason)}</q></span>` : nothing}
      </span>
    </li>`;
  }

  /** Who asked or decided: me, or the account with its role and personnel number. */
  private who({ sub, name, personnel, role }: NamedOfficer): TemplateResult {
    if (sub === this.context.me.sub) return html`<strong>${say("holder.me")}</strong>`;
    return html`<strong><bdi>${name || sub.slice(0, 8)}</bdi></strong>${role ? html` · ${word("role", role)}` : nothing}${personnel ? html` · <span class="whole">${say("openings.personnel")} <bdi dir="ltr" class="code">${personnel}</bdi></span>` : nothing}`;
  }

  /** Until when it lives, and how long that is; in its last day it says so aloud. */
  private life({ state, expires_at }: Opening): TemplateResult | typeof nothing {
    if (state !== "requested" && state !== "approved") return nothing;
    const rest = left(expires_at);
    const pressing = Date.parse(expires_at) - Date.now() < 86_400_000;
    return html`<dt>${say("openings.until")}</dt>
      <dd class="until"><time datetime=${expires_at}>${moment(expires_at)}</time> <span class="tag ${pressing ? "alarm" : ""}">${rest === null ? word("opening", "expired") : say("openings.left", { time: rest })}</span></dd>`;
  }

  private cards(requests: Opening[]): TemplateResult {
    return html`<ul class="openings">
      ${requests.map((request) => this.request(request))}
    </ul>`;
  }

  private request(request: Opening): TemplateResult {
    const { me } = this.context;
    const decides = request.may_decide && request.state === "requested";
    const opens = this.own(request) && request.state === "approved";
    return html`<li class="case">
      <p class="tags">
        <span class="tag ${request.state}">${word("opening", request.state)}</span>
        <strong>${request.fields.map((name) => word("identity", name)).join(say("territory.comma"))}</strong>
      </p>
      <dl class="facts">
        <dt>${say("openings.by")}</dt><dd>${this.who(request.requester)} <span class="quiet">· ${this.context.courts.name(request.court)}</span></dd>
        <dt>${say("act.field.unseal-motive")}</dt><dd>${theirWords(request.motive)}</dd>
        <dt>${say("act.field.reference")}</dt><dd>${theirWords(request.reference)}</dd>
        <dt>${say("act.field.legal_basis")}</dt><dd>${theirWords(request.legal_basis)}</dd>
        <dt>${say("openings.asked-at")}</dt><dd><time datetime=${request.requested_at}>${moment(request.requested_at)}</time></dd>
        ${this.life(request)}
        ${request.decider ? html`<dt>${say("openings.decided-by")}</dt><dd>${this.who(request.decider)}</dd>` : nothing}
        ${request.reason ? html`<dt>${say("openings.why-refused")}</dt><dd>${theirWords(request.reason)}</dd>` : nothing}
        ${has(me, "investigator", "supervisor", "prosecutor") ? html`<dt>${say("openings.case")}</dt><dd><a href=${caseAddress("queue", request.case)}><bdi dir="ltr" class="code">${request.case.slice(0, 8)}</bdi></a></dd>` : nothing}
      </dl>
      ${this.opened?.id === request.id ? html`<eb-sealed-values .fields=${this.opened.fields} @gone=${() => (this.opened = null)}></eb-sealed-values>` : nothing}
      ${decides ? this.decision(request) : nothing}
      ${opens
        ? html`<p>${say("openings.once")}</p>
            <div class="actions"><button type="button" class="button" @click=${() => void this.open(request)}>${say("openings.open")}</button></div>`
        : nothing}
    </li>`;
  }

  private decision(request: Opening): TemplateResult {
    const key = `${request.id}/refuse`;
    if (this.refusing !== request.id) {
      return html`<p>${say("openings.court-question")}</p><div class="actions">
        <button type="button" class="button" @click=${() => void this.decide(request, "approve", {})}>${say("openings.approve")}</button>
        <button type="button" class="button plain" @click=${() => (this.refusing = request.id)}>${say("openings.refuse")}</button>
      </div>`;
    }
    const send = (event: Event): void => {
      event.preventDefault();
      const reason = drafts.read(key).trim();
      if (reason) void this.decide(request, "refuse", { reason });
      else this.querySelector<HTMLElement>("#refusal")?.focus();
    };
    return html`<form class="act" novalidate @submit=${send}>
      <p class="quiet">${say("openings.refuse-lead")}</p>
      <div class="field">
        <label for="refusal">${say("act.field.reason")}</label>
        <textarea id="refusal" class="input" dir="auto" rows="2" maxlength="2000" required .value=${drafts.read(key)} @input=${(event: Event) => drafts.write(key, (event.target as HTMLTextAreaElement).value)}></textarea>
      </div>
      <div class="actions">
        <button type="submit" class="button">${say("openings.refuse")}</button>
        <button type="button" class="button plain" @click=${() => (this.refusing = null)}>${say("act.cancel")}</button>
      </div>
    </form>`;
  }
}
