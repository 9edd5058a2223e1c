"""The whole matrix: role × action × court × state × assignment, against a second reading of the contract."""

from itertools import product
from pathlib import Path

import pytest

from chalicelib.domain.access import CASE_GRANTS, ROLES, Action, Decision, Officer, Right, decide
from chalicelib.domain.casework.case import NATIONAL
from chalicelib.domain.casework.states import STATES
from infrastructure import roles
from tests.access.test_table import CASE, replace

OWN, OTHER = "TPI-AGADIR", "TPI-FES"
LETTERS = {"A": "analyst", "I": "investigator", "S": "supervisor", "P": "prosecutor"}
SORTED_OUT = {"received", "triage", "seriousness_check", "leave_asked", "leave_given", "leave_refused"}
# From the page of the API, written out a second time: who, in one's court; the same from the national desk before
# referral (N), always (N+) or never; only in charge (!).
CONTRACT = """
read AISP N+ | note AISP N | message AIS N | take AIS N | assign S N | refer AS N | set_court AS N | correct AIS N
link AIS N | give_code AIS N | see_reporter AIS! N | see_answers AIS! N | ask_opening IS | ask_seriousness AIS N
ask_leave AIS N | give_leave P | refuse_leave P | notify IS | instruct P | reopen PS | inform_complainant P
export ISP N | begin_inquiry IS! | ask_complaint AIS N | record_complaint AISP N | delay_notice P | hold_erasure P
release_erasure P | uphold_closure P
"""
LINES = dict(line.split(maxsplit=1) for part in CONTRACT.strip().splitlines() for line in part.split(" | "))


def expected(action: str, right: Right, court: str, state: str, *, assigned: bool) -> bool:
    """Whether the contract lets one right do this to one case."""
    if action == "change_state":
        analyst = right.role == "analyst" and state in SORTED_OUT and _at(right, court, state, "N")
        charge = assigned or right == Right("supervisor", court)
        return analyst or (right.role in ("investigator", "supervisor") and charge and _at(right, court, state, "N"))
    if action == "close":
        if right.role == "prosecutor":
            return right.court == court
        return right.role in ("analyst", "supervisor") and state == "triage" and _at(right, court, state, "N")
    who, _, reach = LINES[action].partition(" ")
    in_charge = not who.endswith("!") or assigned or right == Right("supervisor", court)
    return (
        right.role in {LETTERS[letter] for letter in who.rstrip("!")} and in_charge and _at(right, court, state, reach)
    )


def _at(right: Right, court: str, state: str, reach: str) -> bool:
    desk = right.court == NATIONAL and (reach == "N+" or (reach == "N" and state in SORTED_OUT))
    return right.court == court or desk


def test_every_cell_of_the_matrix_is_what_the_contract_says() -> None:
    cells = 0
    for action, role, at, court, state, assigned in product(
        sorted(CASE_GRANTS), ROLES, (OWN, OTHER, NATIONAL), (OWN, NATIONAL), STATES, (True, False)
    ):
        right = Right(role, at)
        case = replace(CASE, court=court, state=state, assignee="me" if assigned else "another")
        found = decide(Officer("me", "P1", frozenset({right})), Action(action), case)
        seen = expected("read", right, court, state, assigned=assigned)
        allowed = expected(action, right, court, state, assigned=assigned)
        wanted = Decision.HIDDEN if not seen else Decision.ALLOWED if allowed else Decision.FORBIDDEN
        assert found is wanted, (action, right, court, state, assigned)
        cells += 1
    print(f"{cells} cells of the matrix")


def test_every_action_on_a_case_is_in_the_second_reading() -> None:
    assert {*LINES, "change_state", "close"} == set(CASE_GRANTS)


@pytest.mark.parametrize("document", [roles.FILE], ids=["docs/roles.md"])
def test_the_printed_matrix_is_that_of_the_tables(document: Path) -> None:
    assert document.read_text(encoding="utf-8") == roles.printed(), "run python -m infrastructure.roles"
