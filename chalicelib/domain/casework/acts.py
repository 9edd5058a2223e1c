"""Acts: the steps of a case that a document makes (api, section 4). One table for code, portal, docs and tests."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from chalicelib.domain.access import Action
from chalicelib.domain.casework.states import STATES

TEXT = "text"
DATE = "date"
Kind = str | tuple[str, ...]

CLOSING_REASONS = (
    "no_offence",
    "insufficient",
    "unidentified",
    "time_barred",
    "other_authority",
    "duplicate",
    "not_actionable",
)
INSTRUCTION_TYPES = (
    "further_inquiry",
    "hear_person",
    "identify_suspect",
    "preserve_data",
    "technical_report",
    "mutual_assistance",
    "other",
)
OPEN = frozenset(STATES) - {"closed"}
# What an analyst or a supervisor may close alone, in triage.
CLOSED_IN_TRIAGE = frozenset({"duplicate", "not_actionable"})


@dataclass(frozen=True)
class Act:
    """`starts`: states it is possible in. `leads_to` None: the state stays. A member is TEXT, DATE or one of a list."""

    action: Action
    starts: frozenset[str]
    leads_to: str | None
    required: Mapping[str, Kind]
    optional: Mapping[str, Kind] = field(default_factory=dict)
    anonymous_only: bool = False
    inquiry: bool = False


ACTS: Mapping[str, Act] = {
    "ask_seriousness": Act(
        Action.ASK_SERIOUSNESS,
        frozenset({"triage"}),
        "seriousness_check",
        {"reason": TEXT},
        anonymous_only=True,
    ),
    "ask_leave": Act(
        Action.ASK_LEAVE,
        frozenset({"triage", "seriousness_check"}),
        "leave_asked",
        {"facts": TEXT, "seriousness": TEXT},
        anonymous_only=True,
    ),
    "give_leave": Act(
        Action.GIVE_LEAVE,
        frozenset({"leave_asked"}),
        "leave_given",
        {"reference": TEXT, "dated": DATE},
    ),
    "refuse_leave": Act(
        Action.REFUSE_LEAVE,
        frozenset({"leave_asked"}),
        "leave_refused",
        {"reference": TEXT, "dated": DATE, "reason": TEXT},
    ),
    "notify": Act(
        Action.NOTIFY,
        frozenset({"leave_given", "referred", "in_inquiry", "instructed", "reopened"}),
        "with_prosecutor",
        {"prosecutor": ("procureur_du_roi", "procureur_general"), "summary": TEXT},
        inquiry=True,
    ),
    "instruct": Act(
        Action.INSTRUCT,
        frozenset({"with_prosecutor"}),
        "instructed",
        {"reference": TEXT, "dated": DATE, "text": TEXT},
        {"type": INSTRUCTION_TYPES, "due": DATE},
        inquiry=True,
    ),
    "close": Act(
        Action.CLOSE,
        frozenset({"leave_refused", "referred", "in_inquiry", "with_prosecutor", "instructed", "reopened"}),
        "closed",
        {"reason": CLOSING_REASONS, "text": TEXT},
        {"reference": TEXT, "dated": DATE},
    ),
    "reopen": Act(Action.REOPEN, frozenset({"closed"}), "reopened", {"reason": TEXT}),
    "uphold_closure": Act(Action.UPHOLD_CLOSURE, frozenset({"closed"}), None, {"dated": DATE, "text": TEXT}),
    "inform_complainant": Act(
        Action.INFORM_COMPLAINANT,
        frozenset({"with_prosecutor", "instructed", "closed"}),
        None,
        {"dated": DATE, "channel": ("message", "letter", "call"), "text": TEXT},
    ),
    "ask_complaint": Act(Action.ASK_COMPLAINT, OPEN, None, {"text": TEXT}),
    "record_complaint": Act(Action.RECORD_COMPLAINT, OPEN, None, {"reference": TEXT, "dated": DATE}),
    "delay_notice": Act(Action.DELAY_NOTICE, OPEN, None, {"reference": TEXT, "dated": DATE, "until": DATE}),
    "hold_erasure": Act(
        Action.HOLD_ERASURE,
        frozenset(STATES),
        None,
        {"reference": TEXT, "dated": DATE, "until": DATE, "reason": TEXT},
    ),
    "release_erasure": Act(Action.RELEASE_ERASURE, frozenset(STATES), None, {"reference": TEXT, "dated": DATE}),
}
