import { html, type TemplateResult } from "lit";
import type { Context } from "../shared/context";
import { say, word } from "../texts/texts";
import { KEYS, setSingleKeys, singleKeysOn } from "./keys";

/** Who I am here, the keys and their switch. */
export function helpPage(context: Context, redraw: () => void): TemplateResult {
  const turn = (event: Event): void => {
    setSingleKeys((event.target as HTMLInputElement).checked);
    redraw();
  };
  return html`<div class="page">
    <h1>${say("help.title")}</h1>
    <section aria-labelledby="rights-title">
      <h2 id="rights-title">${say("help.rights")}</h2>
      ${context.me.rights.length === 0
        ? html`<p>${say("help.no-rights")}</p>`
        : html`<ul class="plain-list">
            ${context.me.rights.map((right) => html`<li>${word("role", right.role)} · ${context.courts.name(right.court)}</li>`)}
          </ul>`}
    </section>
    <section aria-labelledby="keys-title">
      <h2 id="keys-title">${say("help.keys")}</h2>
      <label class="tick"><input type="checkbox" .checked=${singleKeysOn()} @change=${turn} />${say("help.single-keys")}</label>
      <dl class="facts keys-list">
        ${KEYS.map((key) => html`<dt><kbd>${key}</kbd></dt><dd>${word("key", key)}</dd>`)}
      </dl>
    </section>
    <section aria-labelledby="habits-title">
      <h2 id="habits-title">${say("help.habits")}</h2>
      <ul class="plain-list">
        <li>${say("help.habit.reads")}</li>
        <li>${say("help.habit.links")}</li>
        <li>${say("help.habit.idle")}</li>
      </ul>
    </section>
  </div>`;
}
