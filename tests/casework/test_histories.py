"""Random histories: whoever tries whatever in whatever order, a case only walks where the table lets it."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from chalicelib.domain.access import Action, Decision, Officer, Right, decide
from chalicelib.domain.casework import refusals
from chalicelib.domain.casework.acts import ACTS
from chalicelib.domain.casework.case import NATIONAL, Case
from chalicelib.domain.casework.states import PLAIN_STEPS, STATES
from chalicelib.usecases.casework import change_state
from chalicelib.usecases.casework.add_words import AddNote
from chalicelib.usecases.casework.change_state import ChangeState
from chalicelib.usecases.casework.desk import found
from chalicelib.usecases.casework.errors import ActNeeded, BadMember, LeaveNeeded
from chalicelib.usecases.casework.give_case import GiveCase
from chalicelib.usecases.casework.move_case import MoveCase
from chalicelib.usecases.casework.perform_act import PerformAct
from chalicelib.usecases.errors import Forbidden, NotAllowedNow, NotFound, VersionConflict
from tests.casework.fakes import FakeRecords, a_case, desk

COURTS = ("TPI-AGADIR", "TPI-FES")
PEOPLE = [
    Officer(f"{role}:{court}", "P1", frozenset({Right(role, court)}))
    for role in ("analyst", "investigator", "supervisor", "prosecutor", "custodian", "auditor")
    for court in (*COURTS, NATIONAL)
]
MEMBERS = {
    "reference": "2026/1",
    "dated": "2026-11-20",
    "text": "x",
    "facts": "x",
    "seriousness": "x",
    "summary": "x",
    "prosecutor": "procureur_du_roi",
    "channel": "message",
    "until": "2026-12-20",
}
steps = st.tuples(
    st.sampled_from(PEOPLE),
    st.sampled_from(["take", "refer", "court", "state", "note", *ACTS]),
    st.sampled_from(COURTS),
    st.sampled_from(STATES),
    st.sampled_from(["duplicate", "no_offence", "x"]),
)
# Most tries are what the case's own supervisor or prosecutor could well do next: chance alone rarely gets past triage.
guided = st.tuples(st.sampled_from(["supervisor", "prosecutor"]), st.integers(0, 11), st.sampled_from(COURTS))
REFUSALS = (Forbidden, NotFound, NotAllowedNow, ActNeeded, LeaveNeeded, BadMember, VersionConflict)
# The whole machine, written out a second time from the contract: what no history may leave.
NEXT = {
    "triage": {"seriousness_check", "leave_asked", "referred", "closed"},
    "seriousness_check": {"triage", "leave_asked"},
    "leave_asked": {"leave_given", "leave_refused"},
    "leave_given": {"referred", "in_inquiry", "with_prosecutor"},
    "leave_refused": {"closed"},
    "referred": {"referred", "in_inquiry", "with_prosecutor", "closed"},
    "in_inquiry": {"referred", "with_prosecutor", "closed"},
    "with_prosecutor": {"instructed", "closed"},
    "instructed": {"referred", "in_inquiry", "with_prosecutor", "closed"},
    "closed": {"reopened"},
    "reopened": {"triage", "in_inquiry", "with_prosecutor", "referred", "closed"},
}


def likely(case: Case, draw: tuple[str, int, str]) -> tuple[Officer, str, str, str, str]:
    """A step that the case's state offers, by somebody of its court."""
    role, number, court = draw
    offers = [(name, "triage", "no_offence") for name, act in ACTS.items() if act.leads_to and case.state in act.starts]
    offers += [("state", target, "x") for target, starts in PLAIN_STEPS.items() if case.state in starts]
    offers += [("refer", "triage", "x"), ("close", "triage", "duplicate")]
    verb, state, reason = offers[number % len(offers)]
    return Officer(f"{role}:{case.court}", "P1", frozenset({Right(role, case.court)})), verb, court, state, reason


def attempt(records: FakeRecords, step: tuple[Officer, str, str, str, str]) -> Case | None:
    """One try; the case when it went through."""
    person, verb, court, state, reason = step
    tools = desk(records)
    tries: dict[str, tuple[Action, Callable[[Case], object]]] = {
        "take": (Action.TAKE, lambda case: GiveCase(tools).take(person, case, case.version)),
        "refer": (Action.REFER, lambda case: MoveCase(tools, COURTS).refer(person, case, case.version, court, "x")),
        "court": (
            Action.SET_COURT,
            lambda case: MoveCase(tools, COURTS).set_court(person, case, case.version, court, "x"),
        ),
        "state": (Action.CHANGE_STATE, lambda case: ChangeState(tools)(person, case, case.version, state, "x")),
        "note": (Action.NOTE, lambda case: AddNote(tools)(person, case, "x", False)),
    }
    try:
        if verb in tries:
            action, do = tries[verb]
            do(found(tools, person, action, "0" * 26))
        else:
            act = ACTS[verb]
            given = {name: MEMBERS.get(name, reason) for name in act.required}
            case = found(tools, person, act.action, "0" * 26)
            PerformAct(tools)(person, case, case.version, verb, given)
    except REFUSALS:
        return None
    return records.cases["0" * 26]


modes = st.sampled_from(["anonymous", "confidential", "named"])
histories = st.lists(st.one_of(guided, guided, guided, steps), min_size=10, max_size=30)


def lived(mode: str, history: list[Any]) -> None:
    """A case through a history. Raises AssertionError where it left the table or an inquiry came too early."""
    records = FakeRecords({"0" * 26: a_case(identity_mode=mode)})
    referred = leave = False
    for draw in history:
        step = draw if len(draw) == 5 else likely(records.cases["0" * 26], draw)
        before = records.cases["0" * 26]
        entries = len(records.deeds)
        after = attempt(records, step)
        if after is None:
            # A refusal changes nothing.
            assert records.cases["0" * 26] == before
            continue
        person = step[0]
        # Each change has its entry, by a person to whom the table gave the action on the case as it was.
        assert len(records.deeds) == entries + 1
        assert decide(person, Action.READ, before) is Decision.ALLOWED
        if after.state != before.state:
            assert after.state in NEXT[before.state]
            assert after.version == before.version + 1
        referred = referred or after.state == "referred"
        leave = leave or after.state == "leave_given"
        # No inquiry before leave (anonymous) or referral (the others), whatever came between.
        if after.state in ("in_inquiry", "with_prosecutor", "instructed"):
            assert leave if mode == "anonymous" else referred
        if mode == "anonymous" and after.state == "referred":
            assert leave
        if after.court != before.court:
            assert (after.assignee, after.court_changes) == (None, before.court_changes + 1)
            assert "terms" in after.owed
        if before.state not in (
            "received",
            "triage",
            "seriousness_check",
            "leave_asked",
            "leave_given",
            "leave_refused",
        ):
            assert not person.sub.endswith(NATIONAL)


@settings(max_examples=1000, deadline=None)
@given(modes, histories)
def test_no_history_leaves_the_table(mode: str, history: list[Any]) -> None:
    lived(mode, history)


def inquiry_before_leave(patch: pytest.MonkeyPatch) -> None:
    """Inquiry acts exist from the first day."""
    patch.setattr(refusals, "inquiry_open", lambda case, *, referred: True)


def referral_before_leave(patch: pytest.MonkeyPatch) -> None:
    """An anonymous report is sent to the judicial police like any other."""
    patch.setattr(refusals, "needs_leave", lambda case: False)


def plain_step_for_a_document(patch: pytest.MonkeyPatch) -> None:
    """The prosecutor's leave can be set by hand."""
    patch.setattr(change_state, "ACT_TO", {})
    patch.setitem(PLAIN_STEPS, "leave_given", frozenset({"triage"}))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "fault", [inquiry_before_leave, referral_before_leave, plain_step_for_a_document], ids=lambda fault: fault.__name__
)
def test_a_planted_fault_is_found_within_200_histories(
    fault: Callable[[pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    fault(monkeypatch)
    tried = 0

    @settings(max_examples=200, deadline=None, database=None, derandomize=True, phases=[Phase.generate])
    @given(modes, histories)
    def history_is_lawful(mode: str, history: list[Any]) -> None:
        nonlocal tried
        tried += 1
        lived(mode, history)

    with pytest.raises((AssertionError, BaseExceptionGroup)):
        history_is_lawful()
    print(f"{fault.__name__}: found in history {tried} of 200")


def test_whoever_was_second_gets_the_case_as_it_is_now() -> None:
    # GIVEN a colleague takes the case between reading and writing
    records = FakeRecords({"0" * 26: a_case()})
    tools = desk(records)
    me = Officer("me", "P1", frozenset({Right("investigator", "TPI-AGADIR")}))
    other = Officer("other", "P2", me.rights)
    case = found(tools, me, Action.TAKE, "0" * 26)

    def colleague() -> None:
        records.before_save = lambda: None
        GiveCase(tools).take(other, case, 2)

    records.before_save = colleague
    # WHEN / THEN
    with pytest.raises(VersionConflict) as conflict:
        GiveCase(tools).take(me, case, 2)
    current = conflict.value.current
    assert (current.assignee, current.version) == ("other", 3)
    assert records.actions() == ["case.taken"]


def test_a_note_waits_for_whoever_changes_the_case_and_is_added_once() -> None:
    records = FakeRecords({"0" * 26: a_case()})
    tools = desk(records)
    me = Officer("me", "P1", frozenset({Right("investigator", "TPI-AGADIR")}))
    case = found(tools, me, Action.NOTE, "0" * 26)

    def colleague() -> None:
        records.before_save = lambda: None
        GiveCase(tools).take(me, case, 2)

    records.before_save = colleague
    AddNote(tools)(me, case, "vu", False)
    assert records.actions() == ["case.taken", "note.added"]
    assert len(records.items("0" * 26, "NOTE")) == 1
