/** Where one is: in the fragment, which no server sees and no `Referer` carries. */
export const DESKS = ["prosecution", "queue", "search", "duty", "contests", "openings", "figures", "audit", "help"] as const;
export type DeskName = (typeof DESKS)[number];

export interface Route {
  desk: DeskName;
  caseId: string | null;
}

const CASE_ID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

/** The route of a fragment, or null when it names none. */
export function readRoute(hash: string): Route | null {
  const [desk = "", kind, id] = hash.replace(/^#/, "").split("/");
  if (!(DESKS as readonly string[]).includes(desk)) return null;
  if (kind === undefined) return { desk: desk as DeskName, caseId: null };
  if (kind !== "case" || !id || !CASE_ID.test(id)) return null;
  return { desk: desk as DeskName, caseId: id };
}

export function caseAddress(desk: DeskName, id: string): string {
  return `#${desk}/case/${id}`;
}
