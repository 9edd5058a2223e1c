/** Small comforts of the fields: a counter, today and yesterday, more lines, a fingerprint made here. */
import { button, type Words } from "./words";

const COUNT_FROM = 500;
const MOST_LINES = 20;

/** Says how many signs are left, only near the end. */
export function countSigns(story: HTMLTextAreaElement, words: Words): void {
  const longest = Number(story.dataset["longest"]);
  const left = document.createElement("p");
  left.className = "hint";
  left.setAttribute("aria-live", "polite");
  story.after(left);
  story.addEventListener("input", () => {
    const room = longest - story.value.length;
    left.textContent = room > COUNT_FROM ? "" : `${words["left"] ?? ""} ${room}`;
  });
}

/** Two buttons beside a date that is past. */
export function offerDays(date: HTMLElement, words: Words): void {
  for (const [text, daysAgo] of [[words["today"], 0], [words["yesterday"], 1]] as const) {
    date.append(button(text ?? "", "button plain small", () => {
      const day = new Date();
      day.setDate(day.getDate() - daysAgo);
      const parts = { day: day.getDate(), month: day.getMonth() + 1, year: day.getFullYear() };
      for (const [part, value] of Object.entries(parts)) {
        const field = date.querySelector<HTMLInputElement>(`[name$=".${part}"]`);
        if (field) field.value = String(value);
      }
      date.dispatchEvent(new Event("change", { bubbles: true }));
    }));
  }
}

/** A new empty line appears when the last one is used. */
export function growList(more: HTMLDetailsElement): void {
  more.addEventListener("input", () => {
    const lines = more.querySelectorAll<HTMLInputElement>("input");
    const last = lines[lines.length - 1];
    if (!last?.value || lines.length + 1 >= MOST_LINES) return;
    const line = last.cloneNode() as HTMLInputElement;
    line.value = "";
    line.setAttribute("aria-label", (last.getAttribute("aria-label") ?? "").replace(/\d+$/, String(lines.length + 2)));
    last.after(line);
  });
}

/** The SHA-256 of a file, worked out on this device: only the number is written in the field, the file goes nowhere. */
export function offerFingerprint(question: HTMLElement, words: Words): void {
  const line = question.querySelector<HTMLInputElement>("input[type=text]");
  if (!line || !crypto.subtle) return;
  const label = document.createElement("label");
  label.className = "button plain pick";
  label.textContent = words["fingerprint"] ?? "";
  const file = document.createElement("input");
  file.type = "file";
  file.className = "sr-only";
  label.append(file);
  file.addEventListener("change", async () => {
    const chosen = file.files?.[0];
    if (!chosen) return;
    const digest = await crypto.subtle.digest("SHA-256", await chosen.arrayBuffer());
    const free = [...question.querySelectorAll<HTMLInputElement>("input[type=text]")].find((each) => !each.value) ?? line;
    free.value = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    free.closest("details")?.setAttribute("open", "");
    file.value = "";
    free.dispatchEvent(new Event("change", { bubbles: true }));
  });
  line.after(label);
}
