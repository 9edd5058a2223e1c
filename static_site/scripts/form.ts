/** The form of a report with scripts: steps, draft, comforts. It works the same without them. */
import { answersOf, fillIn } from "./answers";
import { countSigns, growList, offerDays, offerFingerprint } from "./comforts";
import { forgetDrafts, keepDraft, readDraft } from "./draft";
import { Steps } from "./steps";
import { button, wordsOf, type Words } from "./words";

const QUIET_MS = 600;

async function enhance(form: HTMLFormElement): Promise<void> {
  const words = wordsOf(form);
  for (const story of form.querySelectorAll<HTMLTextAreaElement>("[data-longest]")) countSigns(story, words);
  for (const date of form.querySelectorAll<HTMLElement>("[data-past]")) offerDays(date, words);
  for (const more of form.querySelectorAll<HTMLDetailsElement>("details.more")) growList(more);
  for (const question of form.querySelectorAll<HTMLElement>("[data-type=fingerprint]")) offerFingerprint(question, words);
  for (const question of form.querySelectorAll<HTMLElement>("[data-places]")) offerPlacesLater(question, words);
  const page = form.closest<HTMLElement>(".step");
  const wrong = document.querySelector(".errors");
  const name = form.dataset["form"];
  if (name && crypto.subtle) await watchDraft(form, name, words, !wrong && !document.querySelector(".review"));
  if (page && !wrong) {
    foldAdvice(page);
    new Steps(form, page, words);
  }
  form.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) leaveOut(form, page);
  });
}

/** The place picker and its index are fetched when a place field is first used; without network the field stays a text. */
function offerPlacesLater(question: HTMLElement, words: Words): void {
  const field = question.querySelector<HTMLInputElement>("input");
  const { picker, places } = question.dataset;
  if (!field || !picker || !places) return;
  const load = () => {
    void (import(picker) as Promise<typeof import("./places")>).then(({ offerPlaces }) => offerPlaces(field, places, words), () => undefined);
  };
  field.addEventListener("focus", load);
}

/** What a later answer has hidden is not sent: a name typed before choosing to give none stays on this device. */
function leaveOut(form: HTMLFormElement, page: HTMLElement | null): void {
  const stepping = page?.classList.contains("stepping") ?? false;
  page?.classList.remove("stepping");
  for (const question of form.querySelectorAll<HTMLElement>("[data-when]")) {
    const hidden = question.getClientRects().length === 0;
    for (const field of question.querySelectorAll<HTMLInputElement>("[name]")) field.disabled = hidden;
  }
  page?.classList.toggle("stepping", stepping);
  // Back again from the review: everything can be answered.
  addEventListener("pageshow", () => {
    for (const field of form.querySelectorAll<HTMLInputElement>("[data-when] [name]")) field.disabled = false;
  }, { once: true });
}

/** On a narrow screen the advice is one line above the question, open at a touch; on a wide one it stays beside. */
function foldAdvice(page: HTMLElement): void {
  for (const card of page.querySelectorAll<HTMLElement>(".aid")) {
    const title = card.querySelector("h2");
    if (!title) continue;
    const folded = document.createElement("details");
    folded.className = card.className;
    folded.open = matchMedia("(min-width: 60rem)").matches;
    const summary = document.createElement("summary");
    summary.append(title);
    folded.append(summary, ...card.childNodes);
    card.replaceWith(folded);
  }
}

/** Saves what is typed, and brings back what this tab had kept unless the page already shows answers. */
async function watchDraft(form: HTMLFormElement, name: string, words: Words, restore: boolean): Promise<void> {
  const note = document.createElement("p");
  note.className = "draft quiet";
  note.hidden = true;
  note.append(
    words["draft"] ?? "",
    button(words["erase"] ?? "", "as-link", () => {
      void forgetDrafts();
      form.reset();
      note.hidden = true;
    }),
  );
  form.append(note);
  if (restore) {
    const kept = await readDraft(name).catch(() => undefined);
    if (kept) {
      fillIn(form, kept);
      note.hidden = false;
    }
  }
  let waiting = 0;
  const save = () => {
    clearTimeout(waiting);
    waiting = window.setTimeout(() => {
      keepDraft(name, answersOf(form)).then(
        () => (note.hidden = false),
        () => undefined,
      );
    }, QUIET_MS);
  };
  form.addEventListener("input", save);
  form.addEventListener("change", save);
}

for (const form of document.querySelectorAll<HTMLFormElement>("form.report")) void enhance(form);
