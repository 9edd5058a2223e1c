import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import "../history/timeline";
import { skeleton } from "../queue/rows";
import { code, holder, urgencyMark } from "../shared/badges";
import type { Context } from "../shared/context";
import { Desk } from "../shared/desk";
import { drafts } from "../shared/drafts";
import { excuse } from "../shared/excuse";
import { icon } from "../shared/icons";
import { Problem } from "../shared/problem";
import type { Case as CaseFile, Me, MovedCase } from "../shared/types";
import { age, moment } from "../shared/when";
import type { DeskName } from "../shell/routes";
import { say, type TextKey, word } from "../texts/texts";
import "./act-form";
import { formOf } from "./acts";
import { type ActName, available, gateActs, gated, mayMessage, ordinaryActs, rolesOn } from "./available";
import { conflictBox } from "./conflict";
import { contestsSection } from "./contests";
import "./conversation";
import type { Said } from "./conversation";
import { diagnosisSection } from "./diagnosis";
import { evidenceSection } from "./evidence";
import "./exports";
import { FormWords } from "./form-words";
import { gateBox } from "./gate";
import { LawWords } from "./law-words";
import "./links";
import { copy, observablesSection } from "./observables";
import "./places";
import { reportSection } from "./report";
import "./reporter";
import { refusedByLaw, refusedForNow } from "./refused";
import { requestsSection } from "./requests";
import { territorySection } from "./territory";

/** Flags that change what an officer does first; the others stand in their own sections. */
const WEIGHTY = ["danger_now", "minor", "minor_victim", "minor_suspect", "deadline", "date_or_place_announced", "recent_payment", "known_address", "distress"];

/** Why there is nothing to do here. */
function idle(kase: CaseFile, me: Me): TextKey {
  if (rolesOn(kase, me).size === 0) return "case.read-only";
  return kase.state === "closed" ? "case.closed" : "case.no-act";
}

/** One case: what was reported, what was read in it, who is competent, what was said and done, what can be done now. */
@customElement("eb-case")
export class CasePage extends Desk {
  @property({ attribute: false }) context!: Context;
  @property({ attribute: false }) caseId!: string;
  @property({ attribute: false }) desk: DeskName = "queue";
  @state() private kase: CaseFile | null = null;
  @state() private forms = FormWords.none;
  @state() private law = LawWords.none;
  @state() private failure: unknown = null;
  @state() private moved: MovedCase | null = null;
  @state() private openAct: ActName | null = null;
  @state() private conflict: { before: CaseFile; now: CaseFile } | null = null;
  @state() private busy = false;

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has("caseId")) void this.load();
  }

  private async load(): Promise<void> {
    const id = this.caseId;
    this.kase = null;
    this.failure = null;
    this.moved = null;
    this.conflict = null;
    this.openAct = null;
    try {
      const kase = await this.context.api.get<CaseFile>(`/cases/${id}`);
      if (id !== this.caseId) return;
      this.kase = kase;
      // Words typed before a lock or a sign-in: their form is open again.
      this.openAct = available(kase, this.context.me).find((act) => drafts.has(`${id}/${act}/`)) ?? null;
      void FormWords.read(kase.report.form?.version).then((forms) => (this.forms = forms));
      void LawWords.read().then((law) => (this.law = law));
      await this.updateComplete;
      this.closest(".beside")?.scrollTo(0, 0);
      this.querySelector<HTMLElement>("#case-title")?.focus();
    } catch (failure) {
      if (id === this.caseId) this.failure = failure;
    }
  }

  /** Read again what an act has added elsewhere than in its answer: a link, a request. */
  private readonly again = async (): Promise<void> => {
    try {
      this.kase = await this.context.api.get<CaseFile>(`/cases/${this.caseId}`);
    } catch (failure) {
      this.context.tell(excuse(failure), "failed");
    }
  };

  private readonly said = ({ detail }: CustomEvent<Said>): void => {
    if (!this.kase) return;
    if ("note" in detail) this.kase = { ...this.kase, notes: [...this.kase.notes, detail.note] };
    else this.kase = { ...this.kase, messages: [...this.kase.messages, detail.message] };
  };

  private readonly ask = (question: string): void => this.querySelector("eb-conversation")?.put(question);

  private accept(answer: CaseFile | MovedCase | null, act: ActName): void {
    this.openAct = null;
    this.conflict = null;
    this.context.tell(word("act.done", act));
    if (answer === null) {
      void this.again();
      return;
    }
    if ("report" in answer) this.kase = answer;
    else {
      this.kase = null;
      this.moved = answer;
    }
    this.dispatchEvent(new CustomEvent("case-changed", { detail: answer, bubbles: true }));
  }

  private disagree(now: CaseFile): void {
    const before = this.kase;
    if (!before) return;
    this.conflict = { before, now };
    this.kase = now;
    this.dispatchEvent(new CustomEvent("case-changed", { detail: now, bubbles: true }));
    void this.updateComplete.then(() => this.querySelector<HTMLElement>(".conflict")?.focus());
  }

  private async take(): Promise<void> {
    const { kase } = this;
    if (!kase || this.busy) return;
    this.busy = true;
    try {
      this.accept(await this.context.api.post<CaseFile>(`/cases/${kase.id}/take`, { version: kase.version }), "take");
    } catch (failure) {
      if (failure instanceof Problem && failure.current) this.disagree(failure.current);
      else this.context.tell(excuse(failure), "failed");
    } finally {
      this.busy = false;
    }
  }

  private choose(act: ActName): void {
    if (act === "take") {
      void this.take();
      return;
    }
    this.context.tell("");
    this.openAct = this.openAct === act ? null : act;
    void this.updateComplete.then(() => this.querySelector<HTMLElement>(".act h3")?.focus());
  }

  /** A single key meant for the open case. */
  press(key: string): boolean {
    if (!this.kase) return false;
    const acts = available(this.kase, this.context.me);
    if (key === "a" && acts.includes("take")) void this.take();
    else if (key === "t" && acts.includes("refer")) this.choose("refer");
    else if (key === "r") return this.querySelector("eb-conversation")?.reach("message") ?? false;
    else if (key === "n") return this.querySelector("eb-conversation")?.reach("note") ?? false;
    else return false;
    return true;
  }

  protected override render(): TemplateResult {
    if (this.moved) {
      return html`<article class="case">
        <h2 id="case-title" tabindex="-1">${say("moved.title")}</h2>
        <p>${say("moved.text", { court: this.context.courts.name(this.moved.court) })}</p>
      </article>`;
    }
    if (this.failure) {
      return html`<article class="case" aria-labelledby="case-title">
        <h2 id="case-title" tabindex="-1">${say("case.failed")}</h2>
        <p role="alert">${excuse(this.failure)}</p>
        <div class="actions"><button type="button" class="button" @click=${() => void this.load()}>${say("again")}</button></div>
      </article>`;
    }
    return this.kase ? this.file(this.kase) : html`<article class="case">${skeleton()}</article>`;
  }

  private file(kase: CaseFile): TemplateResult {
    const { context, forms, law, conflict } = this;
    return html`<article class="case" aria-labelledby="case-title">
      ${this.heading(kase)} ${conflict ? conflictBox(context, conflict.before, conflict.now) : nothing} ${this.acts(kase)}
      ${gateBox(kase, this.atTheGate(kase))} ${contestsSection(kase)}
      ${reportSection(kase, forms)} ${diagnosisSection(kase)} ${territorySection({ kase, context, forms, law, ask: mayMessage(kase, context.me) ? this.ask : null, places: this.places(kase) })} ${observablesSection(kase, context)}
      <eb-links .context=${context} .kase=${kase} .desk=${this.desk} @linked=${this.again}></eb-links> ${evidenceSection(kase)} ${requestsSection(kase)}
      <eb-conversation .context=${context} .kase=${kase} @said=${this.said}></eb-conversation>
      <eb-exports .context=${context} .kase=${kase}></eb-exports>
      <eb-timeline .context=${context} .caseId=${kase.id} .version=${kase.version}></eb-timeline>
    </article>`;
  }

  private heading(kase: CaseFile): TemplateResult {
    const { context } = this;
    const role = kase.report.reporter?.role;
    return html`<header>
      <h2 id="case-title" tabindex="-1">${word("category", kase.category)}</h2>
      <p class="tags">
        ${urgencyMark(kase.urgency)}<span class="tag ${kase.state}">${word("state", kase.state)}</span>
        <span class="tag">${word("identity-mode", kase.identity.mode)}${kase.identity.erased ? ` · ${say("identity.erased")}` : ""}</span>
        ${role ? html`<span class="tag">${word("reporter-role", role)}</span>` : nothing}
        ${kase.language ? html`<span class="tag">${word("language", kase.language)}</span>` : nothing}
        ${WEIGHTY.filter((flag) => kase.flags.includes(flag)).map((flag) => html`<span class="tag alarm">${word("flag", flag)}</span>`)}
      </p>
      <p class="quiet">
        ${context.courts.name(kase.court)} · ${say("case.holder", { who: holder(context, kase.assignee) })} ·
        <time datetime=${kase.created_at} title=${moment(kase.created_at)}>${age(kase.created_at)}</time> · ${code(kase.id.slice(0, 8))}
        <button type="button" class="bare small" @click=${() => void copy(context, kase.id)}>${icon("copy")}<span class="sr-only">${say("case.copy-id")}</span></button>
      </p>
    </header>`;
  }

  private acts(kase: CaseFile): TemplateResult {
    const { me } = this.context;
    const acts = ordinaryActs(kase, me);
    const others = html`${gated(kase) ? nothing : refusedByLaw(kase)} ${refusedForNow(kase)}`;
    if (acts.length === 0) {
      return html`${gateActs(kase, me).length > 0 ? nothing : html`<p class="notice">${say(idle(kase, me))}</p>`} ${others}`;
    }
    return html`<div class="acts" role="group" aria-label=${say("case.acts")}>${acts.map((act, at) => this.actButton(act, at === 0))}</div>
      ${this.openForm(kase, acts)} ${others}`;
  }

  /** Places that may become facts, for those who may correct. */
  private places(kase: CaseFile): TemplateResult | typeof nothing {
    const { context, forms, law } = this;
    if (!available(kase, context.me).includes("correct")) return nothing;
    return html`<eb-places
      .context=${context}
      .kase=${kase}
      .forms=${forms}
      .law=${law}
      @acted=${(event: CustomEvent<CaseFile>) => this.accept(event.detail, "correct")}
      @conflict=${(event: CustomEvent<CaseFile>) => this.disagree(event.detail)}
    ></eb-places>`;
  }

  /** The acts of the gate stand in the gate. */
  private atTheGate(kase: CaseFile): TemplateResult | typeof nothing {
    const acts = gateActs(kase, this.context.me);
    if (acts.length === 0) return refusedByLaw(kase);
    return html`<div class="acts" role="group" aria-label=${say("gate.acts")}>${acts.map((act, at) => this.actButton(act, at === 0))}</div>
      ${this.openForm(kase, acts)} ${refusedByLaw(kase)}`;
  }

  /** The form of the open act, when it is one of these. */
  private openForm(kase: CaseFile, acts: ActName[]): TemplateResult | typeof nothing {
    const { context, openAct } = this;
    if (openAct === null || openAct === "take" || !acts.includes(openAct)) return nothing;
    if (openAct === "reporter") {
      return html`<eb-reporter .context=${context} .kase=${kase} @cancel-act=${() => this.choose("reporter")}></eb-reporter>`;
    }
    return html`<eb-act-form
      .context=${context}
      .kase=${kase}
      .act=${formOf(openAct, context, kase)}
      @acted=${(event: CustomEvent<CaseFile | MovedCase | null>) => this.accept(event.detail, openAct)}
      @conflict=${(event: CustomEvent<CaseFile>) => this.disagree(event.detail)}
      @cancel-act=${() => this.choose(openAct)}
    ></eb-act-form>`;
  }

  private actButton(act: ActName, first: boolean): TemplateResult {
    return html`<button type="button" class="button small ${first ? "" : "plain"}" aria-expanded=${act === "take" ? nothing : String(this.openAct === act)} @click=${() => this.choose(act)}>
      ${word("act", act)}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "eb-case": CasePage;
  }
}
