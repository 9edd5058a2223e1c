/** The page that checks a proof: here, with the site's published key, and nothing is sent. */
import { wordsOf, type Words } from "./words";

const KEYS = "/.well-known/receipt-keys.json";
const CURVE = { name: "ECDSA", namedCurve: "P-256" };

interface PublishedKey {
  kid: string;
  kty: string;
  crv: string;
  x: string;
  y: string;
}

interface Claims {
  iss: string;
  iat: number;
  jti: string;
}

type Verdict = { word: "genuine" | "elsewhere"; claims: Claims } | { word: "changed" | "unreadable" | "unreachable" };

function bytes(part: string): Uint8Array<ArrayBuffer> {
  const text = atob(part.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(text, (sign) => sign.charCodeAt(0));
}

function members(part: string): Record<string, unknown> {
  return JSON.parse(new TextDecoder().decode(bytes(part))) as Record<string, unknown>;
}

/** What the text is worth. Only ES256 counts, whatever its header asks for. */
async function verdict(jws: string): Promise<Verdict> {
  const [header, claims, signature, more] = jws.replace(/\s/g, "").split(".");
  if (!header || !claims || !signature || more !== undefined) return { word: "unreadable" };
  let said: Record<string, unknown>;
  let head: Record<string, unknown>;
  let sign: Uint8Array<ArrayBuffer>;
  try {
    [head, said, sign] = [members(header), members(claims), bytes(signature)];
  } catch {
    return { word: "unreadable" };
  }
  const { iss, iat, jti } = said;
  if (typeof iss !== "string" || typeof iat !== "number" || typeof jti !== "string") return { word: "unreadable" };
  if (iss !== location.origin) return { word: "elsewhere", claims: { iss, iat, jti } };
  let published: PublishedKey[];
  try {
    const answer = await fetch(KEYS, { credentials: "omit", referrerPolicy: "no-referrer" });
    published = ((await answer.json()) as { keys: PublishedKey[] }).keys;
  } catch {
    return { word: "unreachable" };
  }
  const known = published.find(({ kid }) => kid === head["kid"]);
  if (!known || head["alg"] !== "ES256") return { word: "changed" };
  const { kty, crv, x, y } = known;
  const key = await crypto.subtle.importKey("jwk", { kty, crv, x, y }, CURVE, false, ["verify"]);
  const text = new TextEncoder().encode(`${header}.${claims}`);
  const genuine = await crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, sign, text);
  return genuine ? { word: "genuine", claims: { iss, iat, jti } } : { word: "changed" };
}

function minute(seconds: number): string {
  const how: Intl.DateTimeFormatOptions = { dateStyle: "long", timeStyle: "short", timeZone: "Africa/Casablanca" };
  const locale = document.documentElement.lang === "ar" ? "ar-MA" : document.documentElement.lang;
  return new Intl.DateTimeFormat(locale, how).format(new Date(seconds * 1000));
}

function show(place: HTMLElement, found: Verdict, words: Words): void {
  const box = document.createElement("div");
  box.className = `notice ${found.word === "genuine" ? "ok" : "bad"}`;
  const line = document.createElement("p");
  box.append(line);
  line.textContent = words[found.word] ?? "";
  if ("claims" in found) {
    const told = document.createElement("strong");
    told.textContent = found.word === "genuine" ? minute(found.claims.iat) : found.claims.iss;
    told.dir = found.word === "genuine" ? "auto" : "ltr";
    line.append(" ", told);
  }
  place.replaceChildren(box);
}

const form = document.querySelector<HTMLFormElement>(".check-proof");
if (form && typeof crypto !== "undefined" && crypto.subtle) {
  const words = wordsOf(form);
  const field = form.querySelector<HTMLTextAreaElement>("textarea");
  const place = form.querySelector<HTMLElement>(".verdict");
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (field && place) void verdict(field.value).then((found) => show(place, found, words));
  });
}
