"""Laws of the table: nothing outside one's courts, rights never crossed, the desk only reads what was referred."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.access import (
    BEFORE_REFERRAL,
    CASE_GRANTS,
    DESK_ROLES,
    ROLES,
    Action,
    Decision,
    Officer,
    Right,
    courts_for,
    decide,
    in_charge,
    sees,
)
from chalicelib.domain.casework.case import NATIONAL, Case
from chalicelib.domain.casework.states import STATES

COURTS = ("TPI-AGADIR", "TPI-FES", NATIONAL)
ON_CASES = sorted(CASE_GRANTS)
CASE = Case(
    id="0" * 26,
    version=1,
    state="triage",
    court="TPI-AGADIR",
    urgency="U2",
    category="FRAUD",
    citizen_choice="FRAUD",
    created_at="2026-11-24T21:21:47Z",
    identity_mode="named",
    receipt_key="R1#x",
    audit_key=b"k",
)

rights = st.builds(Right, st.sampled_from(ROLES), st.sampled_from(COURTS))
officers = st.builds(
    lambda held, sub: Officer(sub, "P1", frozenset(held)),
    st.lists(rights, max_size=4),
    st.sampled_from(["me", "other"]),
)
cases = st.builds(
    lambda court, state, assignee: replace(CASE, court=court, state=state, assignee=assignee),
    st.sampled_from(COURTS),
    st.sampled_from(STATES),
    st.sampled_from([None, "me", "other"]),
)


def test_every_action_stands_in_exactly_one_half_of_the_table() -> None:
    assert set(Action) == set(CASE_GRANTS) | set(DESK_ROLES)
    assert not set(CASE_GRANTS) & set(DESK_ROLES)


@given(officers, cases, st.sampled_from(ON_CASES))
def test_nothing_is_allowed_outside_ones_courts(officer: Officer, case: Case, action: Action) -> None:
    courts = {right.court for right in officer.rights}
    if not courts & {case.court, NATIONAL}:
        assert decide(officer, action, case) is Decision.HIDDEN


@given(officers, cases, st.sampled_from(ON_CASES))
def test_what_is_allowed_is_seen_and_what_is_not_seen_is_hidden(officer: Officer, case: Case, action: Action) -> None:
    decision = decide(officer, action, case)
    assert (decision is Decision.HIDDEN) is not sees(officer, case)


@given(officers, cases, st.sampled_from(ON_CASES))
def test_rights_are_never_crossed(officer: Officer, case: Case, action: Action) -> None:
    """What several groups allow, one of them allows alone, with sight by one and charge by one of that court."""
    if decide(officer, action, case) is Decision.ALLOWED:
        charge = {right for right in officer.rights if right == Right("supervisor", case.court)}
        alone = [replace(officer, rights=frozenset({right, *charge})) for right in officer.rights]
        assert any(decide(one, action, case) is Decision.ALLOWED for one in alone)


@given(st.sampled_from(["analyst", "investigator", "supervisor", "prosecutor"]), cases, st.sampled_from(ON_CASES))
def test_the_national_desk_only_reads_what_was_referred_to_a_court(role: str, case: Case, action: Action) -> None:
    officer = Officer("me", "P1", frozenset({Right(role, NATIONAL)}))
    if case.court != NATIONAL and case.state not in BEFORE_REFERRAL:
        allowed = Decision.ALLOWED if action is Action.READ else Decision.FORBIDDEN
        assert decide(officer, action, case) is allowed


@given(officers, cases)
def test_a_reporter_is_seen_by_who_is_in_charge_alone(officer: Officer, case: Case) -> None:
    for action in (Action.SEE_REPORTER, Action.SEE_ANSWERS):
        if decide(officer, action, case) is Decision.ALLOWED:
            assert in_charge(officer, case)


@given(cases, st.sampled_from(ON_CASES), st.sampled_from(["custodian", "auditor", "administrator"]))
def test_custodian_auditor_and_administrator_see_no_case(case: Case, action: Action, role: str) -> None:
    for court in COURTS:
        assert decide(Officer("me", "P1", frozenset({Right(role, court)})), action, case) is Decision.HIDDEN


@given(officers, st.sampled_from(sorted(DESK_ROLES)))
def test_lists_reach_only_courts_where_the_role_is_held(officer: Officer, action: Action) -> None:
    for court in courts_for(officer, action):
        assert any(right.court == court and right.role in DESK_ROLES[action] for right in officer.rights)


@pytest.mark.parametrize(
    ("role", "action", "allowed"),
    [
        ("investigator", Action.REFER, False),
        ("supervisor", Action.REFER, True),
        ("prosecutor", Action.NOTE, True),
        ("prosecutor", Action.MESSAGE, False),
        ("prosecutor", Action.TAKE, False),
        ("prosecutor", Action.GIVE_LEAVE, True),
        ("investigator", Action.GIVE_LEAVE, False),
        ("investigator", Action.CLOSE, False),
        ("supervisor", Action.CLOSE, True),
        ("investigator", Action.CHANGE_STATE, False),
        ("supervisor", Action.CHANGE_STATE, True),
    ],
)
def test_lines_of_the_contract(role: str, action: Action, allowed: bool) -> None:
    officer = Officer("me", "P1", frozenset({Right(role, CASE.court)}))
    assert (decide(officer, action, CASE) is Decision.ALLOWED) is allowed
