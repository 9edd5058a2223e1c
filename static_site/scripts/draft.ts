/**
 * A draft of the form, on this device only. It is kept encrypted; its key lives with the tab, so closing the tab makes
 * the draft unreadable. Nothing is written before the first answer.
 */
import { clear, createStore, get, set } from "idb-keyval";

const KEY = "k";
const VECTOR_BYTES = 12;
type Answers = [string, string][];

function store() {
  return createStore("drafts", "drafts");
}

async function key(make: boolean): Promise<CryptoKey | undefined> {
  const kept = sessionStorage.getItem(KEY);
  if (kept) return crypto.subtle.importKey("jwk", JSON.parse(kept) as JsonWebKey, "AES-GCM", true, ["encrypt", "decrypt"]);
  if (!make) return undefined;
  const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, true, ["encrypt", "decrypt"]);
  sessionStorage.setItem(KEY, JSON.stringify(await crypto.subtle.exportKey("jwk", made)));
  return made;
}

export async function keepDraft(name: string, answers: Answers): Promise<void> {
  const secret = await key(true);
  if (!secret) return;
  const iv = crypto.getRandomValues(new Uint8Array(VECTOR_BYTES));
  const plain = new TextEncoder().encode(JSON.stringify(answers));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, secret, plain);
  await set(name, { iv, sealed }, store());
}

export async function readDraft(name: string): Promise<Answers | undefined> {
  const secret = await key(false);
  if (!secret) return undefined;
  const kept = await get<{ iv: Uint8Array<ArrayBuffer>; sealed: ArrayBuffer }>(name, store());
  if (!kept) return undefined;
  const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: kept.iv }, secret, kept.sealed);
  return JSON.parse(new TextDecoder().decode(plain)) as Answers;
}

/** Every draft, and the key first: without it what remains is noise. */
export async function forgetDrafts(): Promise<void> {
  sessionStorage.removeItem(KEY);
  await clear(store());
}
