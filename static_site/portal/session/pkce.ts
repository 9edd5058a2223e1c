/** Proof Key for Code Exchange (RFC 7636) and the checks of what comes back. */

export interface Attempt {
  state: string;
  nonce: string;
  verifier: string;
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function chance(): string {
  return base64url(crypto.getRandomValues(new Uint8Array(32)));
}

export function newAttempt(): Attempt {
  return { state: chance(), nonce: chance(), verifier: chance() };
}

/** The S256 challenge of a verifier. */
export async function challenge(verifier: string): Promise<string> {
  return base64url(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier))));
}

export interface Claims {
  sub: string;
  aud: string;
  exp: number;
  token_use: string;
  nonce?: string;
}

/** The claims of a token. The signature is the server's business: this page only ever shows what the server answers. */
export function readClaims(token: string): Claims {
  const middle = token.split(".")[1] ?? "";
  const bytes = Uint8Array.from(atob(middle.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes)) as Claims;
}

/** Why a fresh id token must not be used, or null. */
export function objection(claims: Claims, clientId: string, nonce: string): string | null {
  if (claims.token_use !== "id") return "token_use";
  if (claims.aud !== clientId) return "aud";
  if (claims.nonce !== nonce) return "nonce";
  if (claims.exp * 1000 <= Date.now()) return "exp";
  return null;
}
