"""The steps of a case as the API tells them: what can be done now, why the rest is refused, what is owed by when."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from chalicelib.domain.access import Officer
from chalicelib.domain.casework.case import FOUND_VERSION, CaseFile, Item, newest
from chalicelib.domain.casework.deadlines import OWED_BY, days_left, standing
from chalicelib.domain.casework.orders import LONGEST_DAYS, in_force
from chalicelib.domain.casework.refusals import Refusal
from chalicelib.domain.casework.states import REFERRED_BEHIND
from chalicelib.domain.casework.steps import steps_of
from chalicelib.domain.legal_calendar import civil_day


def shown_refusal(refusal: Refusal) -> dict[str, Any]:
    """The rule, its articles, and what would allow the step: states, or other steps first."""
    return {
        "rule": refusal.rule,
        "possible_in": list(refusal.possible_in),
        "articles": list(refusal.articles),
        "allowed_by": list(refusal.allowed_by),
    }


def shown_steps(officer: Officer, file: CaseFile, now: datetime) -> list[dict[str, Any]]:
    """`{step, possible, refusal}` of every step that the officer's roles give on the case."""
    referred = file.case.state in REFERRED_BEHIND or bool(file.all("REFERRAL"))
    return [
        {
            "step": step.name,
            "possible": step.refusal is None,
            "refusal": shown_refusal(step.refusal) if step.refusal else None,
        }
        for step in steps_of(file.case, officer, now, referred=referred)
    ]


def shown_acts(file: CaseFile) -> list[dict[str, Any]]:
    """The documents of a case, oldest first: `{id, act, author, at, …the act's members}`; referrals among them."""
    documents = [item for item in (*file.all("ACT"), *file.all("REFERRAL")) if "author" in item.body]
    return [_shown(item) for item in sorted(documents, key=newest)]


def _shown(item: Item) -> dict[str, Any]:
    body = {name: value for name, value in item.body.items() if name != FOUND_VERSION}
    return {"id": item.id, "at": item.created_at, **({"act": "refer"} if item.kind == "REFERRAL" else {}), **body}


def shown_deadlines(deadlines: Mapping[str, str], today: date) -> list[dict[str, Any]]:
    """`{kind, owed_by, due, days_left, standing}`, the earliest first."""
    return [
        {
            "kind": kind,
            "owed_by": OWED_BY[kind],
            "due": due,
            "days_left": days_left(due, today),
            "standing": standing(due, today),
        }
        for kind, due in sorted(deadlines.items(), key=lambda line: line[1])
    ]


def shown_lawful(officer: Officer, file: CaseFile, now: datetime) -> dict[str, Any]:
    """The members of a case that tell its lawful path."""
    case = file.case
    orders = {name: order for name in LONGEST_DAYS if (order := in_force(case, name, now)) is not None}
    return {
        "steps": shown_steps(officer, file, now),
        "acts": shown_acts(file),
        "deadlines": shown_deadlines(case.deadlines, civil_day(now)),
        "orders": {name: dict(order) for name, order in orders.items()},
        "complaint": case.complaint,
    }
