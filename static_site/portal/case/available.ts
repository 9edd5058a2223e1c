import type { Case, Me, Role } from "../shared/types";
import { type DocumentName, possible } from "./documents";

const BEFORE_REFERRAL = new Set(["received", "triage", "seriousness_check", "leave_asked", "leave_given", "leave_refused"]);
const REFERRED_FROM = new Set(["triage", "leave_given", "referred", "in_inquiry", "instructed", "reopened"]);
const TO_TRIAGE = new Set(["seriousness_check", "reopened"]);
const TO_INQUIRY = new Set(["referred", "leave_given", "instructed", "reopened"]);

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

/** The states that a person may choose now; every other step is made by a document. */
export function nextStates(kase: Case, me: Me): string[] {
  const roles = rolesOn(kase, me);
  const charged = inCharge(kase, me) && (roles.has("investigator") || roles.has("supervisor"));
  const states: string[] = [];
  if (TO_TRIAGE.has(kase.state) && (charged || roles.has("analyst"))) states.push("triage");
  if (TO_INQUIRY.has(kase.state) && charged && !gated(kase)) states.push("in_inquiry");
  return states;
}

/**
 * Which acts to offer. The server decides alone; this only spares a person a button that would be refused.
 * Source of each line: the API contract, §3 and §4.
 */
export function available(kase: Case, me: Me): ActName[] {
  const roles = rolesOn(kase, me);
  const any = (...wanted: Role[]): boolean => wanted.some((role) => roles.has(role));
  const acts: ActName[] = [];
  if (kase.state !== "closed") {
    if (any("analyst", "investigator", "supervisor") && kase.assignee !== me.sub) acts.push("take");
    if (any("analyst", "supervisor") && REFERRED_FROM.has(kase.state) && !gated(kase)) acts.push("refer");
    if (nextStates(kase, me).length > 0) acts.push("state");
    if (any("analyst", "supervisor") && (kase.state === "received" || kase.state === "triage")) acts.push("court");
    if (roles.has("supervisor")) acts.push("assign");
    if (any("analyst", "investigator", "supervisor")) acts.push("correct", "link");
  }
  acts.push(...possible(kase, roles, gated(kase)));
  const sealed = kase.identity.mode === "named" && kase.identity.fields.length > 0 && !kase.identity.erased;
  if (inCharge(kase, me) && (sealed || kase.sealed_answers.length > 0)) acts.push("reporter");
  if (mayAskOpening(kase, me)) acts.push("unseal");
  return acts;
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
