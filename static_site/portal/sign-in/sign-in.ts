import { html, type TemplateResult } from "lit";
import { drafts } from "../shared/drafts";
import { icon, mark } from "../shared/icons";
import { say, type TextKey } from "../texts/texts";

/** What the shell shows: `in` is the portal itself, all others stand in for it. */
export type Stage = "starting" | "sign-in" | "signed-out" | "refused" | "handed-over" | "broken" | "locked" | "expired" | "in";

/** Before anyone is signed in, and when signing in went wrong. */
export function signInPage(stage: Stage, signIn: () => void): TemplateResult {
  if (stage === "starting") return html`<p class="starting late-in" role="status">${say("starting")}</p>`;
  if (stage === "handed-over") {
    return html`<section class="door"><h1>${say("handed.title")}</h1><p>${say("handed.text")}</p></section>`;
  }
  if (stage === "broken") {
    return html`<section class="door">
      <h1>${say("broken.title")}</h1>
      <p>${say("broken.text")}</p>
      <button type="button" class="button" @click=${() => location.reload()}>${say("again")}</button>
    </section>`;
  }
  return html`<section class="door">
    ${mark()}
    <h1>${say("sign-in.title")}</h1>
    ${stage === "refused" ? html`<p class="notice failed" role="alert">${say("sign-in.refused")}</p>` : ""}
    ${stage === "signed-out" ? html`<p class="notice" role="status">${say("sign-in.signed-out")}</p>` : ""}
    <p>${say("sign-in.text")}</p>
    <button type="button" class="button" @click=${signIn}>${say("sign-in.button")}</button>
    <ul class="plain-list quiet">
      <li>${say("sign-in.fact.audit")}</li>
      <li>${say("sign-in.fact.idle")}</li>
      <li>${say("sign-in.fact.help")}</li>
    </ul>
  </section>`;
}

const COVER: Record<"locked" | "expired", TextKey> = { locked: "locked.title", expired: "expired.title" };

/** Over a session that was locked or ended: the page behind is gone from view, what was typed is kept. */
export function covered(stage: "locked" | "expired", signIn: () => void): TemplateResult {
  return html`<section class="door" role="alert">
    ${icon("lock")}
    <h1>${say(COVER[stage])}</h1>
    <p>${say(drafts.any ? "locked.kept" : "locked.text")}</p>
    <button type="button" class="button" @click=${signIn}>${say("locked.button")}</button>
    <p class="quiet">${say("locked.beside")}</p>
  </section>`;
}
