import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { person, urgencyMark } from "../shared/badges";
import type { Context } from "../shared/context";
import { Desk } from "../shared/desk";
import type { Case, Link, LinkedRow } from "../shared/types";
import { age } from "../shared/when";
import { caseAddress, type DeskName } from "../shell/routes";
import { say, word } from "../texts/texts";
import "./act-form";
import { type Act, REASON } from "./acts";
import { available } from "./available";

// The server counts no further.
const COUNTED = 100;

/** Another case, with every link that leads to it. */
interface Linked {
  row: LinkedRow;
  by: { link: Link; alike: number | null }[];
}

function linkedCases(links: Link[]): Linked[] {
  const found = new Map<string, Linked>();
  for (const link of links) {
    for (const row of link.items) {
      const one = found.get(row.id) ?? { row, by: [] };
      one.by.push({ link, alike: row.alike });
      found.set(row.id, one);
    }
  }
  return [...found.values()];
}

function joinForm(other: string): Act {
  return {
    name: "join",
    lead: say("act.link.lead"),
    fields: [REASON],
    send: async (api, kase, values) => {
      await api.post<{ id: string }>(`/cases/${kase.id}/links`, { case: other, reason: values["reason"] });
      return null;
    },
  };
}

function partForm(link: string): Act {
  return {
    name: "part",
    lead: say("act.part.lead"),
    fields: [REASON],
    send: (api, kase, values) => api.post<Case>(`/cases/${kase.id}/links/${link}/undo`, { reason: values["reason"] }),
  };
}

/**
 * The cases that belong with this one, in one look: each with what they share, how much that weighs, and the step to
 * join or part them. Those of other courts are a number, nothing more. Tells `linked` when a step was done.
 */
@customElement("eb-links")
export class LinksSection extends Desk {
  @property({ attribute: false }) context!: Context;
  @property({ attribute: false }) kase!: Case;
  @property({ attribute: false }) desk!: DeskName;
  /** The case whose form is open. */
  @state() private open = "";

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("kase") && changed.get("kase")?.id !== this.kase.id) this.open = "";
  }

  private async turn(id: string): Promise<void> {
    const closing = this.open === id;
    const was = closing ? id : "";
    this.open = closing ? "" : id;
    await this.updateComplete;
    this.querySelector<HTMLElement>(closing ? `[data-turn="${was}"]` : ".act h3")?.focus();
  }

  private readonly done = (act: Act): void => {
    this.open = "";
    this.context.tell(word("act.done", act.name));
    this.dispatchEvent(new CustomEvent("linked"));
  };

  protected override render(): TemplateResult {
    const { links } = this.kase;
    if (links.length === 0) return html``;
    const cases = linkedCases(links);
    const found = links.filter(({ made }) => made === null);
    return html`<section aria-labelledby="links-title">
      <h3 id="links-title">${say("links.title")}</h3>
      ${cases.length ? html`<ul class="plain-list linked">${cases.map((one) => this.linked(one))}</ul>` : nothing}
      ${found.length ? html`<ul class="plain-list shared">${found.map((link) => this.shared(link))}</ul>` : nothing}
      ${links.some(({ made, items }) => made !== null && items.length === 0) ? html`<p class="quiet">${say("links.joined-elsewhere")}</p>` : nothing}
    </section>`;
  }

  private linked({ row, by }: Linked): TemplateResult {
    const made = by.find(({ link }) => link.made !== null)?.link;
    const act = made ? partForm(made.id) : joinForm(row.id);
    const form = this.open === row.id;
    return html`<li>
      <p class="linked-case">
        ${urgencyMark(row.urgency)}<a href=${caseAddress(this.desk, row.id)}>${word("category", row.category)}</a>
        <span class="tag">${word("state", row.state)}</span><span class="quiet">${this.context.courts.short(row.court)} · ${age(row.created_at)}</span>
      </p>
      <p class="linked-why"><strong>${word("joins", row.joins)}</strong>${by.filter(({ link }) => link.made === null).map(({ link, alike }) => html` <span class="tag ${link.strength}">${this.why(link, alike)}</span>`)}</p>
      ${made?.made ? html`<p class="quiet">${person(this.context, made.made.author)} · ${age(made.made.at)} · <bdi>${made.made.reason}</bdi></p>` : nothing}
      ${available(this.kase, this.context.me).includes("link")
        ? html`<button type="button" class="button plain small" data-turn=${row.id} aria-expanded=${String(form)} @click=${() => void this.turn(row.id)}>${word("act", act.name)}</button>`
        : nothing}
      ${form
        ? html`<eb-act-form .context=${this.context} .kase=${this.kase} .act=${act} @acted=${() => this.done(act)} @cancel-act=${() => void this.turn(row.id)}></eb-act-form>`
        : nothing}
    </li>`;
  }

  private why(link: Link, alike: number | null): string {
    const said = alike === null ? word("link", link.kind) : say("links.alike", { percent: alike });
    return `${said} · ${word("strength", link.strength)}`;
  }

  private shared(link: Link): TemplateResult {
    const elsewhere = link.total - link.items.length;
    const more = link.total >= COUNTED;
    return html`<li>
      ${word("link", link.kind)} <span class="quiet">${say("links.total", { n: link.total, total: more ? `${COUNTED}+` : link.total })}</span>
      ${link.common
        ? html`<span class="quiet">${say("links.common")}</span>`
        : elsewhere > 0
          ? html`<span class="quiet">${say("links.elsewhere", { n: elsewhere, total: more ? `${elsewhere}+` : elsewhere })}</span>`
          : nothing}
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "eb-links": LinksSection;
  }
}
