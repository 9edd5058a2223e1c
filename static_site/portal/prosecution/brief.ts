import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import "../case/act-form";
import { formOf } from "../case/acts";
import { type ActName, available } from "../case/available";
import { contestsSection } from "../case/contests";
import { DOCUMENTS } from "../case/documents";
import { FormWords } from "../case/form-words";
import { LawWords } from "../case/law-words";
import { refusedByLaw } from "../case/refused";
import { theirWords } from "../case/words";
import { skeleton } from "../queue/rows";
import { person } from "../shared/badges";
import type { Context } from "../shared/context";
import { Desk } from "../shared/desk";
import { excuse } from "../shared/excuse";
import type { Case, DoneAct, Forum, MovedCase } from "../shared/types";
import { day } from "../shared/when";
import { caseAddress } from "../shell/routes";
import { say, type TextKey, word } from "../texts/texts";

/** The last document of each kind says what the prosecutor is asked for. */
const ASKED: Record<string, TextKey> = {
  ask_leave: "brief.ask_leave",
  notify: "brief.notify",
  instruct: "brief.instruct",
  close: "brief.close",
  reopen: "brief.reopen",
};
/** What decides the file first, what is used now and then after it. */
const FIRST: readonly ActName[] = ["give_leave", "refuse_leave", "instruct", "close", "inform_complainant", "reopen"];
/** A contest has two answers, and neither is put forward. */
const ANSWERS: readonly ActName[] = ["reopen", "uphold_closure"];

/**
 * One file in one look: what is asked, the facts, the articles, the court and why, the buttons. Reading it is a
 * reading of the case, and is written down. Tells `acted` when a decision was made.
 */
@customElement("eb-brief")
export class Brief extends Desk {
  @property({ attribute: false }) context!: Context;
  @property({ attribute: false }) caseId!: string;
  @state() private kase: Case | null = null;
  @state() private law = LawWords.none;
  @state() private forms = FormWords.none;
  @state() private failure: string | null = null;
  @state() private openAct: Exclude<ActName, "take" | "reporter"> | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
  }

  private async load(): Promise<void> {
    try {
      const kase = await this.context.api.get<Case>(`/cases/${this.caseId}`);
      [this.law, this.forms] = await Promise.all([LawWords.read(), FormWords.read(kase.report.form?.version)]);
      this.kase = kase;
    } catch (failure) {
      this.failure = excuse(failure);
    }
  }

  private accept(answer: Case | MovedCase | null, act: ActName): void {
    this.openAct = null;
    this.context.tell(word("act.done", act));
    if (answer && "report" in answer) this.kase = answer;
    this.dispatchEvent(new CustomEvent("acted", { detail: answer }));
  }

  private choose(act: Exclude<ActName, "take" | "reporter">): void {
    this.openAct = this.openAct === act ? null : act;
    void this.updateComplete.then(() => this.querySelector<HTMLElement>(".act h3")?.focus());
  }

  protected override render(): TemplateResult {
    if (this.failure) return html`<p class="notice failed" role="alert">${this.failure}</p>`;
    const { kase } = this;
    if (!kase) return skeleton();
    const asked = kase.acts.filter(({ act }) => act in ASKED).at(-1);
    return html`<div class="brief">
      <dl>
        <div>
          <dt>${say("brief.asked")}</dt>
          <dd>${this.wanted(kase, asked)}</dd>
        </div>
        <div><dt>${say("brief.facts")}</dt><dd class="five-lines">${this.facts(kase)}</dd></div>
        ${this.said(kase, "ask_leave", "seriousness", "brief.seriousness")} ${this.instruction(kase, asked)} ${this.closing(kase)}
        ${this.court(kase, kase.territory?.forums[0])} ${this.standing(kase)}
      </dl>
      ${contestsSection(kase)} ${this.decision(kase)}
    </div>`;
  }

  private wanted({ contested_at }: Case, asked: DoneAct | undefined): TemplateResult {
    const by = contested_at ? html`${say("message.from-reporter")}` : asked ? person(this.context, asked.author) : nothing;
    const at = contested_at ?? asked?.at;
    return html`<strong>${say(contested_at ? "brief.contest" : asked ? (ASKED[asked.act] ?? "brief.other") : "brief.other")}</strong>${at ? html` <span class="quiet">${by} · <time datetime=${at}>${day(at)}</time></span>` : nothing}`;
  }

  /** As the judicial police told them for this step; in the citizen's words when it did not yet. */
  private facts(kase: Case): TemplateResult {
    const told = kase.acts.filter(({ act }) => act === "ask_leave" || act === "notify").at(-1);
    return theirWords(told?.["summary"] ?? told?.["facts"] ?? kase.report.text ?? "");
  }

  private said(kase: Case, act: string, member: string, label: TextKey): TemplateResult | typeof nothing {
    const words = kase.acts.filter((one) => one.act === act).at(-1)?.[member];
    return words && kase.state === "leave_asked" ? html`<div><dt>${say(label)}</dt><dd>${theirWords(words)}</dd></div>` : nothing;
  }

  private instruction(kase: Case, asked: DoneAct | undefined): TemplateResult | typeof nothing {
    if (kase.state !== "instructed" || asked?.act !== "instruct") return nothing;
    const type = asked["type"];
    return html`<div><dt>${say("brief.instruction")}</dt><dd>${type ? html`<span class="tag">${word("instruction", type)}</span> ` : nothing}${theirWords(asked["text"] ?? "")}</dd></div>`;
  }

  private closing(kase: Case): TemplateResult | typeof nothing {
    const closed = kase.acts.filter(({ act }) => act === "close").at(-1);
    if (!closed || (kase.state !== "closed" && kase.state !== "reopened")) return nothing;
    return html`<div><dt>${say("brief.closed")}</dt><dd><strong>${word("closing", closed["reason"] ?? "")}</strong> ${theirWords(closed["text"] ?? "")}</dd></div>`;
  }

  private court(kase: Case, forum: Forum | undefined): TemplateResult {
    const { context, law, forms } = this;
    const step = forum?.steps?.find(({ fact }) => fact);
    const places = (step?.communes ?? []).map((commune) => forms.place(commune)).join(say("territory.comma"));
    const why = step?.fact ? `${law.fact(step.fact)} ${places}` : forum?.facts_used.map((fact) => law.fact(fact)).join(say("territory.comma"));
    return html`<div>
        <dt>${say("brief.court")}</dt>
        <dd>${context.courts.name(kase.court)} · ${word("prosecutor", kase.court.startsWith("CA-") ? "procureur_general" : "procureur_du_roi")}${why && forum?.court_id === kase.court ? html` <span class="quiet">${why}</span>` : nothing}</dd>
      </div>
      ${forum ? html`<div><dt>${say("brief.law")}</dt><dd class="quiet">${law.citations(forum.articles).map((line) => html`<span class="step">${line}</span> `)}</dd></div>` : nothing}`;
  }

  private standing(kase: Case): TemplateResult | typeof nothing {
    const lines = Object.entries(kase.orders).map(([order, { until }]) => say("brief.order", { order: word("act", order), day: day(until) }));
    if (kase.complaint) lines.push(say("brief.complaint", { day: day(kase.complaint) }));
    return lines.length ? html`<div><dt>${say("brief.orders")}</dt><dd>${lines.map((line) => html`<span class="step">${line}</span> `)}</dd></div>` : nothing;
  }

  private decision(kase: Case): TemplateResult {
    const { context, openAct } = this;
    const mine = available(kase, context.me).filter((act): act is Exclude<ActName, "take" | "reporter"> => (DOCUMENTS as readonly string[]).includes(act));
    const order = kase.contested_at ? ANSWERS : FIRST;
    const first = mine.filter((act) => order.includes(act));
    const after = mine.filter((act) => !order.includes(act));
    return html`<div class="acts" role="group" aria-label=${say("brief.decision")}>${first.map((act, at) => this.button(act, at === 0 && !kase.contested_at))}${after.map((act) => this.button(act, false))}</div>
      ${refusedByLaw(kase)}
      ${openAct
        ? html`<eb-act-form
            .context=${context}
            .kase=${kase}
            .act=${formOf(openAct, context, kase)}
            @acted=${(event: CustomEvent<Case | MovedCase | null>) => this.accept(event.detail, openAct)}
            @conflict=${(event: CustomEvent<Case>) => this.disagree(event.detail)}
            @cancel-act=${() => (this.openAct = null)}
          ></eb-act-form>`
        : nothing}
      <p><a href=${caseAddress("queue", kase.id)}>${say("prosecution.whole")}</a></p>`;
  }

  private disagree(now: Case): void {
    this.kase = now;
    this.context.tell(say("conflict.kept"), "failed");
  }

  private button(act: Exclude<ActName, "take" | "reporter">, first: boolean): TemplateResult {
    return html`<button type="button" class="button small ${first ? "" : "plain"}" aria-expanded=${String(this.openAct === act)} @click=${() => this.choose(act)}>${word("act", act)}</button>`;
  }
}
