/** The steps by which a name is looked up: the twin of chalicelib/domain/jurisdiction/place_steps.py. */
import { size } from "./file";
import { PlaceTables } from "./index";
import { oneEditAway } from "./names";

export class PlaceSteps extends PlaceTables {
  protected byName(key: string, words: readonly string[]): Iterable<number> {
    const numbers = this.named.get(key);
    if (!numbers || [...numbers].some((number) => this.places[number]?.kind !== "district")) return numbers ?? [];
    const joined = this.districts.filter(([, district]) => words.every((word) => district.has(word)));
    return new Set([...joined.map(([number]) => number), ...numbers]);
  }

  protected nearlyCalled(key: string): Iterable<number> {
    if (size(key) <= this.file.shortest) return [];
    return new Set([...this.nearTo(key)].flatMap((other) => [...(this.called.get(other) ?? [])]));
  }

  private nearTo(key: string): Iterable<string> {
    return oneEditAway(key, key.slice(0, 1) < "\u0100" ? this.latin : this.others);
  }

  /** Names one edit away; where other names sound the same, it may be they that are meant. */
  protected misspelled(key: string, words: readonly string[]): Iterable<number> {
    const length = size(key);
    const found = new Set<number>();
    if (length < this.file.shortest - 1) return found;
    for (const other of this.nearTo(key)) {
      if (length < this.file.shortest && size(other) < this.file.shortest) continue;
      if (other !== key) for (const number of this.named.get(other) ?? []) found.add(number);
    }
    return this.orAlike(found, words);
  }

  /** Names that begin so; where whole names sound the same, it may be they that are meant. */
  protected begun(key: string, words: readonly string[]): Iterable<number> {
    return size(key) >= this.file.shortest ? this.orAlike(this.beginnings.get(key) ?? new Set(), words) : [];
  }

  private orAlike(found: ReadonlySet<number>, words: readonly string[]): Iterable<number> {
    const alike = found.size ? this.alike(words) : found;
    return [...alike].some((number) => found.has(number)) ? found : new Set([...found, ...alike]);
  }

  protected alike(words: readonly string[]): Set<number> {
    return new Set([...this.sounds.of(words)].flatMap((sound) => [...(this.heard.get(sound) ?? [])]));
  }

  protected soundingLike(words: readonly string[]): Iterable<number> {
    const alike = this.alike(words);
    if (alike.size) return alike;
    const sounds = [...this.sounds.of(words)];
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
