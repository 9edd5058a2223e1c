import type { Case } from "./types";

/** A refused or failed call: the problem of RFC 9457, or `unreachable` when no answer came. */
export class Problem extends Error {
  constructor(
    readonly slug: string,
    readonly status: number,
    readonly title: string,
    readonly body: Record<string, unknown> = {},
    readonly retryAfter: number | null = null,
  ) {
    super(slug);
  }

  /** The case as it is now, on a `version-conflict`. */
  get current(): Case | null {
    return this.slug === "version-conflict" && this.body["current"] ? (this.body["current"] as Case) : null;
  }

  static async of(answer: Response): Promise<Problem> {
    const body = (await answer.json().catch(() => ({}))) as Record<string, unknown>;
    const type = typeof body["type"] === "string" ? body["type"] : "";
    const title = typeof body["title"] === "string" ? body["title"] : "";
    const wait = Number(answer.headers.get("Retry-After"));
    return new Problem(type.split(":").pop() || "internal", answer.status, title, body, wait > 0 ? wait : null);
  }
}
