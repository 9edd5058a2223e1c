import type { Case, Me, Refusal, Role } from "../shared/types";
import { say, word } from "../texts/texts";
import { DOCUMENTS, type DocumentName } from "./documents";

const BEFORE_REFERRAL = new Set(["received", "triage", "seriousness_check", "leave_asked", "leave_given", "leave_refused"]);

export type ActName = "take" | "assign" | "state" | "refer" | "court" | "correct" | "link" | "reporter" | "unseal" | DocumentName;

/** The documents that open or shut the gate of an anonymous report: offered at the gate itself. */
const AT_THE_GATE: readonly ActName[] = ["ask_seriousness", "ask_leave", "give_leave", "refuse_leave"];

/** The caller's roles that count on this case: of its court, and of the national desk until it is referred. */
export function rolesOn(kase: Case, me: Me): Set<Role> {
  const national = kase.court === "NATIONAL" || BEFORE_REFERRAL.has(kase.state);
  return new Set(me.rights.filter(({ court }) => court === kase.court || (national && court === "NATIONAL")).map(({ role }) => role));
}

/** The assignee, or a supervisor of that court. */
export function inCharge(kase: Case, me: Me): boolean {
  const supervisor = me.rights.some(({ role, court }) => role === "supervisor" && court === kase.court);
  return supervisor || (kase.assignee === me.sub && rolesOn(kase, me).size > 0);
}

/** An anonymous report without a recorded leave: no act of inquiry, no referral. */
export function gated(kase: Case): boolean {
  return kase.identity.mode === "anonymous" && kase.leave?.state !== "given";
}

/** Whether the server, asked with the case, would let this officer make a step. */
function possible(kase: Case, step: string): boolean {
  return kase.steps.some((one) => one.step === step && one.possible);
}

/** The states that a person may choose now; every other step is made by a document. */
export function nextStates(kase: Case): string[] {
  return ["triage", "in_inquiry"].filter((state) => possible(kase, `state:${state}`));
}

/** Which acts to offer: the steps as the case's answer gives them, and what is no step of the case's path. */
export function available(kase: Case, me: Me): ActName[] {
  const roles = rolesOn(kase, me);
  const any = (...wanted: Role[]): boolean => wanted.some((role) => roles.has(role));
  const acts: ActName[] = [];
  const open = kase.state !== "closed";
  if (open && any("analyst", "investigator", "supervisor") && kase.assignee !== me.sub) acts.push("take");
  if (possible(kase, "refer")) acts.push("refer");
  if (nextStates(kase).length > 0) acts.push("state");
  if (possible(kase, "court")) acts.push("court");
  if (open && roles.has("supervisor")) acts.push("assign");
  if (open && any("analyst", "investigator", "supervisor")) acts.push("correct", "link");
  acts.push(...DOCUMENTS.filter((name) => possible(kase, name)));
  const sealed = kase.identity.mode === "named" && kase.identity.fields.length > 0 && !kase.identity.erased;
  if (inCharge(kase, me) && (sealed || kase.sealed_answers.length > 0)) acts.push("reporter");
  if (mayAskOpening(kase, me)) acts.push("unseal");
  return acts;
}

/** Steps that one rule refuses alike. */
export interface Refused {
  steps: string[];
  refusal: Refusal;
}

/** Rules of the law, beside those of order: they are told where the acts stand, the others on demand. */
const OF_LAW = new Set(["leave-needed", "complaint-needed", "prosecutor-level"]);

/** The steps that this officer's roles give and a rule refuses now, together where the reason is one. */
export function refused(kase: Case, ofLaw: boolean): Refused[] {
  const found = new Map<string, Refused>();
  for (const { step, refusal } of kase.steps) {
    if (!refusal || OF_LAW.has(refusal.rule) !== ofLaw) continue;
    const key = JSON.stringify(refusal);
    const one = found.get(key) ?? { steps: [], refusal };
    one.steps.push(step);
    found.set(key, one);
  }
  return [...found.values()];
}

/** The name of a step as its button says it. */
export function stepName(step: string): string {
  return step.startsWith("state:") ? say("step.to-state", { state: word("state", step.slice("state:".length)) }) : word("act", step);
}

/** Two people open an identity; who asks is of the case's own court. On a named report the officer in charge needs none. */
function mayAskOpening(kase: Case, me: Me): boolean {
  const { mode, fields, erased } = kase.identity;
  const mine = me.rights.some(({ role, court }) => court === kase.court && (role === "investigator" || role === "supervisor"));
  return mine && mode !== "anonymous" && fields.length > 0 && !erased && kase.state !== "closed" && !(mode === "named" && inCharge(kase, me));
}

/** The acts of the gate, in their own place. */
export function gateActs(kase: Case, me: Me): ActName[] {
  return available(kase, me).filter((act) => AT_THE_GATE.includes(act));
}

/** The acts beside the title. */
export function ordinaryActs(kase: Case, me: Me): ActName[] {
  return available(kase, me).filter((act) => !AT_THE_GATE.includes(act));
}

export function mayNote(kase: Case, me: Me): boolean {
  const roles = rolesOn(kase, me);
  return ["analyst", "investigator", "supervisor", "prosecutor"].some((role) => roles.has(role as Role));
}

/** A code is for those who can be reached otherwise than by the receipt. */
export function mayGiveCode(kase: Case, me: Me): boolean {
  return mayMessage(kase, me) && kase.identity.mode !== "anonymous" && !kase.identity.erased;
}

export function mayMessage(kase: Case, me: Me): boolean {
  const roles = rolesOn(kase, me);
  return ["analyst", "investigator", "supervisor"].some((role) => roles.has(role as Role));
}
