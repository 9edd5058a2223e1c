/** The index of places: fetched when it is first needed, filled in small pieces, shared by every field of the page. */
import type { PlaceFile } from "./file";
import { PlaceFinder } from "./find";

const LONGEST_WORK_MS = 12;

let loading: Promise<PlaceFinder> | undefined;

/** The names, from the index at this address. Fails without network; the next call tries again. */
export function finder(address: string): Promise<PlaceFinder> {
  loading ??= fetch(address)
    .then((answer) => answer.json() as Promise<PlaceFile>)
    .then(filled)
    .catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
  return loading;
}

/** The names ready to be looked up. It never keeps the page from the person's fingers for long. */
async function filled(file: PlaceFile): Promise<PlaceFinder> {
  const places = new PlaceFinder(file);
  let begun = performance.now();
  for (const _ of places.fill()) {
    if (performance.now() - begun < LONGEST_WORK_MS) continue;
    await new Promise((resolve) => setTimeout(resolve));
    begun = performance.now();
  }
  return places;
}
