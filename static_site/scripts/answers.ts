/** The answers of a form as pairs of name and value, and back into the form. */
export type Answers = [string, string][];

export function answersOf(form: HTMLFormElement): Answers {
  const typed: Answers = [];
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && value && !isHidden(form, name)) typed.push([name, value]);
  }
  return typed;
}

export function fillIn(form: HTMLFormElement, answers: Answers): void {
  const left = [...answers];
  for (const field of form.querySelectorAll<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>("[name]")) {
    if (field instanceof HTMLInputElement && field.type === "hidden") continue;
    if (field instanceof HTMLInputElement && /radio|checkbox/.test(field.type)) {
      field.checked = left.some(([name, value]) => name === field.name && value === field.value);
      continue;
    }
    const index = left.findIndex(([name]) => name === field.name);
    const found = left[index];
    if (!found) continue;
    field.value = found[1];
    left.splice(index, 1);
    if (field.closest("details.more")) field.closest("details")?.setAttribute("open", "");
  }
}

function isHidden(form: HTMLFormElement, name: string): boolean {
  const found = form.elements.namedItem(name);
  return found instanceof HTMLInputElement && found.type === "hidden";
}
