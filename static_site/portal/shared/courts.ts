import { texts, word } from "../texts/texts";
import type { Court } from "./types";

/** Names of the courts, as the API gives them. */
export class Courts {
  private readonly byId: Map<string, Court>;

  constructor(readonly all: readonly Court[]) {
    this.byId = new Map(all.map((court) => [court.id, court]));
  }

  name(id: string): string {
    if (id === "NATIONAL") return word("court", "NATIONAL");
    const court = this.byId.get(id);
    if (!court) return id;
    return texts.language === "ar" ? court.name_ar : court.name_fr.replaceAll("'", "’");
  }

  /** Short enough for a row: the seat alone, told apart by the kind of court. */
  short(id: string): string {
    return this.name(id)
      .replace(/^(?:Tribunal de première instance|المحكمة الابتدائية)\s*/u, word("court", "first"))
      .replace(/^(?:Cour d['’]appel|محكمة الاستئناف)\s*/u, word("court", "appeal"));
  }
}
