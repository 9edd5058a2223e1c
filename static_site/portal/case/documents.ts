import type { Context } from "../shared/context";
import type { Case, Role } from "../shared/types";
import { say, word } from "../texts/texts";
import type { Field } from "./acts";

/**
 * The steps that a document makes (the API contract, §4): who may, from which states, what the document says.
 * The server's own table decides; this one draws the forms.
 */
export const DOCUMENTS = [
  "ask_seriousness", "ask_leave", "give_leave", "refuse_leave", "notify", "instruct", "close", "reopen", "inform_complainant",
] as const;
export type DocumentName = (typeof DOCUMENTS)[number];

interface Document {
  roles: Role[];
  starts: string[];
  anonymousOnly?: boolean;
  /** Needs a referral, or a recorded leave, behind the case. */
  inquiry?: boolean;
}

const INQUIRY_STATES = ["leave_given", "referred", "in_inquiry", "instructed", "reopened"];
const TABLE: Record<DocumentName, Document> = {
  ask_seriousness: { roles: ["analyst", "investigator", "supervisor"], starts: ["triage"], anonymousOnly: true },
  ask_leave: { roles: ["analyst", "investigator", "supervisor"], starts: ["triage", "seriousness_check"], anonymousOnly: true },
  give_leave: { roles: ["prosecutor"], starts: ["leave_asked"] },
  refuse_leave: { roles: ["prosecutor"], starts: ["leave_asked"] },
  notify: { roles: ["investigator", "supervisor"], starts: INQUIRY_STATES, inquiry: true },
  instruct: { roles: ["prosecutor"], starts: ["with_prosecutor"], inquiry: true },
  close: { roles: ["prosecutor"], starts: ["leave_refused", "referred", "in_inquiry", "with_prosecutor", "instructed", "reopened"] },
  reopen: { roles: ["prosecutor", "supervisor"], starts: ["closed"] },
  inform_complainant: { roles: ["prosecutor"], starts: ["with_prosecutor", "instructed", "closed"] },
};

/** What an analyst or a supervisor may close alone, in triage. */
const CLOSED_IN_TRIAGE = ["duplicate", "not_actionable"];
const CLOSING = ["no_offence", "insufficient", "unidentified", "time_barred", "other_authority", ...CLOSED_IN_TRIAGE];

/** The documents that these roles may make on the case as it is. `gated`: anonymous, and no leave recorded. */
export function possible(kase: Case, roles: ReadonlySet<Role>, gated: boolean): DocumentName[] {
  return DOCUMENTS.filter((name) => {
    const { roles: wanted, starts, anonymousOnly, inquiry } = TABLE[name];
    if (name === "close" && kase.state === "triage") return roles.has("analyst") || roles.has("supervisor");
    if (anonymousOnly && kase.identity.mode !== "anonymous") return false;
    if (inquiry && gated) return false;
    return starts.includes(kase.state) && wanted.some((role) => roles.has(role));
  });
}

function choices(name: string, family: string, codes: readonly string[]): Field {
  const group = codes.map((code): [string, string] => [code, word(family, code)]);
  return { name, kind: "choice", label: `act.field.${name}` as Field["label"], required: true, groups: [{ label: "", choices: group }] };
}

const REFERENCE: Field = { name: "reference", kind: "line", label: "act.field.reference", required: true };
const DATED: Field = { name: "dated", kind: "day", label: "act.field.dated", hint: "act.field.dated-hint", required: true };

function long(name: "reason" | "facts" | "seriousness" | "summary" | "text"): Field {
  return { name, kind: "long", label: `act.field.${name}`, required: true };
}

/** What a document asks for. */
export function fieldsOf(name: DocumentName, context: Context, kase: Case): Field[] {
  switch (name) {
    case "ask_seriousness":
    case "reopen":
      return [long("reason")];
    case "ask_leave":
      return [{ ...long("facts"), hint: "act.field.facts-hint" }, long("seriousness")];
    case "give_leave":
      return [REFERENCE, DATED];
    case "refuse_leave":
      return [REFERENCE, DATED, long("reason")];
    case "notify":
      return [choices("prosecutor", "prosecutor", ["procureur_du_roi", "procureur_general"]), long("summary")];
    case "instruct":
      return [REFERENCE, DATED, long("text")];
    case "close": {
      const sorting = kase.state === "triage";
      const document = sorting ? [] : [{ ...REFERENCE, required: false }, { ...DATED, required: false }];
      return [{ ...choices("reason", "closing", sorting ? CLOSED_IN_TRIAGE : CLOSING), label: "act.field.closing" }, long("text"), ...document];
    }
    case "inform_complainant":
      return [DATED, choices("channel", "channel", ["message", "letter", "call"]), { ...long("text"), hint: "act.field.text-hint" }];
  }
}

/** The words above a document's form, with what it starts. */
export function leadOf(name: DocumentName): string {
  return word("act.lead", name) === name ? say("act.lead.document") : word("act.lead", name);
}
