import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../shared/icons";
import type { Case } from "../shared/types";
import { day } from "../shared/when";
import { say, type TextKey } from "../texts/texts";
import { gated, refused } from "./available";

const STEP: Record<string, TextKey> = {
  leave_asked: "gate.asked",
  leave_refused: "gate.refused",
  seriousness_check: "gate.seriousness",
};

/** The legal gate of an anonymous report, in place of the acts that it forbids (CPP 21, 40, 49); `acts` open it. */
export function gateBox(kase: Case, acts: TemplateResult | typeof nothing): TemplateResult | typeof nothing {
  if (kase.identity.mode !== "anonymous") return nothing;
  if (!gated(kase)) {
    return html`<p class="notice done">${icon("gate")} ${say("gate.given", { day: kase.leave?.dated ? day(kase.leave.dated) : "" })}</p>`;
  }
  if (kase.state === "closed") return nothing;
  return html`<section class="gate-box" aria-labelledby="gate-title">
    <h3 id="gate-title">${icon("gate")}${say("gate.title")}</h3>
    <p>${say(STEP[kase.state] ?? "gate.text")}</p>
    ${refused(kase, true).length ? nothing : html`<p class="quiet">${say("gate.law")}</p>`}
    ${acts}
  </section>`;
}
