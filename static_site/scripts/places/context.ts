/** A name among other words: the twin of chalicelib/domain/jurisdiction/place_context.py. */
import type { ContextTables } from "./file";
import type { Names } from "./names";

/** A name, what may say where it lies, and whether the name is all there is between two separators. */
export interface Reading {
  readonly name: string;
  readonly hint: string;
  readonly whole: boolean;
}

export class Context {
  private readonly nothing: ReadonlySet<string>;
  private readonly markets: ReadonlySet<string>;
  private readonly mark: RegExp;
  private readonly separator: RegExp;
  private readonly space: RegExp;
  private readonly edges: RegExp;
  private readonly clitic: RegExp;

  constructor(private readonly tables: ContextTables, private readonly names: Names) {
    this.nothing = new Set(tables.nothing.split(" "));
    this.markets = new Set(tables.markets.split(" "));
    this.mark = new RegExp(tables.mark, "u");
    this.separator = new RegExp(tables.separator, "u");
    this.space = new RegExp(`${tables.space}+`, "u");
    this.edges = new RegExp(`^${tables.space}+|${tables.space}+$`, "gu");
    this.clitic = new RegExp(tables.clitic, "u");
  }

  /** What lies between commas or brackets, word for word, each with the rest as its hint; nothing if there are none. */
  apart(text: string): Reading[] {
    const parts = text.split(this.mark).map((part) => this.trimmed(part)).filter(Boolean);
    return parts.length > 1 ? eachWithTheOthers(parts) : [];
  }

  /** What a text may mean, in groups, likeliest first: the parts between separators, then the longest runs of words. */
  *readings(text: string): Generator<Reading[]> {
    const parts = this.parts(text);
    if (!parts.length || this.split(parts.join(" ")).length > this.tables.most) return;
    if (parts.length > 1 || parts[0] !== this.trimmed(text)) {
      yield eachWithTheOthers(parts);
      yield parts.map((name) => ({ name, hint: "", whole: true }));
    }
    for (const part of parts) {
      const words = this.split(part);
      yield* runs(words);
      const bare = words.map((word) => word.replace(this.clitic, ""));
      if (bare.every((word, index) => word === words[index])) continue;
      yield [{ name: bare.join(" "), hint: "", whole: false }];
      yield* runs(bare);
    }
  }

  /** The words that name something, cut in two wherever they can be. */
  halves(text: string): Reading[] {
    const words = this.split(this.parts(text).join(" "));
    const cuts = words.slice(0, this.tables.most).map((_, cut) => cut).slice(1);
    return cuts.map((cut) => ({ name: words.slice(0, cut).join(" "), hint: words.slice(cut).join(" "), whole: false }));
  }

  /** The text without the words before its name that say which market, village or fort it is; "" if it has none. */
  withoutMarket(text: string): string {
    const words = this.split(text.replace(/-/g, " "));
    const first = words.findIndex((word) => !this.markets.has(this.names.key(word)));
    return first > 0 ? words.slice(first).join(" ") : "";
  }

  /** What lies between commas, brackets and the like, without the words that name nothing. */
  parts(text: string): string[] {
    return text.split(this.separator).map((part) => this.said(part)).filter(Boolean);
  }

  private said(part: string): string {
    return this.split(part.replace(/-/g, " ")).filter((word) => !this.nothing.has(this.names.key(word))).join(" ");
  }

  private split(text: string): string[] {
    return text.split(this.space).filter(Boolean);
  }

  private trimmed(text: string): string {
    return text.replace(this.edges, "");
  }
}

function eachWithTheOthers(parts: readonly string[]): Reading[] {
  return parts.map((name, number) => ({ name, hint: parts.filter((_, other) => other !== number).join(", "), whole: true }));
}

/** For each length the words that begin and those that end the text, the other words being their hint. */
function* runs(words: readonly string[]): Generator<Reading[]> {
  for (let length = words.length - 1; length > 0; length -= 1) {
    const cuts = [[words.slice(0, length), words.slice(length)], [words.slice(-length), words.slice(0, -length)]] as const;
    yield cuts.map(([name, hint]) => ({ name: name.join(" "), hint: hint.join(" "), whole: false }));
  }
}
