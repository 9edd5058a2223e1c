import { ADDRESSES } from "../shared/defang";

export interface Segment {
  text: string;
  /** Part of the words that decided the diagnosis. */
  lit: boolean;
  /** Inside an address, to be drawn unusable. */
  address: boolean;
}

type Range = [from: number, to: number];

function occurrences(text: string, words: string): Range[] {
  const found: Range[] = [];
  if (!words) return found;
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + words.length)) found.push([at, at + words.length]);
  return found;
}

/** Overlapping and touching ranges become one: a highlight is never cut in its middle. */
function joined(ranges: readonly Range[]): Range[] {
  const sorted = [...ranges].sort(([a], [b]) => a - b);
  const found: Range[] = [];
  for (const [from, to] of sorted) {
    const last = found[found.length - 1];
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else found.push([from, to]);
  }
  return found;
}

function within(ranges: readonly Range[], from: number, to: number): boolean {
  return ranges.some(([start, end]) => start <= from && to <= end);
}

/** The text cut where a highlight or an address begins or ends; joined again, the pieces give the text. */
export function segments(text: string, evidences: readonly string[]): Segment[] {
  const lit = joined([...new Set(evidences)].flatMap((words) => occurrences(text, words)));
  const addresses = [...text.matchAll(ADDRESSES)].map((match): Range => [match.index, match.index + match[0].length]);
  const cuts = [...new Set([0, text.length, ...lit.flat(), ...addresses.flat()])].sort((a, b) => a - b);
  const found: Segment[] = [];
  for (let at = 0; at + 1 < cuts.length; at += 1) {
    const from = cuts[at] ?? 0;
    const to = cuts[at + 1] ?? from;
    found.push({ text: text.slice(from, to), lit: within(lit, from, to), address: within(addresses, from, to) });
  }
  return found;
}
