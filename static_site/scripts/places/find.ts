/** A place as people write it is a commune, or a question: the twin of PlaceIndex.find, without the countries. */
import type { Reading } from "./context";
import { size } from "./file";
import { PlaceTables } from "./index";
import { oneEditAway } from "./names";

type Step = readonly [string, (key: string, words: readonly string[]) => Iterable<number>];
type Kept = ReadonlySet<number> | undefined;

interface Result {
  readonly step: string;
  readonly numbers: readonly number[];
}

export class PlaceFinder extends PlaceTables {
  private readonly wider: readonly Step[] = [
    ["name", (key, words) => this.byName(key, words)],
    ["alias", (key) => this.called.get(key) ?? []],
    ["article", (_, words) => this.bare.get(this.names.withoutArticle(words)) ?? []],
    ["beginning", (key) => (size(key) >= this.file.shortest ? (this.beginnings.get(key) ?? []) : [])],
    ["edit", (key) => this.misspelled(key)],
  ];
  private readonly exact = this.wider.slice(0, 2);
  private readonly sounding: Step = ["sound", (_, words) => this.soundingLike(words)];
  private readonly beyond: readonly Step[] = [
    ["within", (key) => this.within.get(key) ?? []],
    this.sounding,
    ["nearly", (key) => this.nearlyCalled(key)],
  ];

  /** Numbers of the places that the words may name, by the first step that finds any. */
  find(text: string): readonly number[] {
    if (size(text) > this.file.longest) return [];
    const found =
      this.byWords(text, undefined, this.wider) ??
      this.among(this.context.apart(text), this.exact) ??
      this.byWords(this.sounds.heard(text), undefined, this.beyond) ??
      this.byWords(this.context.withoutMarket(text), undefined, [...this.wider.slice(0, 3), this.sounding]) ??
      this.inContext(text);
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
    for (const group of this.context.readings(text)) {
      const found = this.among(group, [...this.wider, ...this.beyond]);
      if (found) return found;
    }
    return undefined;
  }

  /** The first reading that stands; a district beside its town is the place meant. Two towns are a question. */
  private among(group: readonly Reading[], steps: readonly Step[]): Result | undefined {
    let first: Result | undefined;
    for (const { name, hint, whole } of group) {
      const named = hint ? this.provinces(hint) : undefined;
      const hinted = named?.size ? named : undefined;
      const told = whole || hinted !== undefined;
      const found = this.byWords(name, hinted, told ? steps : this.exact);
      if (!found || !(told || this.isTown(found))) continue;
      if (hinted && found.numbers.length && found.numbers.every((number) => this.places[number]?.kind === "district")) return found;
      first ??= found;
    }
    return first ?? this.townsOf(group);
  }

  private townsOf(group: readonly Reading[]): Result | undefined {
    const found = new Set<number>();
    for (const { name, hint } of group) {
      const sides = [name, hint].map((side) => this.byWords(side, undefined, this.exact));
      if (sides.every((side) => side && this.isTown(side))) for (const side of sides) side?.numbers.forEach((number) => found.add(number));
    }
    const numbers = [...found].sort((one, other) => one - other);
    return numbers.length ? { step: "context", numbers: numbers.length > this.file.most ? [] : numbers } : undefined;
  }

  private isTown({ step, numbers }: Result): boolean {
    return (step === "name" || step === "alias") && numbers.every((number) => this.places[number]?.kind !== "rural");
  }

  private byName(key: string, words: readonly string[]): Iterable<number> {
    const numbers = this.named.get(key);
    if (!numbers || [...numbers].some((number) => this.places[number]?.kind !== "district")) return numbers ?? [];
    const joined = this.districts.filter(([, district]) => words.every((word) => district.has(word)));
    return new Set([...joined.map(([number]) => number), ...numbers]);
  }

  private nearlyCalled(key: string): Iterable<number> {
    if (size(key) <= this.file.shortest) return [];
    return new Set([...this.nearTo(key)].flatMap((other) => [...(this.called.get(other) ?? [])]));
  }

  private nearTo(key: string): Iterable<string> {
    return oneEditAway(key, key.slice(0, 1) < "\u0100" ? this.latin : this.others);
  }

  private misspelled(key: string): Iterable<number> {
    const length = size(key);
    const found = new Set<number>();
    if (length < this.file.shortest - 1) return found;
    for (const other of this.nearTo(key)) {
      if (length < this.file.shortest && size(other) < this.file.shortest) continue;
      if (other !== key) for (const number of this.named.get(other) ?? []) found.add(number);
    }
    return found;
  }

  private soundingLike(words: readonly string[]): Iterable<number> {
    const sounds = [...this.sounds.of(words)];
    const alike = new Set(sounds.flatMap((sound) => [...(this.heard.get(sound) ?? [])]));
    if (alike.size) return alike;
    const near = this.nearest(sounds, this.bones);
    return near.length ? near : this.nearest(sounds.map((sound) => this.sounds.coarse(sound)), this.coarseBones);
  }

  private nearest(sounds: readonly string[], table: PlaceTables["bones"]): number[] {
    const costs = new Map<number, number>();
    for (const heard of sounds) {
      for (const [number, cost] of this.sounds.nearest(heard, table.get(this.sounds.bones(heard)) ?? [])) {
        costs.set(number, Math.min(cost, costs.get(number) ?? cost));
      }
    }
    const best = Math.min(...costs.values());
    return [...costs].filter(([, cost]) => cost <= best + this.file.sounds.close).map(([number]) => number);
  }
}
