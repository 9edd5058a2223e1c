"""What the fake service says of a case's lawful path: the product's own table, over the fake's cases."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from chalicelib.domain.access import Officer, Right
from chalicelib.domain.casework.case import Case
from chalicelib.domain.casework.states import REFERRED_BEHIND
from chalicelib.domain.casework.steps import steps_of
from chalicelib.routes.portal.steps import shown_refusal


def lawful(case: dict[str, Any], sub: str, rights: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """The case with the steps of an officer of these rights."""
    officer = Officer(sub, "personnel", frozenset(Right(role, court) for role, court in rights))
    known = Case(
        id=case["id"],
        version=case["version"],
        state=case["state"],
        court=case["court"],
        urgency=case["urgency"],
        category=case["category"],
        citizen_choice=case["category"],
        created_at=case["created_at"],
        identity_mode=case["identity"]["mode"],
        receipt_key="",
        audit_key=b"",
        assignee=case["assignee"],
        flags=tuple(case["flags"]),
        leave=case["leave"],
        orders=case["orders"],
        complaint=case["complaint"],
        contested_at=case["contested_at"],
    )
    referred = case["state"] in REFERRED_BEHIND or any(act["act"] == "refer" for act in case["acts"])
    steps = steps_of(known, officer, datetime.now(UTC), referred=referred)
    shown = [
        {
            "step": step.name,
            "possible": step.refusal is None,
            "refusal": shown_refusal(step.refusal) if step.refusal else None,
        }
        for step in steps
    ]
    return {**case, "steps": shown}
