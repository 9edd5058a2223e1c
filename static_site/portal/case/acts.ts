import type { Api } from "../shared/api";
import type { Context } from "../shared/context";
import type { Case, MovedCase } from "../shared/types";
import { CATEGORIES, LANGUAGES, URGENCIES } from "../queue/filters";
import { say, type TextKey, word } from "../texts/texts";
import { type ActName, nextStates } from "./available";
import { type DocumentName, DOCUMENTS, fieldsOf, leadOf } from "./documents";

export interface Field {
  name: string;
  kind: "line" | "long" | "choice" | "day" | "ticks";
  label: TextKey;
  hint?: TextKey;
  required: boolean;
  /** What the field holds until something else is written. */
  value?: string;
  /** Words that the person may start from. */
  template?: TextKey;
  /** Offered under a line: the person still types what is not among them. */
  suggestions?: string[];
  groups?: { label: string; choices: [value: string, label: string][] }[];
}

/** One act as a form: what it asks and what it sends. */
export interface Act {
  /** `join` and `part` stand beside each linked case. */
  name: ActName | "join" | "part";
  lead: string;
  fields: Field[];
  send(api: Api, kase: Case, values: Record<string, string>): Promise<Case | MovedCase | null>;
}

type Values = Record<string, string>;

function courtField(context: Context, kase: Case, national: boolean): Field {
  const proposed = (kase.territory?.forums ?? []).map((forum): [string, string] => [forum.court_id, context.courts.name(forum.court_id)]);
  const others = context.courts.all
    .filter((court) => !proposed.some(([id]) => id === court.id))
    .map((court): [string, string] => [court.id, context.courts.name(court.id)])
    .sort(([, a], [, b]) => a.localeCompare(b));
  const groups = [
    { label: say("act.court.proposed"), choices: proposed },
    ...(national ? [{ label: word("court", "NATIONAL"), choices: [["NATIONAL", word("court", "NATIONAL")] as [string, string]] }] : []),
    { label: say("act.court.others"), choices: others },
  ].filter(({ choices }) => choices.length > 0);
  return { name: "court", kind: "choice", label: "act.field.court", required: true, groups };
}

function coded(name: string, label: TextKey, family: string, codes: readonly string[], required: boolean): Field {
  const choices = codes.map((value): [string, string] => [value, family === "urgency" ? `${value} · ${word(family, value)}` : word(family, value)]);
  return { name, kind: "choice", label, required, groups: [{ label: "", choices }] };
}

/** Officers who left a trace on the case: whoever gives it on most often gives it to one of them. */
function peopleOf(kase: Case): string[] {
  const seen = [kase.assignee, ...kase.notes.map((note) => note.author), ...kase.messages.map((message) => message.author)];
  return [...new Set(seen.filter((sub): sub is string => Boolean(sub)))];
}

export const REASON: Field = { name: "reason", kind: "long", label: "act.field.reason", hint: "act.field.reason-hint", required: true };

function filled(values: Values, ...names: string[]): Values {
  return Object.fromEntries(names.filter((name) => values[name]).map((name) => [name, values[name] ?? ""]));
}

function isDocument(name: ActName): name is DocumentName {
  return (DOCUMENTS as readonly string[]).includes(name);
}

function documentForm(name: DocumentName, context: Context, kase: Case): Act {
  const fields = fieldsOf(name, context, kase);
  return {
    name,
    lead: leadOf(name),
    fields,
    send: (api, _, values) =>
      api.post<Case>(`/cases/${kase.id}/acts`, { version: kase.version, act: name, ...filled(values, ...fields.map((field) => field.name)) }),
  };
}

/** The form of an act on this case. `take` has none; `reporter` has its own element. */
export function formOf(name: Exclude<ActName, "take" | "reporter">, context: Context, kase: Case): Act {
  if (isDocument(name)) return documentForm(name, context, kase);
  const { version } = kase;
  const path = `/cases/${kase.id}`;
  switch (name) {
    case "assign":
      return {
        name,
        lead: say("act.assign.lead"),
        fields: [{ name: "sub", kind: "line", label: "act.field.sub", hint: "act.field.sub-hint", required: true, suggestions: peopleOf(kase) }],
        send: (api, _, values) => api.post<Case>(`${path}/assign`, { version, ...filled(values, "sub") }),
      };
    case "state":
      return {
        name,
        lead: say("act.state.lead"),
        fields: [coded("state", "act.field.state", "state", nextStates(kase), true), REASON],
        send: (api, _, values) => api.post<Case>(`${path}/state`, { version, ...filled(values, "state", "reason") }),
      };
    case "refer":
      return {
        name,
        lead: say("act.refer.lead"),
        fields: [courtField(context, kase, false), REASON],
        send: (api, _, values) => api.post<Case | MovedCase>(`${path}/refer`, { version, ...filled(values, "court", "reason") }),
      };
    case "court":
      return {
        name,
        lead: say("act.court.lead"),
        fields: [courtField(context, kase, true), { ...REASON, name: "motive", label: "act.field.motive" }],
        send: (api, _, values) => api.post<Case | MovedCase>(`${path}/court`, { version, ...filled(values, "court", "motive") }),
      };
    case "correct":
      return {
        name,
        lead: say("act.correct.lead"),
        fields: [
          coded("category", "act.field.category", "category", CATEGORIES, false),
          coded("urgency", "act.field.urgency", "urgency", URGENCIES, false),
          coded("language", "act.field.language", "language", LANGUAGES, false),
          REASON,
        ],
        send: (api, _, values) => api.post<Case>(`${path}/corrections`, { version, ...filled(values, "category", "urgency", "language", "reason") }),
      };
    case "unseal": {
      const names = kase.identity.fields.map((name): [string, string] => [name, word("identity", name)]);
      return {
        name,
        lead: say("act.unseal.lead"),
        fields: [
          { name: "fields", kind: "ticks", label: "act.field.fields", required: true, groups: [{ label: "", choices: names }] },
          { name: "motive", kind: "long", label: "act.field.unseal-motive", required: true },
          { name: "reference", kind: "line", label: "act.field.reference", required: true },
          { name: "legal_basis", kind: "line", label: "act.field.legal_basis", hint: "act.field.legal_basis-hint", required: true },
        ],
        send: async (api, _, values) => {
          const fields = (values["fields"] ?? "").split(" ");
          await api.post<{ id: string }>(`${path}/unseal-requests`, { ...filled(values, "motive", "reference", "legal_basis"), fields });
          return null;
        },
      };
    }
    case "link":
      return {
        name,
        lead: say("act.link.lead"),
        fields: [{ name: "case", kind: "line", label: "act.field.case", hint: "act.field.case-hint", required: true }, REASON],
        send: async (api, _, values) => {
          await api.post<{ id: string }>(`${path}/links`, filled(values, "case", "reason"));
          return null;
        },
      };
  }
}
