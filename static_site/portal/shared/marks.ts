/** Signs that are invisible or that turn the reading direction: kept as evidence, drawn as words. */
const NAMES: Record<number, string> = {
  0x00ad: "SHY", 0x061c: "ALM", 0x200b: "ZWSP", 0x200c: "ZWNJ", 0x200d: "ZWJ", 0x200e: "LRM", 0x200f: "RLM",
  0x202a: "LRE", 0x202b: "RLE", 0x202c: "PDF", 0x202d: "LRO", 0x202e: "RLO",
  0x2066: "LRI", 0x2067: "RLI", 0x2068: "FSI", 0x2069: "PDI", 0xfeff: "BOM",
};

// The joiners are ordinary in Arabic and in emoji; between Latin letters or figures they only hide something.
const HIDDEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]|(?<=[A-Za-z0-9])[\u200c\u200d]/g;

export interface Piece {
  text: string;
  /** Name of a sign that is drawn, instead of text. */
  mark: string | null;
}

/** The text cut at its hidden signs, in order; the pieces joined again give the text. */
export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(HIDDEN)) {
    if (match.index > from) found.push({ text: text.slice(from, match.index), mark: null });
    const code = match[0].codePointAt(0) ?? 0;
    found.push({ text: match[0], mark: NAMES[code] ?? `U+${code.toString(16).toUpperCase().padStart(4, "0")}` });
    from = match.index + match[0].length;
  }
  if (from < text.length) found.push({ text: text.slice(from), mark: null });
  return found;
}
