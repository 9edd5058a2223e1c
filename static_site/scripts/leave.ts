/** The quick exit: the page goes blank at once, drafts are wiped, and the neutral page replaces this one. */
import { forgetDrafts } from "./draft";

const PRESSES = 3;
const WITHIN_MS = 5000;
const WIPE_MS = 250;

export function leave(): void {
  document.title = "\u00a0";
  document.body.replaceChildren();
  // Leaving never waits long for storage.
  const late = new Promise((resolve) => setTimeout(resolve, WIPE_MS));
  void Promise.race([forgetDrafts().catch(() => undefined), late]).then(() => location.replace("/leave"));
}

export function watchLeave(): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a[href="/leave"]')) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      leave();
    });
  }
  let presses: number[] = [];
  document.addEventListener("keyup", (event) => {
    if (event.key !== "Shift") {
      presses = [];
      return;
    }
    presses = [...presses, event.timeStamp].filter((at) => event.timeStamp - at < WITHIN_MS);
    if (presses.length >= PRESSES) leave();
  });
}
