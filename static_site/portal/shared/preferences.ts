/** Two habits of the person on this machine; nothing about a case. A browser that refuses storage forgets them. */
const PREFIX = "e-blagh.portal.";

export function readPreference(name: "language" | "single-keys"): string | null {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

export function keepPreference(name: "language" | "single-keys", value: string): void {
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // Kept for this page only.
  }
}
