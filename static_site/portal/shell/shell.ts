import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import "../audit/audit";
import "../contests/contests";
import "../duty/duty";
import "../figures/figures";
import "../openings/openings";
import "../prosecution/prosecution";
import "../queue/queue";
import "../search/search";
import { IdleWatch } from "../session/idle";
import type { Session } from "../session/session";
import { Api } from "../shared/api";
import { type Context, has } from "../shared/context";
import { Courts } from "../shared/courts";
import { Desk } from "../shared/desk";
import { drafts } from "../shared/drafts";
import { excuse } from "../shared/excuse";
import { icon, mark } from "../shared/icons";
import type { Court, DutyCall, Me } from "../shared/types";
import { covered, signInPage, type Stage } from "../sign-in/sign-in";
import { say, texts, word } from "../texts/texts";
import { helpPage } from "./help";
import { singleKey } from "./keys";
import { type DeskName, readRoute, type Route } from "./routes";

const DUTY_EVERY_MS = 60_000;

/** Header, desks by role, the bell, the idle watch; what stands in when nobody is signed in. */
@customElement("eb-shell")
export class Shell extends Desk {
  @property({ attribute: false }) stage: Stage = "starting";
  @property({ attribute: false }) session: Session | null = null;
  @property({ attribute: false }) apiBase = "/api";
  @state() private context: Context | null = null;
  @state() private route: Route | null = null;
  @state() private told: { text: string; kind: "done" | "failed" } | null = null;
  @state() private warning = false;
  @state() private calls: DutyCall[] = [];
  private bellTimer: number | undefined;
  private readonly idle = new IdleWatch(
    () => (this.warning = true),
    () => this.session?.lock(),
  );

  override connectedCallback(): void {
    super.connectedCallback();
    // A reload would lose what was typed and the session with it: the browser asks first.
    addEventListener("beforeunload", (event) => {
      if (drafts.any) event.preventDefault();
    });
    addEventListener("hashchange", () => this.follow());
    addEventListener("keydown", (event) => this.press(event));
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has("session")) this.session?.addEventListener("change", () => this.sessionChanged());
  }

  protected override updated(changed: Map<string, unknown>): void {
    if (changed.has("warning") && this.warning) this.querySelector<HTMLDialogElement>("dialog.idle")?.showModal();
  }

  private sessionChanged(): void {
    const state = this.session?.state ?? "out";
    clearInterval(this.bellTimer);
    this.warning = false;
    if (state === "in") {
      this.idle.start();
      void this.enter();
    } else {
      this.idle.stop();
      this.context = null;
      this.calls = [];
      this.told = null;
      this.stage = state === "out" ? "signed-out" : state;
    }
  }

  /** Read who signed in and the courts' names, then show the desk. */
  private async enter(): Promise<void> {
    const session = this.session;
    if (!session) return;
    this.stage = "starting";
    const api = new Api(this.apiBase, session);
    try {
      const [me, courts] = await Promise.all([api.get<Me>("/me"), api.all<Court>("/courts")]);
      const tell = (text: string, kind: "done" | "failed" = "done"): void => void (this.told = text ? { text, kind } : null);
      this.context = { api, session, me, courts: new Courts(courts), tell };
      this.stage = "in";
      this.follow();
      void this.ring();
      this.bellTimer = window.setInterval(() => void this.ring(), DUTY_EVERY_MS);
    } catch (failure) {
      if (session.state !== "in") return;
      this.stage = "broken";
      this.told = { text: excuse(failure), kind: "failed" };
    }
  }

  private async ring(): Promise<void> {
    if (!this.context || document.hidden || !has(this.context.me, "analyst", "investigator", "supervisor")) return;
    try {
      this.calls = await this.context.api.all<DutyCall>("/duty");
    } catch {
      // Not on the duty list, or not reachable now: the next minute asks again.
      this.calls = [];
    }
  }

  private get desks(): DeskName[] {
    const me = this.context?.me;
    if (!me) return [];
    const mine: DeskName[] = [];
    if (has(me, "prosecutor")) mine.push("prosecution");
    if (has(me, "analyst", "investigator", "supervisor", "prosecutor")) mine.push("queue", "search");
    if (has(me, "analyst", "investigator", "supervisor")) mine.push("duty");
    // A prosecutor finds them among the files to decide.
    if (has(me, "supervisor")) mine.push("contests");
    if (has(me, "investigator", "supervisor", "custodian", "prosecutor")) mine.push("openings");
    if (has(me, "analyst", "supervisor", "prosecutor")) mine.push("figures");
    if (has(me, "auditor")) mine.push("audit");
    return [...mine, "help"];
  }

  private follow(): void {
    const asked = readRoute(location.hash);
    const known = asked && this.desks.includes(asked.desk) ? asked : null;
    this.told = null;
    this.route = known ?? { desk: this.desks[0] ?? "help", caseId: null };
  }

  private press(event: KeyboardEvent): void {
    const key = singleKey(event);
    if (!key || this.stage !== "in" || this.warning) return;
    if (key === "?") location.hash = "#help";
    else if (key === "/" && this.desks.includes("search")) {
      location.hash = "#search";
      requestAnimationFrame(() => this.querySelector<HTMLInputElement>("#search-words")?.focus());
    } else {
      this.dispatchEvent(new CustomEvent("key", { detail: key }));
      return;
    }
    event.preventDefault();
  }

  protected override render(): TemplateResult {
    return html`<a class="skip" href="#main" @click=${this.skip}>${say("skip")}</a>
      ${this.header()}
      ${this.told
        ? html`<div class="told ${this.told.kind}" role=${this.told.kind === "failed" ? "alert" : "status"}>
            <p>${this.told.text}</p>
            <button type="button" class="bare" @click=${() => (this.told = null)}>${icon("shut")}<span class="sr-only">${say("dismiss")}</span></button>
          </div>`
        : nothing}
      <main id="main" class="wrap" tabindex="-1">${this.body()}</main>
      ${this.warning ? this.idleWarning() : nothing}`;
  }

  private skip = (event: Event): void => {
    event.preventDefault();
    this.querySelector<HTMLElement>("main")?.focus();
  };

  private header(): TemplateResult {
    const other = texts.language === "ar" ? "fr" : "ar";
    const unheard = this.calls.filter((call) => call.acknowledged_at === null).length;
    return html`<header class="top">
      <div class="wrap">
        <a class="name" href="#${this.desks[0] ?? "queue"}">${mark()}<span>${say("name")}<small>${say("portal")}</small></span></a>
        ${this.context
          ? html`<nav aria-label=${say("nav")}>
              ${this.desks.map(
                (desk) =>
                  html`<a href="#${desk}" class=${desk === "duty" && unheard ? "ringing" : ""} aria-current=${this.route?.desk === desk ? "page" : nothing}
                    >${desk === "duty" ? icon("bell") : nothing}${word("desk", desk)}${desk === "duty" && unheard
                      ? html`<span class="number"><bdi dir="ltr">${unheard}</bdi><span class="sr-only">${say("duty.unheard", { n: unheard })}</span></span>`
                      : nothing}</a
                  >`,
              )}
            </nav>`
          : nothing}
        <div class="ends">
          <button type="button" class="bare" lang=${other} @click=${() => texts.choose(other)}>${other === "ar" ? "العربية" : "Français"}</button>
          ${this.context
            ? html`<button type="button" class="bare" @click=${() => this.session?.lock()}>${icon("lock")}<span class="wide">${say("lock")}</span><span class="sr-only narrow">${say("lock")}</span></button>
                <button type="button" class="leave" @click=${() => this.session?.signOut()}>${say("sign-out")}</button>`
            : nothing}
        </div>
      </div>
    </header>`;
  }

  private body(): TemplateResult {
    const { context, route, session } = this;
    if (this.stage === "locked" || this.stage === "expired") return covered(this.stage, () => void session?.signInBeside());
    if (!context || !route || this.stage !== "in") {
      return signInPage(this.stage, () => void session?.signIn(location.hash.slice(1)));
    }
    switch (route.desk) {
      case "prosecution":
        return html`<eb-prosecution .context=${context}></eb-prosecution>`;
      case "queue":
        return html`<eb-queue .context=${context} .caseId=${route.caseId} .keys=${this}></eb-queue>`;
      case "search":
        return html`<eb-search .context=${context} .caseId=${route.caseId} .keys=${this}></eb-search>`;
      case "duty":
        return html`<eb-duty .context=${context} .calls=${this.calls} @heard=${() => void this.ring()}></eb-duty>`;
      case "contests":
        return html`<eb-contests .context=${context}></eb-contests>`;
      case "openings":
        return html`<eb-openings .context=${context}></eb-openings>`;
      case "figures":
        return html`<eb-figures .context=${context}></eb-figures>`;
      case "audit":
        return html`<eb-audit .context=${context}></eb-audit>`;
      case "help":
        return helpPage(context, () => this.requestUpdate());
    }
  }

  private idleWarning(): TemplateResult {
    const stay = (): void => {
      this.idle.stay();
      this.warning = false;
    };
    return html`<dialog class="idle" aria-labelledby="idle-title" @cancel=${stay}>
      <h2 id="idle-title">${say("idle.title")}</h2>
      <p>${say("idle.text")}</p>
      <div class="actions">
        <button type="button" class="button" @click=${stay}>${say("idle.stay")}</button>
        <button type="button" class="button plain" @click=${() => this.session?.lock()}>${say("idle.lock")}</button>
      </div>
    </dialog>`;
  }
}
