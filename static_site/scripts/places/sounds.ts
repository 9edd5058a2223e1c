/** How a name sounds, whatever the script: the twin of chalicelib/domain/jurisdiction/place_sounds.py. */
import { size, type SoundTables } from "./file";

const VOWEL = /[aiu]/g;
const DOUBLED = /(.)\1+/gu;
const UNSAID = /^(.*..[^aeiouy])e$|^(.*..[ae])h$/u;
// The normal form has folded a final ta marbuta to h, and it is said a.
const TA_MARBUTA = "ه";
const ALIF = "ا";

export class Sounds {
  private readonly latin: RegExp;
  private readonly glued: RegExp;
  private readonly loneC: RegExp;
  private readonly titles: ReadonlyMap<string, string>;

  constructor(private readonly tables: SoundTables) {
    this.latin = new RegExp(Object.keys(tables.latin).sort((one, other) => other.length - one.length).join("|"), "gu");
    this.glued = new RegExp(tables.glued, "u");
    this.loneC = new RegExp(tables.lone_c, "gu");
    this.titles = new Map(Object.entries(tables.shortened));
  }

  /** As it is, without its leading article, without any article, apart or glued. */
  of(words: readonly string[]): Set<string> {
    const strange = words.some((word) => word.includes("x"));
    const spoken = strange ? this.tables.x.map((said) => words.map((word) => word.replace(/x/g, said))) : [words];
    const forms = spoken.flatMap((said) => [said, [...this.bare(said.slice(0, 1)), ...said.slice(1)], this.bare(said)]);
    const sounds = forms.map((form) => single(form.map((word) => this.ofWord(word)).join("")));
    return new Set(sounds.filter(Boolean));
  }

  /** The text with the letters of other alphabets written as French would. */
  heard(text: string): string {
    return translated(text.normalize("NFC").toLowerCase(), this.tables.heard);
  }

  /** The text as an Amazigh writer means a lone c, which is sh; "" where there is none. */
  withAmazighC(text: string): string {
    const small = text.toLowerCase();
    const found = small.replace(this.loneC, "ch");
    return found === small ? "" : found;
  }

  bones(sound: string): string {
    return single(sound.replace(VOWEL, ""));
  }

  coarse(sound: string): string {
    return single(sound.replace(/[a-zA-Z]/g, (letter) => this.tables.exchanged[letter] ?? letter));
  }

  /** Names whose sound is near enough, each with its cost. All must share the bones of `heard`. */
  nearest(heard: string, known: readonly (readonly [string, number])[]): Map<number, number> {
    const found = new Map<number, number>();
    const bones = size(this.bones(heard));
    if (bones < this.tables.fewest) return found;
    const most = bones === this.tables.fewest ? this.tables.changed : 2 * this.tables.changed;
    for (const [sound, number] of known) {
      const cost = this.cost(heard, sound);
      if (cost <= most) found.set(number, Math.min(cost, found.get(number) ?? cost));
    }
    return found;
  }

  /** What separates two sounds of the same bones: a vowel left out costs half of one put in or changed. */
  private cost(heard: string, sound: string): number {
    const { unheard, changed, never } = this.tables;
    const letters = [...sound];
    let above = [0];
    for (const letter of letters) above.push((above[above.length - 1] ?? 0) + (isVowel(letter) ? unheard : never));
    for (const given of heard) {
      const added = isVowel(given) ? changed : never;
      const row = [(above[0] ?? 0) + added];
      letters.forEach((letter, column) => {
        const both = given === letter ? 0 : isVowel(given) && isVowel(letter) ? changed : never;
        const left = isVowel(letter) ? unheard : never;
        row.push(Math.min((above[column] ?? 0) + both, (above[column + 1] ?? 0) + added, (row[column] ?? 0) + left));
      });
      above = row;
    }
    return above[above.length - 1] ?? 0;
  }

  private bare(words: readonly string[]): string[] {
    return words.filter((word) => !this.tables.articles.includes(word)).map((word) => word.replace(this.glued, "") || word);
  }

  private ofWord(word: string): string {
    const { tifinagh, arabic, latin } = this.tables;
    const title = this.titles.get(word);
    if (title) return title;
    const first = word.slice(0, 1);
    if (first >= "ⴰ" && first <= "\u2d7f") return translated(word, tifinagh);
    if (first >= "\u0590") {
      return translated(size(word) > 2 && word.endsWith(TA_MARBUTA) ? `${word.slice(0, -1)}${ALIF}` : word, arabic);
    }
    const spoken = word.replace(UNSAID, "$1$2").replace(/c(?=[eiy])/g, "s").replace(/gu(?=[eiy])/g, "g");
    return spoken.replace(this.latin, (group) => latin[group] ?? "");
  }
}

function translated(word: string, letters: Readonly<Record<string, string>>): string {
  return [...word].map((letter) => letters[letter] ?? letter).join("");
}

function single(sound: string): string {
  return sound.replace(DOUBLED, "$1");
}

function isVowel(letter: string): boolean {
  return letter === "a" || letter === "i" || letter === "u";
}
