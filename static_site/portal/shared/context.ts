import type { Session } from "../session/session";
import type { Api } from "./api";
import type { Courts } from "./courts";
import type { Me, Role } from "./types";

/** What every desk is given by the shell. */
export interface Context {
  api: Api;
  session: Session;
  me: Me;
  courts: Courts;
  /** Say something aloud and beneath the header: the result of an act, a failure. An empty text takes it back. */
  tell(text: string, kind?: "done" | "failed"): void;
}

export function has(me: Me, ...roles: Role[]): boolean {
  return me.roles.some((role) => roles.includes(role));
}
