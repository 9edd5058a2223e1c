/** A place as people write it is a commune, or a question: the twin of PlaceIndex.find, without the countries. */
import type { Reading } from "./context";
import { size } from "./file";
import { PlaceSteps } from "./steps";

type Step = readonly [string, (key: string, words: readonly string[]) => Iterable<number>];
type Kept = ReadonlySet<number> | undefined;

interface Result {
  readonly step: string;
  readonly numbers: readonly number[];
}

export class PlaceFinder extends PlaceSteps {
  private readonly wider: readonly Step[] = [
    ["name", (key, words) => this.byName(key, words)],
    ["alias", (key) => this.called.get(key) ?? []],
    ["article", (_, words) => this.bare.get(this.names.withoutArticle(words)) ?? []],
    ["beginning", (key, words) => this.begun(key, words)],
    ["edit", (key, words) => this.misspelled(key, words)],
  ];
  private readonly exact = this.wider.slice(0, 2);
  private readonly surely: readonly Step[] = [...this.wider.slice(0, 4), ["alike", (_, words) => this.alike(words)]];
  private readonly sounding: Step = ["sound", (_, words) => this.soundingLike(words)];
  private readonly beyond: readonly Step[] = [
    ["within", (key) => this.within.get(key) ?? []],
    this.sounding,
    ["nearly", (key) => this.nearlyCalled(key)],
  ];

  /** Numbers of the places that the words may name, by the first step that finds any. */
  find(text: string): readonly number[] {
    if (size(text) > this.file.longest || this.isOnNoMap(text)) return [];
    const found =
      this.byWords(text, undefined, this.wider) ??
      this.among(this.context.apart(text), this.exact) ??
      this.byWords(this.sounds.heard(text), undefined, this.beyond) ??
      this.byWords(this.context.withoutMarket(text), undefined, [...this.wider.slice(0, 3), this.sounding]) ??
      this.inContext(text) ??
      this.byWords(this.sounds.withAmazighC(this.sounds.heard(text)), undefined, [this.sounding]);
    return found?.numbers ?? [];
  }

  /** Places whose name in either script begins as `text` does: towns first, then the shorter name. */
  beginningWith(text: string): number[] {
    const words = this.names.words(text);
    const starts = [words.join(""), this.names.withoutArticle(words)].filter(Boolean);
    const found = new Map<number, string>();
    for (const table of [this.named, this.bare]) {
      for (const [key, numbers] of table) {
        if (starts.some((start) => key.startsWith(start))) for (const number of numbers) if (!found.has(number)) found.set(number, key);
      }
    }
    const rank = (number: number) => (this.places[number]?.kind === "rural" ? 1 : 0);
    return [...found].sort(([one, its], [other, theirs]) => rank(one) - rank(other) || its.length - theirs.length || one - other).map(([number]) => number);
  }

  /** A town that is on no map of courts: likeness to another name says nothing. */
  private isOnNoMap(text: string): boolean {
    const parts = [text, ...this.context.parts(text)].map((part) => this.names.key(part));
    return parts.some((key) => this.file.no_map.includes(key)) && !parts.some((key) => this.isKnown(key));
  }

  private provinces(hint: string): ReadonlySet<number> {
    const keys = [hint, ...this.context.parts(hint)].map((name) => this.names.key(name));
    for (const key of keys) {
      const area = this.areas.get(key);
      if (area) return area;
    }
    const towns = keys.flatMap((key) => [...(this.named.get(key) ?? []), ...(this.called.get(key) ?? [])]);
    return new Set(towns.map((town) => this.places[town]?.province ?? -1));
  }

  private byWords(text: string, keeps: Kept, steps: readonly Step[]): Result | undefined {
    const words = this.names.words(text);
    const key = words.join("");
    if (!key) return undefined;
    for (const [step, search] of steps) {
      const numbers = [...search(key, words)].filter((number) => !keeps || keeps.has(this.places[number]?.province ?? -1));
      if (numbers.length) return { step, numbers: numbers.length > this.file.most ? [] : numbers.sort((one, other) => one - other) };
    }
    return undefined;
  }

  private inContext(text: string): Result | undefined {
    // "Skhirate Témara" is the name of a province, and of two towns in it.
    const isArea = this.areas.has(this.names.key(this.context.parts(text).join(" ")));
    const towns = isArea ? this.townsOf(this.context.halves(text)) : undefined;
    if (towns) return towns;
    for (const group of this.context.readings(text)) {
      const found = this.among(group, [...this.wider, ...this.beyond]);
      if (found) return found;
    }
    return undefined;
  }

  /** The first reading that stands; two towns that do not lie in each other's area are a question. */
  private among(group: readonly Reading[], steps: readonly Step[]): Result | undefined {
    for (const reading of group) {
      const named = reading.hint ? this.provinces(reading.hint) : undefined;
      const hinted = named?.size ? named : undefined;
      const told = reading.whole || hinted !== undefined;
      const closely = hinted !== undefined && steps === this.exact;
      const by = closely ? this.closely(reading.name) : told ? steps : this.exact;
      const found = this.byWords(reading.name, hinted, by);
      if (found && (told || this.isTown(found))) return this.smaller(reading) ?? (hinted ? undefined : this.besides(reading, found)) ?? found;
    }
    return this.townsOf(group);
  }

  /** What the hint names, where the name is that of the area around it: "Casablanca Anfa". */
  private smaller({ name, hint, whole }: Reading): Result | undefined {
    const around = this.areas.get(this.names.key(name));
    if (!around) return undefined;
    for (const place of this.context.parts(hint)) {
      const by = whole ? this.closely(place) : this.exact;
      const found = this.areas.has(this.names.key(place)) ? undefined : this.byWords(place, around, by);
      if (found) return found;
    }
    return undefined;
  }

  /** The steps for a name that stands beside its area: it may be misspelled, unless it is the very name of one. */
  private closely(name: string): readonly Step[] {
    return this.isKnown(this.names.key(name)) ? this.wider.slice(0, 4) : this.wider;
  }

  private isKnown(key: string): boolean {
    return this.named.has(key) || this.called.has(key);
  }

  private townsOf(group: readonly Reading[]): Result | undefined {
    const found = group.flatMap(({ name, hint, whole }) => {
      const sides = [name, hint].map((side) => this.byWords(side, undefined, this.exact));
      return sides.every((side) => side && (whole || this.isTown(side))) ? sides : [];
    });
    return this.allOf(found);
  }

  /** The town and what stands apart beside it, where that is a place elsewhere: which of them is asked. */
  private besides({ hint, whole }: Reading, town: Result): Result | undefined {
    const parts = whole ? this.context.parts(hint) : [];
    const found = parts.map((part) => this.byWords(part, undefined, this.surely)).filter(Boolean);
    return found.length ? this.allOf([town, ...found]) : undefined;
  }

  private allOf(results: readonly (Result | undefined)[]): Result | undefined {
    const numbers = [...new Set(results.flatMap((result) => result?.numbers ?? []))].sort((one, other) => one - other);
    return numbers.length ? { step: "context", numbers: numbers.length > this.file.most ? [] : numbers } : undefined;
  }

  private isTown({ step, numbers }: Result): boolean {
    return (step === "name" || step === "alias") && numbers.every((number) => this.places[number]?.kind !== "rural");
  }
}
