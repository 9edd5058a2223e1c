/** The receipt page: copy and print; the draft has done its work. */
import { forgetDrafts } from "./draft";
import { button, wordsOf } from "./words";

export function enhanceReceipt(card: HTMLElement): void {
  const words = wordsOf(card);
  const code = card.querySelector<HTMLElement>("[data-code]");
  if (!code) return;
  void forgetDrafts().catch(() => undefined);
  const row = document.createElement("p");
  row.className = "actions";
  const said = document.createElement("span");
  said.className = "sr-only";
  said.setAttribute("role", "status");
  const copy = button(words["copy"] ?? "", "button", () => {
    void navigator.clipboard.writeText(code.textContent?.replace(/\s/g, "") ?? "").then(() => {
      copy.textContent = said.textContent = words["copied"] ?? "";
    });
  });
  const print = button(words["print"] ?? "", "button plain", () => window.print());
  if (navigator.clipboard) row.append(copy);
  row.append(print, said);
  code.closest("p")?.after(row);
  // The code does not stay in a page that the browser keeps aside.
  addEventListener("pagehide", () => code.replaceChildren());
}
