import type { Session } from "../session/session";
import { texts } from "../texts/texts";
import { Problem } from "./problem";
import type { List } from "./types";

type Query = Record<string, string | number | null | undefined>;

/** The path with what is asked of it; empty values are left out. */
function asked(path: string, query: Query): string {
  const values = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== "") values.set(name, String(value));
  }
  return values.size ? `${path}?${values}` : path;
}

/** The one way to the portal's API: token, language and errors in a single place. */
export class Api {
  constructor(
    private readonly base: string,
    private readonly session: Session,
  ) {}

  get<T>(path: string, query: Query = {}): Promise<T> {
    return this.read<T>("GET", asked(path, query));
  }

  /** A file that the server makes, to be kept by the person. */
  async file(path: string, query: Query = {}): Promise<Blob> {
    return (await this.call("GET", asked(path, query))).blob();
  }

  post<T>(path: string, body: unknown): Promise<T> {
    return this.read<T>("POST", path, JSON.stringify(body));
  }

  /** Every item of a short list, page after page. */
  async all<T>(path: string, query: Query = {}): Promise<T[]> {
    const items: T[] = [];
    let cursor: string | null = null;
    do {
      const page: List<T> = await this.get<List<T>>(path, { ...query, limit: 100, cursor });
      items.push(...page.items);
      cursor = page.cursor;
    } while (cursor);
    return items;
  }

  private async read<T>(method: string, path: string, body?: string): Promise<T> {
    return (await (await this.call(method, path, body)).json()) as T;
  }

  private async call(method: string, path: string, body?: string): Promise<Response> {
    let answer = await this.send(method, path, body);
    // A 401 has changed nothing: one fresh token, one more try, then the person signs in again.
    if (answer.status === 401 && (await this.session.refresh())) answer = await this.send(method, path, body);
    if (answer.status === 401) {
      this.session.expire();
      throw await Problem.of(answer);
    }
    if (!answer.ok) throw await Problem.of(answer);
    return answer;
  }

  private async send(method: string, path: string, body?: string): Promise<Response> {
    const token = await this.session.token();
    const headers: Record<string, string> = { Accept: "application/json, text/csv", "Accept-Language": texts.language };
    if (token) headers["Authorization"] = `Bearer ${token}`;
    if (body !== undefined) headers["Content-Type"] = "application/json";
    try {
      return await fetch(`${this.base}/portal${path}`, {
        method,
        headers,
        cache: "no-store",
        credentials: "omit",
        referrerPolicy: "no-referrer",
        ...(body === undefined ? {} : { body }),
      });
    } catch {
      throw new Problem("unreachable", 0, "");
    }
  }
}
