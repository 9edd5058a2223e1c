/** One question, or one small group, at a time. The same form: what is hidden is still sent, and one link shows it all. */
import { button, type Words } from "./words";

const SHOWN = "now-shown";

export class Steps {
  private at = 0;
  private readonly groups: HTMLElement[][];
  private readonly bar = document.createElement("div");
  private readonly count = document.createElement("span");
  private readonly progress = document.createElement("progress");
  private readonly next: HTMLButtonElement;
  private readonly back: HTMLButtonElement;

  constructor(private readonly form: HTMLFormElement, private readonly page: HTMLElement, private readonly words: Words) {
    this.groups = grouped(form);
    this.next = button(words["continue"] ?? "", "button", () => this.forward());
    this.back = button(words["back"] ?? "", "button plain", () => this.show(this.at - 1));
    this.progress.max = this.groups.length;
    this.progress.setAttribute("aria-label", words["progress"] ?? "");
    this.count.dir = "ltr";
    this.bar.className = "stepper";
    this.bar.append(this.progress, this.count);
    form.prepend(this.bar);
    const actions = form.querySelector(".actions");
    actions?.prepend(this.next);
    actions?.append(this.back);
    actions?.after(button(words["all"] ?? "", "as-link", () => this.stop()));
    page.classList.add("stepping");
    form.addEventListener("submit", this.onSubmit);
    form.addEventListener("change", forgive);
    this.show(0, false);
  }

  private readonly onSubmit = (event: Event): void => {
    if (this.at < this.groups.length - 1) {
      event.preventDefault();
      this.forward();
    } else if (!this.answered()) event.preventDefault();
  };

  private forward(): void {
    if (this.answered()) this.show(this.at + 1);
  }

  /** Only the few required questions stop a person; the same words as the server's stand beside them. */
  private answered(): boolean {
    const lacking = (this.groups[this.at] ?? []).filter(
      (question) => "required" in question.dataset && isShown(question) && !hasAnswer(question),
    );
    for (const question of this.groups[this.at] ?? []) mark(question, lacking.includes(question), this.words["required"] ?? "");
    lacking[0]?.querySelector<HTMLElement>("input, select, textarea")?.focus();
    return lacking.length === 0;
  }

  show(at: number, focus = true): void {
    this.at = Math.max(0, Math.min(at, this.groups.length - 1));
    this.groups.forEach((group, index) => {
      for (const question of group) question.classList.toggle(SHOWN, index === this.at);
    });
    const current = this.groups[this.at]?.[0];
    for (const part of this.form.querySelectorAll(".part")) part.classList.toggle(SHOWN, part.contains(current ?? null));
    this.progress.value = this.at + 1;
    this.count.textContent = `${this.at + 1} / ${this.groups.length}`;
    this.page.classList.toggle("last-step", this.at === this.groups.length - 1);
    this.back.hidden = this.at === 0;
    this.next.hidden = this.at === this.groups.length - 1;
    if (!focus || !current) return;
    current.tabIndex = -1;
    current.focus({ preventScroll: true });
    this.bar.scrollIntoView({ block: "center" });
  }

  private stop(): void {
    this.page.classList.remove("stepping");
    this.form.removeEventListener("submit", this.onSubmit);
    for (const made of [this.bar, this.next, this.back]) made.remove();
    this.form.querySelector(".as-link")?.remove();
  }
}

/** A question that is always asked, with the dependent ones that follow it. Their number is certain. */
function grouped(form: HTMLFormElement): HTMLElement[][] {
  const groups: HTMLElement[][] = [];
  for (const question of form.querySelectorAll<HTMLElement>(".question")) {
    if ("when" in question.dataset && groups.length) groups[groups.length - 1]?.push(question);
    else groups.push([question]);
  }
  return groups;
}

function isShown(question: HTMLElement): boolean {
  return question.getClientRects().length > 0;
}

function hasAnswer(question: HTMLElement): boolean {
  const fields = question.querySelectorAll<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>("[name]");
  return [...fields].some((each) => (each instanceof HTMLInputElement && /radio|checkbox/.test(each.type) ? each.checked : each.value.trim() !== ""));
}

/** An answer takes the mark of a missing one away at once. */
function forgive(event: Event): void {
  const question = (event.target as Element).closest<HTMLElement>(".question");
  if (question?.querySelector("[data-lacking]") && hasAnswer(question)) mark(question, false, "");
}

function mark(question: HTMLElement, wrong: boolean, text: string): void {
  question.classList.toggle("wrong", wrong);
  question.querySelector("[data-lacking]")?.remove();
  if (!wrong) return;
  const error = document.createElement("p");
  error.className = "error";
  error.dataset["lacking"] = "";
  error.setAttribute("role", "alert");
  error.textContent = text;
  const head = question.querySelector("legend, .label");
  head?.after(error);
}
