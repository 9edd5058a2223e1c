import type { AuditEntry } from "../shared/types";

const NO_ENTRY_BEFORE = "0".repeat(64);
const HASHED = ["action", "actor", "at", "chain", "digest", "item", "prev", "role", "seq"] as const;

/** The first entry at which a chain is not what was written. */
export interface ChainFault {
  seq: number;
  why: "sequence" | "content";
}

/**
 * Computes every hash of a chain again, from its first entry: SHA-256(canonical JSON of the entry ‖ hash before it)
 * (architecture, audit). The service's own check, `verify-audit`, does the same and compares with the anchors.
 */
export async function firstFault(entries: readonly AuditEntry[]): Promise<ChainFault | null> {
  let prev = NO_ENTRY_BEFORE;
  for (const [at, entry] of entries.entries()) {
    if (entry.seq !== at + 1) return { seq: entry.seq, why: "sequence" };
    const members: Record<string, string | number | null | undefined> = { ...entry, prev };
    // Entries of before roles were written hold none, and are hashed as they were.
    const names = HASHED.filter((name) => name !== "role" || entry.role);
    const canonical = JSON.stringify(Object.fromEntries(names.map((name) => [name, members[name] ?? ""])));
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(canonical + prev));
    const hash = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    if (hash !== entry.hash) return { seq: entry.seq, why: "content" };
    prev = hash;
  }
  return null;
}
