"""Every step of a case, each of its calls broken in each way: done whole or not at all, and known."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from chalicelib.domain.access import Action
from chalicelib.domain.casework.acts import ACTS
from chalicelib.domain.casework.case import Case
from tests.casework.world import AGADIR, FES, officer
from tests.every_call.broken import Calls
from tests.every_call.conftest import Service
from tests.every_call.tried import Do, whole_or_nothing

INVESTIGATOR = officer(f"investigator:{AGADIR}")
SUPERVISOR = officer(f"supervisor:{AGADIR}")
PROSECUTOR = officer(f"prosecutor:{AGADIR}")
DATED = "2026-11-20"
# Whoever may, on a case that lets them, with what the act asks for.
_ACTS: Mapping[str, tuple[Any, dict[str, Any], dict[str, str]]] = {
    "ask_seriousness": (SUPERVISOR, {"identity_mode": "anonymous"}, {"reason": "x"}),
    "ask_leave": (SUPERVISOR, {"identity_mode": "anonymous"}, {"facts": "x", "seriousness": "x"}),
    "give_leave": (PROSECUTOR, {"identity_mode": "anonymous", "state": "leave_asked"}, {"reference": "1"}),
    "refuse_leave": (
        PROSECUTOR,
        {"identity_mode": "anonymous", "state": "leave_asked"},
        {"reference": "1", "reason": "x"},
    ),
    "notify": (SUPERVISOR, {"state": "in_inquiry"}, {"prosecutor": "procureur_du_roi", "summary": "x"}),
    "instruct": (PROSECUTOR, {"state": "with_prosecutor"}, {"reference": "1", "text": "x", "due": "2026-12-20"}),
    "close": (PROSECUTOR, {"state": "with_prosecutor"}, {"reason": "no_offence", "text": "x"}),
    "reopen": (SUPERVISOR, {"state": "closed"}, {"reason": "x"}),
    "uphold_closure": (PROSECUTOR, {"state": "closed", "contested_at": "2026-11-24T10:00:00Z"}, {"text": "x"}),
    "inform_complainant": (
        PROSECUTOR,
        {"state": "closed", "deadlines": {"inform": "2026-12-01"}},
        {"channel": "message", "text": "x"},
    ),
    "ask_complaint": (INVESTIGATOR, {"flags": ("own_complaint_required",)}, {"text": "x"}),
    "record_complaint": (INVESTIGATOR, {"flags": ("own_complaint_required",)}, {"reference": "1"}),
    "delay_notice": (PROSECUTOR, {"state": "in_inquiry"}, {"reference": "1", "until": "2026-12-20"}),
    "hold_erasure": (PROSECUTOR, {}, {"reference": "1", "until": "2026-12-20", "reason": "x"}),
    "release_erasure": (
        PROSECUTOR,
        {"orders": {"hold_erasure": {"dated": DATED, "until": "2026-12-20"}}},
        {"reference": "1"},
    ),
}


@pytest.mark.parametrize("name", ACTS)
def test_an_act(name: str, service: Service, calls: Calls) -> None:
    person, facts, said = _ACTS[name]
    case = service.world.case(**facts)
    act = ACTS[name]
    members = {**said, **({"dated": DATED} if "dated" in act.required else {})}

    def do() -> Case:
        found = service.portal.found(person, act.action, case.id)
        return service.portal.perform_act(person, found, case.version, name, members)

    assert whole_or_nothing(calls, do) >= 9


def _step(action: Action, call: Callable[[Service, Case, Case], Any], person: Any = SUPERVISOR, **facts: Any) -> Any:
    def prepared(service: Service) -> Do:
        case = service.world.case(**facts)
        return lambda: call(service, service.portal.found(person, action, case.id), case)

    return prepared


# Steps that carry the version which the caller read.
_VERSIONED = {
    "take": _step(Action.TAKE, lambda s, found, case: s.portal.give_case.take(SUPERVISOR, found, case.version)),
    "assign": _step(
        Action.ASSIGN, lambda s, found, case: s.portal.give_case.assign(SUPERVISOR, found, case.version, "somebody")
    ),
    "refer": _step(
        Action.REFER, lambda s, found, case: s.portal.move_case.refer(SUPERVISOR, found, case.version, AGADIR, "x")
    ),
    "court": _step(
        Action.SET_COURT,
        lambda s, found, case: s.portal.move_case.set_court(SUPERVISOR, found, case.version, "TPI-RABAT", "x"),
        officer(f"supervisor:{AGADIR}", "supervisor:TPI-RABAT"),
    ),
    "in_inquiry": _step(
        Action.BEGIN_INQUIRY,
        lambda s, found, case: s.portal.change_state(SUPERVISOR, found, case.version, "in_inquiry", "x"),
        state="referred",
    ),
    "back_to_triage": _step(
        Action.CHANGE_STATE,
        lambda s, found, case: s.portal.change_state(SUPERVISOR, found, case.version, "triage", "x"),
        state="reopened",
    ),
    "correct": _step(
        Action.CORRECT,
        lambda s, found, case: s.portal.correct_case(SUPERVISOR, found, case.version, {"urgency": "U1"}, "x"),
    ),
}
# What is added beside a case, by whoever sees it.
_ADDED = {
    "note": _step(Action.NOTE, lambda s, found, case: s.portal.add_note(SUPERVISOR, found, "x", False)),
    "message": _step(Action.MESSAGE, lambda s, found, case: s.portal.send_message(SUPERVISOR, found, "x")),
    "contact_code": _step(
        Action.GIVE_CODE, lambda s, found, case: s.portal.give_contact_code(SUPERVISOR, found, "call")
    ),
}


@pytest.mark.parametrize("name", _VERSIONED)
def test_a_step_with_a_version(name: str, service: Service, calls: Calls) -> None:
    assert whole_or_nothing(calls, _VERSIONED[name](service)) >= 9


@pytest.mark.parametrize("name", _ADDED)
def test_what_is_added(name: str, service: Service, calls: Calls) -> None:
    assert whole_or_nothing(calls, _ADDED[name](service), repeats_add=True) >= 9


def test_referring_to_another_court(service: Service, calls: Calls) -> None:
    # Whoever refers sees both courts, so that asking again is told what has become of the case.
    person = officer(f"supervisor:{AGADIR}", f"supervisor:{FES}")
    case = service.world.case()

    def do() -> Case:
        found = service.portal.found(person, Action.REFER, case.id)
        return service.portal.move_case.refer(person, found, case.version, FES, "x")

    assert whole_or_nothing(calls, do) >= 9


def test_joining_two_cases_and_parting_them(service: Service, calls: Calls) -> None:
    case, other = service.world.case(), service.world.case()

    def join() -> str:
        found = service.portal.found(SUPERVISOR, Action.LINK, case.id)
        return service.portal.link_cases.link(SUPERVISOR, found, other.id, "x")

    assert whole_or_nothing(calls, join) >= 9
    made = service.portal.desk.records.items(case.id, "LINK")[0].id

    def part() -> None:
        found = service.portal.found(SUPERVISOR, Action.LINK, case.id)
        service.portal.link_cases.undo(SUPERVISOR, found, made, "x")

    assert whole_or_nothing(calls, part) >= 9


def test_the_first_reading(service: Service, calls: Calls) -> None:
    case = service.world.case(owed={"ring": "2026-11-24T22:06:47Z"})
    assert whole_or_nothing(calls, lambda: service.portal.read_case(SUPERVISOR, case.id)) >= 5


def test_moving_an_absent_officers_cases(service: Service, calls: Calls) -> None:
    service.world.case(assignee="absent")
    assert whole_or_nothing(calls, lambda: service.portal.move_assigned(SUPERVISOR, "absent", "other", AGADIR)) >= 9
