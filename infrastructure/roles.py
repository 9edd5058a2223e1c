"""Prints `docs/roles.md` from the tables of access and acts: `python -m infrastructure.roles` (`--check` compares)."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from chalicelib.domain.access import BEFORE_REFERRAL, CASE_GRANTS, DESK_ROLES, ROLES, Action, Decision, Officer, Right
from chalicelib.domain.access import decide as decision
from chalicelib.domain.casework.acts import ACTS, Kind
from chalicelib.domain.casework.case import NATIONAL, Case
from chalicelib.domain.casework.states import COURT_SET_FROM, PLAIN_STEPS, REFERRED_FROM, STATES

FILE = Path(__file__).resolve().parents[1] / "docs" / "roles.md"
COURT = "TPI-AGADIR"
HEAD = """# Who may do what

Printed from `chalicelib/domain/access.py` and `chalicelib/domain/casework/acts.py` by `python -m infrastructure.roles`;
a test compares. A right is one group of the pool, `<role>:<court id>`, and two rights are never crossed. Outside its
courts no case exists for a right: the answer to a forbidden case is the answer to a missing one.

*yes*: in every state · *in charge*: for the assignee, or a supervisor of that court · *before referral*: while the case
is not yet the judicial police's · *–*: never (403 in sight, 404 out of it).
"""


def _case(state: str, assignee: str) -> Case:
    return Case(
        id="0" * 26,
        version=1,
        state=state,
        court=COURT,
        urgency="U3",
        category="FRAUD",
        citizen_choice="FRAUD",
        created_at="2026-01-01T00:00:00Z",
        identity_mode="named",
        receipt_key="",
        audit_key=b"",
        assignee=assignee,
    )


def cell(role: str, court: str, action: Action) -> str:
    """When a role of that court may do this to a case of a court, tried on every state, assigned and not."""
    officer = Officer("me", "P1", frozenset({Right(role, court)}))

    def where(assignee: str) -> frozenset[str]:
        return frozenset(
            state for state in STATES if decision(officer, action, _case(state, assignee)) is Decision.ALLOWED
        )

    mine, anybodys = where("me"), where("other")
    if not mine:
        return "–"
    words = "" if mine == frozenset(STATES) else _states(mine)
    if anybodys == mine:
        return words or "yes"
    alone = " ".join(filter(None, ("in charge", words)))
    return alone if not anybodys else f"{_states(anybodys)}; {alone}"


def _states(states: frozenset[str]) -> str:
    return "before referral" if states == BEFORE_REFERRAL else ", ".join(state for state in STATES if state in states)


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [list(head), *map(list, rows)]
    lines.insert(1, ["---"] * len(lines[0]))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _kind(name: str, kind: Kind) -> str:
    return f"`{name}`" if isinstance(kind, str) else f"`{name}`: {', '.join(kind)}"


def _acts() -> Iterable[Iterable[str]]:
    for name, act in ACTS.items():
        members = [_kind(*member) for member in act.required.items()]
        members += [f"{_kind(*member)} (optional)" for member in act.optional.items()]
        marks = [word for word, holds in (("anonymous only", act.anonymous_only), ("inquiry", act.inquiry)) if holds]
        starts = ", ".join(state for state in STATES if state in act.starts)
        yield f"`{name}`", "; ".join(members), starts, act.leads_to or "no change", ", ".join(marks)


def printed() -> str:
    """The whole document."""
    own = _table(
        ("to a case of one's court", *ROLES),
        ((f"`{action}`", *(cell(role, COURT, action) for role in ROLES)) for action in CASE_GRANTS),
    )
    desk = _table(
        ("from the national desk, to a court's case", *ROLES),
        ((f"`{action}`", *(cell(role, NATIONAL, action) for role in ROLES)) for action in CASE_GRANTS),
    )
    lists = _table(
        ("in the courts of the right", *ROLES),
        ((f"`{action}`", *("yes" if role in roles else "–" for role in ROLES)) for action, roles in DESK_ROLES.items()),
    )
    acts = _table(("act", "members", "from", "to", "marks"), _acts())
    plain = _table(
        ("step without a document", "from", "to"),
        [
            ("`refer` (anonymous: after leave)", _in_order(REFERRED_FROM), "referred"),
            ("`court`", _in_order(COURT_SET_FROM), "no change"),
            *((f"`state` {state}", _in_order(starts), state) for state, starts in PLAIN_STEPS.items()),
        ],
    )
    return (
        "\n\n".join(
            [
                HEAD.rstrip(),
                "## One's own court",
                own,
                "## The national desk",
                desk,
                "## What concerns no single case",
                lists,
                "## Acts: the steps that a document makes",
                "*inquiry*: needs a recorded leave (anonymous) or a referral behind the case (others); `notify` also\n"
                "the person's own complaint where the law asks for it, and the prosecutor of the court's level.",
                acts,
                "## Steps without a document",
                plain,
            ]
        )
        + "\n"
    )


def _in_order(states: frozenset[str]) -> str:
    return ", ".join(state for state in STATES if state in states)


def main() -> int:
    """Write the document, or with `--check` say whether it is up to date."""
    if "--check" in sys.argv[1:]:
        return int(not FILE.exists() or FILE.read_text(encoding="utf-8") != printed())
    FILE.write_text(printed(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
