/** Shapes of the portal's API (docs: the HTTP API, §3 and §4). Members that the server may add are ignored. */

export type Urgency = "U0" | "U1" | "U2" | "U3" | "U4";
export type Role = "analyst" | "investigator" | "supervisor" | "prosecutor" | "custodian" | "auditor" | "administrator";

export interface Right {
  role: Role;
  court: string;
}

export interface Me {
  sub: string;
  rights: Right[];
  roles: Role[];
  courts: string[];
}

export interface Court {
  id: string;
  name_ar: string;
  name_fr: string;
  kind: string;
  open_from: string | null;
}

export interface List<T> {
  items: T[];
  count: number;
  cursor: string | null;
}

export interface Row {
  id: string;
  court: string;
  state: string;
  urgency: Urgency;
  category: string;
  language: string | null;
  assignee: string | null;
  created_at: string;
  version: number;
}

export interface Observable {
  type: string;
  value: string;
  raw?: string;
  where?: string;
}

export interface Reason {
  signal: string;
  evidence: string;
  effect: string;
}

export interface Lookalike {
  domain: string;
  imitates: string;
  reason: string;
}

/** The moment that a platform wrote into an id: `at` is null when it cannot be read. */
export interface TimeInKey {
  key: string;
  at: string | null;
  sure: "published" | "studied" | "indicative";
}

export interface Diagnosis {
  language: string;
  script: string;
  observables: Observable[];
  content_keys: string[];
  times?: TimeInKey[];
  lookalikes?: Lookalike[];
  category: string;
  secondary: string[];
  urgency: Urgency;
  reasons: Reason[];
  flags: string[];
}

/** One step of the argument for a court; `basis`: the law says it, or it is a choice of the service. */
export interface Step {
  rules: string[];
  basis: "law" | "ours" | "inferred";
  articles: string[];
  court: string;
  fact?: string;
  rank?: number;
  communes?: string[];
  level?: "misdemeanour" | "felony";
  class_from?: string;
}

export interface Forum {
  court_id: string;
  prosecutor: "procureur_du_roi" | "procureur_general";
  rule_ids: string[];
  articles: string[];
  facts_used: string[];
  exclusive: boolean;
  note: string;
  notes?: { key: string; court?: string }[];
  steps?: Step[];
}

/** A judicial police that may receive the file; `inferred`: practice, no text says so. */
export interface Police {
  service: string;
  basis: "law" | "inferred";
  articles: string[];
  communes: string[];
  label: string;
}

/** The argument in one language of the officers. */
export interface Explanation {
  paragraph: string;
  missing: { key: string; effect: string }[];
  police: Police[];
}

/** Words that name one of `candidates` (communes), each with its court. */
export interface NamedPlace {
  role: string;
  said: string;
  candidates: string[];
  courts: string[];
}

/** A place that the report names and that is no fact: `source` is `text`, or the question that it answered. */
export interface Suggestion {
  source: string;
  role: string | null;
  words: string;
  before: string;
  after: string;
  candidates: string[];
  courts: string[];
}

/** A place as a person makes it a fact. */
export interface PlaceFact {
  role: string;
  commune: string;
  said?: string;
}

/** A court that a person chose, beside what was proposed then. */
export interface CourtChoice {
  id: string;
  at: string;
  author: string;
  from: string;
  to: string;
  proposed?: string;
  rule?: string;
  motive?: string;
  reason?: string;
}

export interface Territory {
  forums: Forum[];
  flags: string[];
  missing: string[];
  confidence: "certain" | "likely" | "unclear";
  /** Absent from cases whose court was proposed before these were written. */
  explanation?: Record<"ar" | "fr", Explanation>;
  /** Missing answer → language → the question to the reporter. */
  questions?: Record<string, Record<string, string>>;
  to_settle?: NamedPlace[];
  suggested?: Suggestion[];
}

export interface Money {
  amount: number;
  currency: string;
}

export type Answer = string | Money | (string | Money)[];

/** What the citizen sent, without its sealed values. */
export interface Report {
  lang?: string;
  citizen_choice?: string;
  text?: string;
  form?: { version: number; kind: string };
  reporter?: { role?: string; identity?: string; age_band?: string };
  answers?: Record<string, Answer>;
  victim?: Record<string, string>;
  suspect?: Record<string, string>;
  urls?: string[];
  identifiers?: Record<string, string[]>;
  occurred?: string;
  locations?: Record<string, string>;
  received_at?: string;
}

export interface Note {
  id: string;
  author: string;
  text: string;
  at: string;
  private: boolean;
}

export interface Message {
  id: string;
  from: "reporter" | "service";
  author?: string;
  text: string;
  at: string;
}

/** The reporter's words against the closing of the case. */
export interface Contest {
  id: string;
  text: string;
  at: string;
}

/** A contested closure: since when, why the case was closed, why not. */
export interface Contested extends Row {
  contested_at: string;
  closing: { reason?: string; text?: string; dated?: string } | null;
  contests: Contest[];
}

export interface Evidence {
  id: string;
  name: string;
  type: string;
  size: number;
  sha256: string;
  state: string;
}

/** Another case: what joins it to this one, and of nearly the same text how many pairs of words in a hundred agree. */
export interface LinkedRow extends Row {
  joins: "officer" | "group" | "proposal";
  alike: number | null;
}

export interface Link {
  id: string;
  kind: string;
  strength: "strong" | "medium" | "weak" | "officer";
  total: number;
  /** Too many reports carry it: it joins nothing. */
  common: boolean;
  /** Who joined the two, if an officer did. */
  made: { at: string; author: string; reason: string } | null;
  items: LinkedRow[];
}

export interface UnsealRequest {
  id: string;
  state: string;
  fields: string[];
  requested_at: string;
}

/** Who asked or decided: account, personnel number, the role then held (empty on old requests). */
export interface NamedOfficer {
  sub: string;
  name: string;
  personnel: string;
  role: string;
}

/** A request to open an identity, as those who asked and those who decide read it. */
export interface Opening extends UnsealRequest {
  case: string;
  court: string;
  requester: NamedOfficer;
  decider: NamedOfficer | null;
  /** Why it was refused. */
  reason: string | null;
  /** The next word is the reader's: pending, of their court, asked by another person. */
  may_decide: boolean;
  motive: string;
  reference: string;
  legal_basis: string;
  expires_at: string;
}

/** Why a step cannot be made: the rule, and what would allow it. */
export interface Refusal {
  rule: string;
  possible_in: string[];
  articles: string[];
  allowed_by: string[];
}

/** A step that the caller's roles give on a case. */
export interface CaseStep {
  step: string;
  possible: boolean;
  refusal: Refusal | null;
}

/** A document of the case, with the members of its act. */
export interface DoneAct {
  id: string;
  at: string;
  act: string;
  author: string;
  [member: string]: string;
}

export interface Deadline {
  kind: "inform" | "instruction";
  owed_by: "prosecutor" | "judicial_police";
  due: string;
  days_left: number;
  standing: "overdue" | "today" | "soon" | "later";
}

/** A line of the list of deadlines, the earliest day first. */
export interface OwedRow extends Row {
  deadlines: Deadline[];
}

export interface Case extends Row {
  steps: CaseStep[];
  acts: DoneAct[];
  deadlines: Deadline[];
  orders: Record<string, { dated: string; until: string }>;
  complaint: string | null;
  /** Since when the closure waits for an answer to a contest. */
  contested_at?: string | null;
  diagnosis: Diagnosis | null;
  territory: Territory | null;
  court_choices?: CourtChoice[];
  report: Report;
  notes: Note[];
  messages: Message[];
  contests: Contest[];
  evidence: Evidence[];
  links: Link[];
  leave: { state: string; dated: string | null } | null;
  flags: string[];
  unread: boolean;
  identity: { mode: "anonymous" | "confidential" | "named"; fields: string[]; erased: boolean };
  sealed_answers: string[];
  unseal_requests: UnsealRequest[];
}

/** A case that an act moved out of the caller's sight: nothing else may be shown. */
export interface MovedCase {
  id: string;
  version: number;
  court: string;
  state: string;
}

export interface TimelineEntry {
  at: string;
  action: string;
  actor: string;
  role: string | null;
  item: string | null;
}

export interface DutyCall {
  id: string;
  urgency: Urgency;
  court: string;
  count: number;
  since: string;
  acknowledged_at: string | null;
}

export interface AuditEntry {
  seq: number;
  role: string;
  chain: string;
  actor: string;
  action: string;
  at: string;
  item: string | null;
  digest: string;
  hash: string;
}
