import { readPreference, keepPreference } from "../shared/preferences";

/** Single keys of the portal, in the order of the help page. */
export const KEYS = ["j", "k", "Enter", "x", "/", "f", "a", "r", "n", "t", "Escape", "?"] as const;
export type Key = (typeof KEYS)[number];

export function singleKeysOn(): boolean {
  return readPreference("single-keys") !== "off";
}

export function setSingleKeys(on: boolean): void {
  keepPreference("single-keys", on ? "on" : "off");
}

function inField(event: KeyboardEvent): boolean {
  const place = event.composedPath()[0];
  return place instanceof HTMLElement && (place.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(place.tagName));
}

/**
 * The single key that was meant, or null: never in a field, never with a modifier, never when the person turned
 * them off (WCAG 2.1.4). On a keyboard that writes Arabic the place of the key counts, not its letter.
 */
export function singleKey(event: KeyboardEvent): Key | null {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || inField(event)) return null;
  if (event.key === "Escape") return "Escape";
  if (!singleKeysOn()) return null;
  const latin = /^[\x20-\x7e]$/.test(event.key);
  const byPlace = event.code.startsWith("Key") ? event.code.slice(3).toLowerCase() : event.code === "Slash" ? (event.shiftKey ? "?" : "/") : "";
  const meant = latin ? event.key.toLowerCase() : byPlace;
  return (KEYS as readonly string[]).includes(meant) ? (meant as Key) : null;
}
