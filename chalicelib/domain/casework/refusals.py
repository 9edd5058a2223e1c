"""Why a step is not possible on a case as it is: the rule that refuses it, its articles, and what would allow it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.domain.access import Officer
from chalicelib.domain.casework.acts import ACTS, CLOSED_IN_TRIAGE
from chalicelib.domain.casework.case import NATIONAL, Case
from chalicelib.domain.casework.complaint import complaint_missing
from chalicelib.domain.casework.orders import HOLD_ERASURE, in_force
from chalicelib.domain.casework.states import (
    ACT_TO,
    COURT_SET_FROM,
    PLAIN_STEPS,
    REFERRED_FROM,
    inquiry_open,
    needs_leave,
)

LEAVE_NEEDED, COMPLAINT_NEEDED = "leave-needed", "complaint-needed"


@dataclass(frozen=True)
class Refusal:
    """`rule` names what refuses; `possible_in` the states that would allow it, `allowed_by` the steps that would."""

    rule: str
    possible_in: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    allowed_by: tuple[str, ...] = ()


# On an anonymous report the prosecutor's leave comes first, on the others a referral to the judicial police.
LEAVE_FIRST = Refusal(LEAVE_NEEDED, articles=("CPP 21", "CPP 40", "CPP 49"), allowed_by=("ask_leave", "give_leave"))
REFERRAL_FIRST = Refusal(LEAVE_NEEDED, articles=("CPP 21",), allowed_by=("refer",))
COMPLAINT_FIRST = Refusal(
    COMPLAINT_NEEDED, articles=("88-13 art. 99",), allowed_by=("ask_complaint", "record_complaint")
)
ANONYMOUS_ONLY = Refusal("anonymous-only", articles=("CPP 21", "CPP 40", "CPP 49"))


def act_refusal(
    name: str, case: Case, officer: Officer, members: Mapping[str, str], now: datetime, *, referred: bool
) -> Refusal | None:
    """Why the act cannot be made; None when it can. Who may is `access`'s business.

    `members`: those given, as far as they matter (`reason`, `prosecutor`); `referred`: whether a referral lies behind.
    """
    act = ACTS[name]
    if act.inquiry:
        refused = inquiry_refusal(case, referred=referred, begins=name == "notify")
        if refused is not None:
            return refused
    if act.anonymous_only and case.identity_mode != "anonymous":
        return ANONYMOUS_ONLY
    if name == "close" and case.state == "triage":
        # A prosecutor closes what was brought to the prosecutor, not what is still being sorted.
        return (
            None
            if members.get("reason") in CLOSED_IN_TRIAGE and _sorts(officer, case)
            else Refusal("reason", ("triage",))
        )
    if case.state not in act.starts:
        return in_states(act.starts)
    if name == "notify" and members.get("prosecutor") not in (None, prosecutor_of(case.court)):
        return Refusal("prosecutor-level", articles=("CPP 40", "CPP 49"), allowed_by=("refer",))
    return _without_object(name, case, now)


def inquiry_refusal(case: Case, *, referred: bool, begins: bool = True) -> Refusal | None:
    """What has to come before an inquiry act; `begins`: the step starts an inquiry or carries its result."""
    if not inquiry_open(case, referred=referred):
        return LEAVE_FIRST if needs_leave(case) else REFERRAL_FIRST
    return COMPLAINT_FIRST if begins and complaint_missing(case) else None


def plain_refusal(state: str, case: Case, *, referred: bool) -> Refusal | None:
    """Why the case cannot go to `state` without a document (`triage`, `in_inquiry`)."""
    if state == "in_inquiry":
        refused = inquiry_refusal(case, referred=referred)
        if refused is not None:
            return refused
    return None if case.state in PLAIN_STEPS[state] else in_states(PLAIN_STEPS[state])


def referral_refusal(case: Case) -> Refusal | None:
    """Why the case cannot be referred to the judicial police of a court."""
    if needs_leave(case):
        return LEAVE_FIRST
    return None if case.state in REFERRED_FROM else in_states(REFERRED_FROM)


def court_refusal(case: Case) -> Refusal | None:
    """Why no other court can be set than was proposed."""
    return None if case.state in COURT_SET_FROM else replace(in_states(COURT_SET_FROM), allowed_by=("refer",))


def in_states(states: Collection[str]) -> Refusal:
    """Possible in these states only, and so allowed by the steps that lead to them."""
    steps = {ACT_TO[state] for state in states if state in ACT_TO}
    steps |= {f"state:{state}" for state in states if state in PLAIN_STEPS}
    return Refusal("state", tuple(sorted(states)), allowed_by=tuple(sorted(steps)))


def prosecutor_of(court: str) -> str | None:
    """Felonies are a court of appeal's and its procureur général's, misdemeanours a first-instance court's and its
    procureur du Roi's (rules, J8); None at the national desk, which is no court.
    """
    if court == NATIONAL:
        return None
    return "procureur_general" if court.startswith("CA-") else "procureur_du_roi"


def _without_object(name: str, case: Case, now: datetime) -> Refusal | None:
    """Acts about something that is not there: no complaint to ask for, no identity to hold, no hold to end."""
    match name:
        case "uphold_closure" if case.contested_at is None:
            return Refusal("not-contested")
        case "ask_complaint" if not complaint_missing(case):
            return Refusal("no-complaint-needed")
        case "record_complaint" if case.complaint is not None:
            return Refusal("complaint-recorded")
        case "delay_notice" | "hold_erasure" if case.identity_mode == "anonymous":
            return Refusal("anonymous")
        case "hold_erasure" if case.identity_erased:
            return Refusal("erased")
        case "release_erasure" if in_force(case, HOLD_ERASURE, now) is None:
            return Refusal("no-hold", allowed_by=("hold_erasure",))
    return None


def _sorts(officer: Officer, case: Case) -> bool:
    return any(
        right.role in ("analyst", "supervisor") and right.court in (case.court, NATIONAL) for right in officer.rights
    )
