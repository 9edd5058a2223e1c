/**
 * A list of places under a text field: ARIA 1.2 combobox with a listbox. It only offers; what is typed stays as typed.
 * Choosing writes the name, with the province where namesakes need it: what the server reads as exactly that place.
 */
import type { PlaceFinder } from "./find";
import { finder } from "./load";
import type { Words } from "../words";

const MOST_ROWS = 5;
const SHORTEST_TYPED = 2;
const QUIET_MS = 60;

/** Turns a place's text field into a combobox. Without the index (no network) it stays as it was. */
export async function offerPlaces(field: HTMLInputElement, address: string, words: Words): Promise<void> {
  if (field.getAttribute("role") === "combobox") return;
  const places = await finder(address).catch(() => undefined);
  if (places && field.getAttribute("role") !== "combobox") new Picker(field, places, words);
}

class Picker {
  private readonly list = document.createElement("ul");
  private readonly said = document.createElement("p");
  private readonly arabic = document.documentElement.lang === "ar";
  private rows: HTMLLIElement[] = [];
  private at = -1;
  private waiting = 0;

  constructor(private readonly field: HTMLInputElement, private readonly places: PlaceFinder, private readonly words: Words) {
    this.list.id = `${field.id}-places`;
    this.list.className = "places";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", words["places"] ?? "");
    this.list.hidden = true;
    this.said.className = "sr-only";
    this.said.setAttribute("role", "status");
    const box = document.createElement("div");
    box.className = "place-list";
    box.append(this.list, this.said);
    field.after(box);
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", this.list.id);
    field.setAttribute("aria-expanded", "false");
    field.addEventListener("input", () => this.offerSoon());
    field.addEventListener("keydown", (event) => this.onKey(event));
    field.addEventListener("blur", () => this.close());
    // The index arrives after the first letters on a slow network.
    if (document.activeElement === field) this.offer();
  }

  private offerSoon(): void {
    clearTimeout(this.waiting);
    this.waiting = window.setTimeout(() => this.offer(), QUIET_MS);
  }

  private offer(): void {
    this.stopWaiting();
    const typed = this.field.value.trim();
    if (typed.length < SHORTEST_TYPED) return this.close();
    // What the server would read comes first, then what the person may be about to write.
    const numbers = [...new Set([...this.places.find(typed), ...this.places.beginningWith(typed)])].slice(0, MOST_ROWS);
    this.rows = numbers.map((number, index) => this.row(number, index));
    this.list.replaceChildren(...this.rows);
    this.move(-1);
    this.open(this.rows.length > 0);
    this.said.textContent = this.count();
  }

  private row(number: number, index: number): HTMLLIElement {
    const row = document.createElement("li");
    row.id = `${this.list.id}-${index}`;
    row.setAttribute("role", "option");
    row.setAttribute("aria-selected", "false");
    const { french, arabic, province } = this.places.places[number] ?? { french: "", arabic: "", province: -1 };
    const [frenchProvince = "", arabicProvince = ""] = this.places.file.provinces[province] ?? [];
    const [name, other, around] = this.arabic ? [arabic, french, arabicProvince] : [french, arabic, frenchProvince];
    const [language, others] = this.arabic ? ["ar", "fr"] : ["fr", "ar"];
    row.append(textIn("strong", name, language), " ", textIn("span", other, others), " ", textIn("small", around, language));
    row.dataset["value"] = this.isAlone(name, number) ? name : `${name}${this.arabic ? "، " : ", "}${around}`;
    // The field keeps the focus: a press on a row must not blur it first.
    row.addEventListener("pointerdown", (event) => event.preventDefault());
    row.addEventListener("click", () => this.choose(row));
    return row;
  }

  private isAlone(name: string, number: number): boolean {
    const [only, ...others] = this.places.find(name);
    return only === number && !others.length;
  }

  private onKey(event: KeyboardEvent): void {
    const last = this.rows.length - 1;
    // What was typed last is looked up before a row is chosen.
    if (/^Arrow(?:Down|Up)$/.test(event.key) && (this.waiting || this.list.hidden)) this.offer();
    if (this.list.hidden) return;
    if (event.key === "ArrowDown") this.move(this.at < last ? this.at + 1 : 0);
    else if (event.key === "ArrowUp") this.move(this.at > 0 ? this.at - 1 : last);
    else if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && this.rows[this.at]) this.choose(this.rows[this.at]);
    else return;
    event.preventDefault();
  }

  private move(at: number): void {
    this.at = at;
    this.rows.forEach((row, index) => row.setAttribute("aria-selected", String(index === at)));
    const row = this.rows[at];
    if (row) this.field.setAttribute("aria-activedescendant", row.id);
    else this.field.removeAttribute("aria-activedescendant");
    row?.scrollIntoView({ block: "nearest" });
  }

  private choose(row: HTMLLIElement | undefined): void {
    this.field.value = row?.dataset["value"] ?? this.field.value;
    this.field.dispatchEvent(new Event("change", { bubbles: true }));
    this.close();
    this.said.textContent = this.field.value;
  }

  private stopWaiting(): void {
    clearTimeout(this.waiting);
    this.waiting = 0;
  }

  private close(): void {
    this.stopWaiting();
    this.move(-1);
    this.open(false);
    this.said.textContent = "";
  }

  private open(open: boolean): void {
    const opening = open && this.list.hidden;
    this.list.hidden = !open;
    this.field.setAttribute("aria-expanded", String(open));
    if (opening) this.list.scrollIntoView({ block: "nearest" });
  }

  private count(): string {
    const few = this.rows.length;
    return few ? `${this.words["places found"] ?? ""} ${few}` : (this.words["no place"] ?? "");
  }
}

function textIn(element: "strong" | "span" | "small", text: string, language: string): HTMLElement {
  const made = document.createElement(element);
  made.lang = language;
  made.dir = "auto";
  made.textContent = text;
  return made;
}
