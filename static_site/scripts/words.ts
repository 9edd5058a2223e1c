/** Short texts that scripts show; the page carries them in its own language, so a script holds no sentence. */
export type Words = Readonly<Record<string, string>>;

export function wordsOf(element: HTMLElement): Words {
  return JSON.parse(element.dataset['words'] ?? "{}") as Words;
}

/** A button that is not sent with the form. */
export function button(text: string, kind: string, onPress: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = kind;
  made.textContent = text;
  made.addEventListener("click", onPress);
  return made;
}
