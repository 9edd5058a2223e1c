/** The file of the picker as it is built (infrastructure/site/places_index.py): names, and the tables they are read by. */
type Letters = Readonly<Record<string, string>>;

export interface NameTables {
  readonly fold: Letters;
  readonly marks: string;
  readonly articles: readonly string[];
  readonly arabic_article: string;
}

export interface SoundTables {
  readonly arabic: Letters;
  readonly tifinagh: Letters;
  readonly latin: Letters;
  readonly heard: Letters;
  readonly x: readonly string[];
  readonly exchanged: Letters;
  readonly shortened: Letters;
  readonly articles: readonly string[];
  readonly glued: string;
  readonly lone_c: string;
  readonly fewest: number;
  readonly unheard: number;
  readonly changed: number;
  readonly never: number;
  readonly close: number;
}

export interface ContextTables {
  readonly nothing: string;
  readonly markets: string;
  readonly mark: string;
  readonly separator: string;
  readonly space: string;
  readonly clitic: string;
  readonly most: number;
}

export interface PlaceFile {
  readonly v: 2;
  readonly names: NameTables;
  readonly sounds: SoundTables;
  readonly context: ContextTables;
  readonly longest: number;
  readonly most: number;
  readonly shortest: number;
  readonly regions: readonly string[];
  readonly provinces: readonly (readonly [french: string, arabic: string, region: number, places: string])[];
  readonly aliases: string;
  readonly no_map: readonly string[];
  readonly areas: string;
}

/** How many signs a text has, as the server counts them. */
export function size(text: string): number {
  let signs = 0;
  for (const _ of text) signs += 1;
  return signs;
}
