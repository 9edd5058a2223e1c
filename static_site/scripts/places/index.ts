/** The tables of the names, made from the file when the page first needs them: the twin of place_index.py, in pieces. */
import { Context } from "./context";
import { size, type PlaceFile } from "./file";
import { Names } from "./names";
import { Sounds } from "./sounds";

export type Kind = "district" | "town" | "rural";

export interface Place {
  readonly french: string;
  readonly arabic: string;
  readonly province: number;
  readonly kind: Kind;
}

type Numbers = Map<string, Set<number>>;
type Heard = Map<string, [string, number][]>;

const KINDS: Readonly<Record<string, Kind>> = { "*": "district", "+": "town" };

export class PlaceTables {
  readonly names: Names;
  readonly sounds: Sounds;
  readonly context: Context;
  readonly places: Place[] = [];
  readonly named: Numbers = new Map();
  readonly called: Numbers = new Map();
  readonly bare: Numbers = new Map();
  readonly beginnings: Numbers = new Map();
  readonly within: Numbers = new Map();
  readonly areas: Numbers = new Map();
  readonly districts: [number, Set<string>][] = [];
  readonly heard: Numbers = new Map();
  readonly bones: Heard = new Map();
  readonly coarseBones: Heard = new Map();
  readonly latin: string[] = [];
  readonly others: string[] = [];

  constructor(readonly file: PlaceFile) {
    this.names = new Names(file.names);
    this.sounds = new Sounds(file.sounds);
    this.context = new Context(file.context, this.names);
  }

  /** Fills the tables; it stops after each small piece of work, so that a slow phone can go on with other things. */
  *fill(): Generator<void> {
    const { provinces, regions, aliases, most } = this.file;
    for (const [province, [french, , region, lines]] of provinces.entries()) {
      add(this.areas, this.names.key(french), province);
      add(this.areas, this.names.key(regions[region] ?? ""), province);
      for (const line of lines.split("\n")) {
        this.addPlace(line, province);
        yield;
      }
    }
    for (const [name, number] of pairs(aliases)) {
      this.addAlias(name, number);
      yield;
    }
    this.addAreas();
    for (const [part, numbers] of this.within) if (numbers.size > most) this.within.delete(part);
    const letters = [...new Set([...this.named.keys()].join(""))];
    this.latin.push(...letters.filter((letter) => letter < "\u0100"));
    this.others.push(...letters.filter((letter) => letter >= "\u0100"));
    for (const [sound, numbers] of this.heard) {
      this.addBones(sound, numbers);
      yield;
    }
  }

  private addPlace(line: string, province: number): void {
    const kind = KINDS[line.slice(0, 1)] ?? "rural";
    const [french = "", arabic = ""] = (kind === "rural" ? line : line.slice(1)).split(";");
    const number = this.places.push({ french, arabic, province, kind }) - 1;
    for (const words of [this.names.words(french), this.names.words(arabic)]) {
      add(this.named, words.join(""), number);
      add(this.bare, this.names.withoutArticle(words), number);
      words.forEach((_, start) => {
        if (start) add(this.beginnings, words.slice(0, start).join(""), number);
        for (let end = start + 1; start && end <= words.length; end += 1) {
          const part = words.slice(start, end).join("");
          if (size(part) >= this.file.shortest) add(this.within, part, number);
        }
      });
      for (const sound of this.sounds.of(words)) add(this.heard, sound, number);
      if (kind === "district") this.districts.push([number, new Set(words)]);
    }
  }

  private addAlias(name: string, number: number): void {
    const words = this.names.words(name);
    add(this.called, words.join(""), number);
    for (const sound of this.sounds.of(words)) add(this.heard, sound, number);
  }

  private addAreas(): void {
    const known = [...this.file.provinces.map(([french]) => french), ...this.file.regions];
    for (const [name, number] of pairs(this.file.areas)) {
      for (const province of this.areas.get(this.names.key(known[number] ?? "")) ?? []) add(this.areas, this.names.key(name), province);
    }
  }

  private addBones(sound: string, numbers: ReadonlySet<number>): void {
    for (const [table, heard] of [[this.bones, sound], [this.coarseBones, this.sounds.coarse(sound)]] as const) {
      const bones = this.sounds.bones(heard);
      if (size(bones) < this.file.sounds.fewest) continue;
      const known = table.get(bones) ?? [];
      for (const number of numbers) known.push([heard, number]);
      table.set(bones, known);
    }
  }
}

function add(table: Numbers, key: string, number: number): void {
  const numbers = table.get(key);
  if (numbers) numbers.add(number);
  else table.set(key, new Set([number]));
}

function pairs(lines: string): [string, number][] {
  return lines.split("\n").map((line) => {
    const [name = "", number = ""] = line.split(";");
    return [name, Number(number)];
  });
}
