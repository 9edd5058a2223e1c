/** A name among other words: the twin of chalicelib/domain/jurisdiction/place_context.py. */
import type { ContextTables } from "./file";

/** A name, what may say where it lies, and whether the name is all there is between two separators. */
export type Reading = readonly [name: string, hint: string, whole: boolean];

const PUNCTUATION = /^[.'’"]+|[.'’"]+$/g;

export class Context {
  private readonly nothing: ReadonlySet<string>;
  private readonly separator: RegExp;
  private readonly space: RegExp;
  private readonly edges: RegExp;
  private readonly clitic: RegExp;

  constructor(private readonly tables: ContextTables) {
    this.nothing = new Set(tables.nothing.split(" "));
    this.separator = new RegExp(tables.separator, "u");
    this.space = new RegExp(`${tables.space}+`, "u");
    this.edges = new RegExp(`^${tables.space}+|${tables.space}+$`, "gu");
    this.clitic = new RegExp(tables.clitic, "u");
  }

  /** What a text may mean, likeliest first: each part between separators, then the longest runs of words. */
  *readings(text: string): Generator<Reading> {
    const parts = this.parts(text);
    if (!parts.length || this.split(parts.join(" ")).length > this.tables.most) return;
    if (parts.length > 1 || parts[0] !== text.replace(this.edges, "")) {
      for (const [number, part] of parts.entries()) yield [part, parts.filter((_, other) => other !== number).join(" "), true];
      for (const part of parts) yield [part, "", true];
    }
    for (const part of parts) for (const [name, hint] of this.runs(this.split(part))) yield [name, hint, false];
  }

  /** What lies between commas, brackets and the like, without the words that name nothing. */
  parts(text: string): string[] {
    return text.split(this.separator).map((part) => this.said(part)).filter(Boolean);
  }

  private *runs(words: readonly string[]): Generator<readonly [string, string]> {
    for (let length = words.length - 1; length > 0; length -= 1) {
      yield [words.slice(0, length).join(" "), words.slice(length).join(" ")];
      yield [words.slice(-length).join(" "), words.slice(0, -length).join(" ")];
    }
    const bare = words.map((word) => word.replace(this.clitic, ""));
    if (bare.some((word, index) => word !== words[index])) yield [bare.join(" "), ""];
  }

  private said(part: string): string {
    return this.split(part).filter((word) => !this.nothing.has(word.replace(PUNCTUATION, "").toLowerCase())).join(" ");
  }

  private split(text: string): string[] {
    return text.split(this.space).filter(Boolean);
  }
}
