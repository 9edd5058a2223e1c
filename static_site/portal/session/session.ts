import type { Config } from "../shared/config";
import { drafts } from "../shared/drafts";
import { type Code, WaitingTab } from "./handover";
import { type Attempt, challenge, newAttempt, objection, readClaims } from "./pkce";

/** `locked` and `expired` keep the page and what was typed; `out` keeps nothing. */
export type SessionState = "out" | "in" | "locked" | "expired";

const ATTEMPT = "e-blagh.portal.attempt";
const RENEW_BEFORE_MS = 60_000;

interface Tokens {
  id: string;
  refresh: string | null;
  until: number;
}

/**
 * Who is signed in. Tokens live in this object alone, never in storage; what crosses the redirect (state, nonce,
 * verifier) lies in the tab's session storage until it comes back. Tells `change` when its state changes.
 */
export class Session extends EventTarget {
  state: SessionState = "out";
  private tokens: Tokens | null = null;
  private lastSub: string | null = null;
  private waiting: WaitingTab | null = null;
  private renewing: Promise<boolean> | null = null;

  constructor(private readonly config: Config) {
    super();
  }

  private get redirect(): string {
    return `${location.origin}/portal/signed-in/`;
  }

  /** Leave for the sign-in page; `back` is the fragment to come back to. */
  async signIn(back: string): Promise<void> {
    const attempt = newAttempt();
    sessionStorage.setItem(ATTEMPT, JSON.stringify({ ...attempt, back }));
    location.assign(await this.address(attempt));
  }

  /** Finish the redirect that this tab began. Returns the fragment to show; throws when the answer is not ours. */
  async comeBack(answer: Code): Promise<string> {
    const kept = JSON.parse(sessionStorage.getItem(ATTEMPT) ?? "null") as (Attempt & { back: string }) | null;
    sessionStorage.removeItem(ATTEMPT);
    if (!kept || kept.state !== answer.state) throw new Error("state");
    await this.exchange(answer.code, kept);
    return kept.back;
  }

  /** Sign in again in another tab, through /logout, and keep this page. Call it from a click. */
  async signInBeside(): Promise<void> {
    // Opened first and empty of any secret: a window opened after an await is blocked as unasked for.
    const attempt = newAttempt();
    window.open(this.logoutAddress(), "_blank", "noopener");
    this.waiting?.close();
    this.waiting = new WaitingTab(await this.address(attempt), (code) => {
      if (code.state !== attempt.state) return false;
      void this.exchange(code.code, attempt).catch(() => this.become("expired"));
      return true;
    });
  }

  /** A token good for another minute, renewed when needed; null when there is none. */
  async token(): Promise<string | null> {
    if (this.tokens && this.tokens.until - Date.now() < RENEW_BEFORE_MS) await this.refresh();
    return this.tokens?.id ?? null;
  }

  /** Renew by the refresh token. False when that is not possible. Concurrent calls share one request. */
  refresh(): Promise<boolean> {
    this.renewing ??= this.renew().finally(() => (this.renewing = null));
    return this.renewing;
  }

  /** The server no longer knows this session. */
  expire(): void {
    if (this.state === "in") this.drop("expired");
  }

  /** Nobody is there, or the person said so: the page is covered, what was typed stays in memory. */
  lock(): void {
    if (this.state === "in") this.drop("locked");
  }

  signOut(): void {
    drafts.clear();
    this.drop("out");
    location.assign(this.logoutAddress());
  }

  private drop(state: SessionState): void {
    const refresh = this.tokens?.refresh;
    this.tokens = null;
    if (refresh) void this.ask("/oauth2/revoke", { token: refresh, client_id: this.config.client_id }, true).catch(() => undefined);
    this.become(state);
  }

  private become(state: SessionState): void {
    this.state = state;
    this.dispatchEvent(new Event("change"));
  }

  private logoutAddress(): string {
    const asked = new URLSearchParams({ client_id: this.config.client_id, logout_uri: `${location.origin}/portal/` });
    return `${this.config.signin_origin}/logout?${asked}`;
  }

  private async address(attempt: Attempt): Promise<string> {
    const asked = new URLSearchParams({
      response_type: "code",
      client_id: this.config.client_id,
      redirect_uri: this.redirect,
      scope: "openid",
      state: attempt.state,
      nonce: attempt.nonce,
      code_challenge: await challenge(attempt.verifier),
      code_challenge_method: "S256",
      prompt: "login",
    });
    return `${this.config.signin_origin}/oauth2/authorize?${asked}`;
  }

  private async exchange(code: string, attempt: Attempt): Promise<void> {
    const given = await this.grant({ grant_type: "authorization_code", code, redirect_uri: this.redirect, code_verifier: attempt.verifier });
    if (!given) throw new Error("exchange");
    const claims = readClaims(given.id_token);
    const wrong = objection(claims, this.config.client_id, attempt.nonce);
    if (wrong) throw new Error(wrong);
    // Another person at the same desk must not find what the first one typed.
    if (this.lastSub !== null && this.lastSub !== claims.sub) drafts.clear();
    this.lastSub = claims.sub;
    this.tokens = { id: given.id_token, refresh: given.refresh_token ?? null, until: claims.exp * 1000 };
    this.waiting?.close();
    this.waiting = null;
    this.become("in");
  }

  private async renew(): Promise<boolean> {
    if (!this.tokens?.refresh) return false;
    const given = await this.grant({ grant_type: "refresh_token", refresh_token: this.tokens.refresh });
    if (!given || !this.tokens) return false;
    this.tokens = {
      id: given.id_token,
      refresh: given.refresh_token ?? this.tokens.refresh,
      until: readClaims(given.id_token).exp * 1000,
    };
    return true;
  }

  private async grant(form: Record<string, string>): Promise<{ id_token: string; refresh_token?: string } | null> {
    try {
      const answer = await this.ask("/oauth2/token", { ...form, client_id: this.config.client_id });
      return answer.ok ? ((await answer.json()) as { id_token: string; refresh_token?: string }) : null;
    } catch {
      return null;
    }
  }

  private ask(path: string, form: Record<string, string>, keepalive = false): Promise<Response> {
    return fetch(`${this.config.signin_origin}${path}`, {
      method: "POST",
      body: new URLSearchParams(form),
      credentials: "omit",
      keepalive,
    });
  }
}
