import { html, nothing, type TemplateResult } from "lit";
import type { Context } from "../shared/context";
import { defang } from "../shared/defang";
import { icon } from "../shared/icons";
import type { Case, Observable, TimeInKey } from "../shared/types";
import { moment } from "../shared/when";
import { say, word } from "../texts/texts";
import { technical } from "./words";

function safe(observable: Observable): string {
  return defang(observable.value);
}

/** Put a text on the clipboard and say so. */
export async function copy(context: Context, text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    context.tell(say("observable.copied"));
  } catch {
    context.tell(say("observable.not-copied"), "failed");
  }
}

/** What can be looked for elsewhere. Copied as it is shown: no address that a program would open. */
export function observablesSection(kase: Case, context: Context): TemplateResult | typeof nothing {
  const found = kase.diagnosis?.observables ?? [];
  if (found.length === 0) return nothing;
  const all = found.map((one) => `${one.type}\t${safe(one)}`).join("\n");
  return html`<section aria-labelledby="observables-title">
    <h3 id="observables-title">${say("observable.title")}
      ${found.length > 1 ? html`<button type="button" class="bare small" @click=${() => void copy(context, all)}>${icon("copy")}${say("observable.copy-all")}</button>` : nothing}
    </h3>
    <ul class="observables">
      ${found.map(
        (one) => html`<li>
          <span class="quiet">${word("observable", one.type)}</span>${technical(safe(one))}
          <button type="button" class="bare" @click=${() => void copy(context, safe(one))}>
            ${icon("copy")}<span class="sr-only">${say("observable.copy", { value: safe(one) })}</span>
          </button>
        </li>`,
      )}
    </ul>
    ${timesIn(kase.diagnosis?.times ?? [])}
  </section>`;
}

/** When a thing was published, by its own id, and how sure that is. */
function timesIn(times: TimeInKey[]): TemplateResult | typeof nothing {
  if (times.length === 0) return nothing;
  return html`<h4>${say("times.title")}</h4>
    <ul class="observables">
      ${times.map(
        (one) => html`<li>
          ${technical(one.key)}
          <span>${one.at ? moment(one.at) : say("times.unreadable")}</span>
          <span class="quiet">${word("times", one.sure)}</span>
        </li>`,
      )}
    </ul>`;
}
