import type { Context } from "../shared/context";
import type { Case } from "../shared/types";
import { say, word } from "../texts/texts";
import type { Field } from "./acts";

/** The steps that a document makes (the API contract, §4): here only what each document asks. The server says which are possible. */
export const DOCUMENTS = [
  "ask_seriousness", "ask_leave", "give_leave", "refuse_leave", "ask_complaint", "notify", "instruct", "close",
  "inform_complainant", "reopen", "uphold_closure", "record_complaint", "delay_notice", "hold_erasure", "release_erasure",
] as const;
export type DocumentName = (typeof DOCUMENTS)[number];

const INSTRUCTIONS = ["further_inquiry", "hear_person", "identify_suspect", "preserve_data", "technical_report", "mutual_assistance", "other"];
/** What an analyst or a supervisor may close alone, in triage. */
const CLOSED_IN_TRIAGE = ["duplicate", "not_actionable"];
const CLOSING = ["no_offence", "insufficient", "unidentified", "time_barred", "other_authority", ...CLOSED_IN_TRIAGE];

function choices(name: string, family: string, codes: readonly string[]): Field {
  const group = codes.map((code): [string, string] => [code, word(family, code)]);
  return { name, kind: "choice", label: `act.field.${name}` as Field["label"], required: true, groups: [{ label: "", choices: group }] };
}

const REFERENCE: Field = { name: "reference", kind: "line", label: "act.field.reference", required: true };
const DATED: Field = { name: "dated", kind: "day", label: "act.field.dated", hint: "act.field.dated-hint", required: true };
const UNTIL: Field = { name: "until", kind: "day", label: "act.field.until", required: true };

/** The prosecutor of the court's level, who alone can be notified: offered as the one choice. */
function prosecutorOf(kase: Case): string {
  return kase.court.startsWith("CA-") ? "procureur_general" : "procureur_du_roi";
}

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
      return [{ ...choices("prosecutor", "prosecutor", [prosecutorOf(kase)]), value: prosecutorOf(kase) }, { ...long("summary"), hint: "act.field.facts-hint" }];
    case "ask_complaint":
      return [{ ...long("text"), hint: "act.field.text-hint", template: "act.template.ask_complaint" }];
    case "record_complaint":
    case "release_erasure":
      return [REFERENCE, DATED];
    case "delay_notice":
      return [REFERENCE, DATED, { ...UNTIL, hint: "act.field.until-delay" }];
    case "hold_erasure":
      return [REFERENCE, DATED, { ...UNTIL, hint: "act.field.until-hold" }, long("reason")];
    case "instruct":
      return [{ ...choices("type", "instruction", INSTRUCTIONS), required: false }, long("text"), REFERENCE, DATED, { name: "due", kind: "day", label: "act.field.due", hint: "act.field.due-hint", required: false }];
    case "close": {
      const sorting = kase.state === "triage";
      const document = sorting ? [] : [{ ...REFERENCE, required: false }, { ...DATED, required: false }];
      return [{ ...choices("reason", "closing", sorting ? CLOSED_IN_TRIAGE : CLOSING), label: "act.field.closing" }, { ...long("text"), template: "act.template.close" }, ...document];
    }
    case "uphold_closure":
      return [DATED, { ...long("text"), hint: "act.field.text-hint", template: "act.template.uphold_closure" }];
    case "inform_complainant":
      return [DATED, choices("channel", "channel", ["message", "letter", "call"]), { ...long("text"), hint: "act.field.text-hint", template: "act.template.inform_complainant" }];
  }
}

/** The words above a document's form, with what it starts. */
export function leadOf(name: DocumentName): string {
  return word("act.lead", name) === name ? say("act.lead.document") : word("act.lead", name);
}
