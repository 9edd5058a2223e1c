"""What an act makes of a case: its state, leave, deadlines, orders, and what is owed because of them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from chalicelib.domain.casework.acts import ACTS
from chalicelib.domain.casework.case import Case
from chalicelib.domain.casework.deadlines import INFORM, INSTRUCTION, next_reminder
from chalicelib.domain.casework.orders import DELAY_NOTICE, HOLD_ERASURE, allowed_until
from chalicelib.domain.legal_calendar import civil_day, last_day_to_inform
from chalicelib.domain.moments import written

ANSWERS_A_CONTEST = frozenset({"reopen", "uphold_closure"})
_LEAVE = {"ask_leave": "asked", "give_leave": "given", "refuse_leave": "refused"}


def wrong_date(name: str, members: Mapping[str, str], today: date) -> str | None:
    """The member whose day cannot be: a document dated after today (Casablanca), a last day that is over already or
    too far away. None when all can.
    """
    dated = date.fromisoformat(members["dated"]) if "dated" in members else None
    if dated is not None and dated > today:
        return "dated"
    if "due" in members and date.fromisoformat(members["due"]) < today:
        return "due"
    if "until" in members and not allowed_until(name, dated or today, date.fromisoformat(members["until"]), today):
        return "until"
    return None


def after_act(name: str, case: Case, members: Mapping[str, str], now: datetime, *, by_prosecutor: bool) -> Case:
    """The case after the act, one version on. A closing by the prosecutor makes the 15-day duty; telling ends it."""
    today = civil_day(now).isoformat()
    after = replace(
        case,
        version=case.version + 1,
        state=ACTS[name].leads_to or case.state,
        leave={"state": _LEAVE[name], "dated": members.get("dated", today)} if name in _LEAVE else case.leave,
        deadlines=_deadlines(name, case, members, members.get("dated", today), by_prosecutor),
        orders=_orders(name, case, members),
        complaint=members["dated"] if name == "record_complaint" else case.complaint,
        contested_at=None if name in ANSWERS_A_CONTEST else case.contested_at,
    )
    return replace(after, owed=_owed(name, after, now))


def _deadlines(
    name: str, case: Case, members: Mapping[str, str], decided: str, by_prosecutor: bool
) -> Mapping[str, str]:
    kept = dict(case.deadlines)
    if name in ("notify", "close", "instruct"):
        kept.pop(INSTRUCTION, None)
    if name in ("reopen", "inform_complainant"):
        # A decision that stands no longer is not told any more; the next closing has its own fifteen days.
        kept.pop(INFORM, None)
    if name == "instruct" and "due" in members:
        kept[INSTRUCTION] = members["due"]
    if name == "close" and by_prosecutor:
        kept[INFORM] = last_day_to_inform(date.fromisoformat(decided)).isoformat()
    return kept


def _orders(name: str, case: Case, members: Mapping[str, str]) -> Mapping[str, Mapping[str, str]]:
    if name in (DELAY_NOTICE, HOLD_ERASURE):
        return {**case.orders, name: {"dated": members["dated"], "until": members["until"]}}
    if name == "release_erasure":
        return {kept: order for kept, order in case.orders.items() if kept != HOLD_ERASURE}
    return case.orders


def _owed(name: str, after: Case, now: datetime) -> Mapping[str, str]:
    owed = {work: due for work, due in after.owed.items() if work != "remind"}
    reminder = next_reminder(after.deadlines, now)
    if reminder is not None:
        owed["remind"] = reminder
    if name in (HOLD_ERASURE, "release_erasure") and "erase" in owed:
        # The retention looks again: it tells the reporter the new day, or does what had to wait.
        owed["erase"] = written(now)
    return owed
