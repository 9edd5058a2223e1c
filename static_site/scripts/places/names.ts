/** The normal form of place names: the twin of chalicelib/domain/jurisdiction/place_names.py, by the same tables. */
import type { NameTables } from "./file";

const WORD = /[\p{L}\p{N}_]+/gu;

export class Names {
  private readonly marks: RegExp;
  private readonly folded: RegExp;

  constructor(private readonly tables: NameTables) {
    this.marks = new RegExp(`[${tables.marks}]`, "gu");
    this.folded = new RegExp(`[${Object.keys(tables.fold).join("")}]`, "gu");
  }

  /** The words of a name, folded. */
  words(text: string): string[] {
    const plain = text.normalize("NFKD").replace(this.marks, "").toLowerCase();
    return plain.replace(this.folded, (letter) => this.tables.fold[letter] ?? "").match(WORD) ?? [];
  }

  /** The normal form: the folded words without what parts them. */
  key(text: string): string {
    return this.words(text).join("");
  }

  withoutArticle(words: readonly string[]): string {
    const [first, ...rest] = words;
    if (first === undefined) return "";
    if (rest.length && this.tables.articles.includes(first)) return rest.join("");
    const article = this.tables.arabic_article;
    const bare = first.startsWith(article) && first.length > article.length ? first.slice(article.length) : first;
    return bare + rest.join("");
  }
}

/** Every text one insertion, deletion, substitution or swap of neighbours away from `key`. */
export function* oneEditAway(key: string, alphabet: readonly string[]): Generator<string> {
  const signs = [...key];
  for (let cut = 0; cut <= signs.length; cut += 1) {
    const left = signs.slice(0, cut).join("");
    const [first = "", second, ...rest] = signs.slice(cut);
    const right = signs.slice(cut).join("");
    const after = signs.slice(cut + 1).join("");
    if (right) yield left + after;
    if (second !== undefined) yield left + second + first + rest.join("");
    for (const letter of alphabet) {
      if (right) yield left + letter + after;
      yield left + letter + right;
    }
  }
}
