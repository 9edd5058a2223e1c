"""Acts: the steps of a case that a document makes (api, section 4). One table for code, portal, docs and tests."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from chalicelib.domain.access import Action, Officer, Right
from chalicelib.domain.casework.case import Case
from chalicelib.domain.casework.states import inquiry_open

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


@dataclass(frozen=True)
class Refusal:
    """Why an act is not possible now: `rule` names what refuses it, `possible_in` the states that would allow it."""

    rule: str
    possible_in: tuple[str, ...] = ()


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
    "inform_complainant": Act(
        Action.INFORM_COMPLAINANT,
        frozenset({"with_prosecutor", "instructed", "closed"}),
        None,
        {"dated": DATE, "channel": ("message", "letter", "call"), "text": TEXT},
    ),
}


def refusal(name: str, case: Case, officer: Officer, reason: str | None, *, referred: bool) -> Refusal | None:
    """Why the act cannot be made on the case as it is; None when it can. Who may is `access`'s business.

    `reason` is that of a closing, `referred` whether a referral lies behind the case.
    """
    act = ACTS[name]
    if act.inquiry and not inquiry_open(case, referred=referred):
        return Refusal("leave-needed")
    if act.anonymous_only and case.identity_mode != "anonymous":
        return Refusal("anonymous-only")
    if name == "close" and case.state == "triage":
        # A prosecutor closes what was brought to the prosecutor, not what is still being sorted.
        return None if reason in CLOSED_IN_TRIAGE and _sorts(officer, case) else Refusal("reason", ("triage",))
    return None if case.state in act.starts else Refusal("state", tuple(sorted(act.starts)))


def leave_after(name: str, case: Case, dated: str) -> Mapping[str, str] | None:
    """The leave on the case after the act: asked, given or refused, with its date."""
    states = {"ask_leave": "asked", "give_leave": "given", "refuse_leave": "refused"}
    return {"state": states[name], "dated": dated} if name in states else case.leave


def not_after(dated: str | None, today: date) -> bool:
    """A document is not dated after today (Casablanca)."""
    return dated is None or date.fromisoformat(dated) <= today


def by_prosecutor(officer: Officer, case: Case) -> bool:
    """Whether the officer is a prosecutor of the case's court."""
    return Right("prosecutor", case.court) in officer.rights


def _sorts(officer: Officer, case: Case) -> bool:
    return any(
        right.role in ("analyst", "supervisor") and right.court in (case.court, "NATIONAL") for right in officer.rights
    )
