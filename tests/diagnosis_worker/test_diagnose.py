"""One case through the worker: diagnosed once, placed, found, and never against what a person decided."""

from dataclasses import replace
from typing import Any

import pytest

from chalicelib.domain.casework.case import Item
from chalicelib.domain.casework.found_by import found_by
from chalicelib.usecases.diagnosis.needs import Diagnosed
from chalicelib.usecases.errors import ConditionFailed
from tests.diagnosis_worker.world import CASE, World

MESSAGE = Item(
    "ACT", "1" * 26, "2026-11-24T22:00:00Z", {"act": "message", "text": "encore", "sealed": []}, "2026-11-24T22:01:00Z"
)
FACTS = Item(
    "ACT",
    "2" * 26,
    "2026-11-24T22:00:00Z",
    {
        "act": "facts",
        "facts": {"urls": ["https://b.example/"], "locations": {"offence_commune": "Fès"}},
        "sealed": ["suspect.name"],
    },
    "2026-11-24T22:01:00Z",
)


def test_a_report_is_diagnosed_placed_and_goes_to_triage() -> None:
    world = World()
    assert world.diagnose(CASE.id)
    case = world.case
    assert (case.state, case.court, case.category, case.urgency) == ("triage", "TPI-AGADIR", "PHISH", "U2")
    assert (case.language, case.ruleset, case.version) == ("fr", "1-fictional", 2)
    assert case.flags == ("lookalike", "two_forums")
    assert case.citizen_choice == "FRAUD"
    assert dict(case.owed) == {}
    (written,) = world.records.written
    assert isinstance(written, Diagnosed)
    assert written.found.desks == ("NATIONAL", "TPI-AGADIR")
    assert found_by(world.file) == written.found
    assert [deed.action for deed in written.deeds] == ["case.diagnosed", "case.court"]
    assert world.file.only("ROUTE") == {"facts": {"category": "PHISH"}, "territory": world.rules.territory}


def test_a_second_delivery_does_nothing() -> None:
    world = World()
    world.diagnose(CASE.id)
    assert not world.diagnose(CASE.id)
    assert len(world.records.written) == 1


def test_a_case_that_does_not_exist_owes_nothing() -> None:
    assert not World().diagnose("Z" * 26)


def test_the_rules_never_see_what_the_case_keeps_beside_the_report() -> None:
    world = World()
    world.diagnose(CASE.id)
    assert world.rules.seen == [{"text": "Faux vendeur.", "urls": ["https://a.example/"]}]


@pytest.mark.parametrize(
    ("diagnosis", "forums"),
    [
        ({"category": "NOT_ACTIONABLE", "urgency": "U4"}, [{"court_id": "TPI-AGADIR"}]),
        ({"category": "DEFAM", "urgency": "U4"}, [{"court_id": "TPI-AGADIR"}]),
        ({"category": "FRAUD", "urgency": "U2"}, []),
    ],
)
def test_what_no_court_is_proposed_for_waits_at_the_national_desk(
    diagnosis: dict[str, Any], forums: list[dict[str, str]]
) -> None:
    world = World()
    world.rules.diagnosis = {**world.rules.diagnosis, **diagnosis}
    world.rules.territory = {**world.rules.territory, "forums": forums}
    world.diagnose(CASE.id)
    assert (world.case.court, world.case.state) == ("NATIONAL", "triage")


def test_a_report_that_only_diagnosis_found_urgent_rings() -> None:
    world = World()
    world.rules.diagnosis = {**world.rules.diagnosis, "urgency": "U0"}
    world.diagnose(CASE.id)
    assert world.case.owed == {"ring": "2026-11-24T21:24:47Z"}


def test_a_ring_that_is_owed_survives_the_diagnosis() -> None:
    world = World(replace(CASE, urgency="U0", owed={**CASE.owed, "ring": "2026-11-24T21:24:47Z"}))
    world.diagnose(CASE.id)
    assert world.case.owed == {"ring": "2026-11-24T21:24:47Z"}


@pytest.mark.parametrize("kind", ["CORRECTION", "COURT"])
def test_what_a_person_decided_stays(kind: str) -> None:
    decided = Item(kind, "3" * 26, CASE.created_at, {})
    world = World(replace(CASE, state="triage", court="TPI-FES", category="HACK", urgency="U1"), decided)
    world.diagnose(CASE.id)
    if kind == "CORRECTION":
        assert (world.case.category, world.case.urgency) == ("HACK", "U1")
    else:
        assert world.case.court == "TPI-FES"


def test_past_triage_a_new_diagnosis_moves_nothing() -> None:
    world = World(replace(CASE, state="in_inquiry", court="TPI-FES", assignee="somebody"))
    world.diagnose(CASE.id)
    assert (world.case.state, world.case.court, world.case.category) == ("in_inquiry", "TPI-FES", "FRAUD")


def test_a_case_that_changed_meanwhile_is_read_again() -> None:
    world = World()
    world.records.raced = 2
    assert world.diagnose(CASE.id)
    assert world.case.state == "triage"


def test_a_case_that_keeps_changing_is_left_to_the_next_delivery() -> None:
    world = World()
    world.records.raced = 9
    with pytest.raises(ConditionFailed):
        world.diagnose(CASE.id)


def test_a_message_reaches_the_case_once() -> None:
    world = World(CASE, MESSAGE)
    world.diagnose(CASE.id)
    world.diagnose(CASE.id)
    (message,) = world.file.all("MESSAGE")
    assert message.body == {"from": "reporter", "text": "encore"}
    actions = [deed.action for written in world.records.written for deed in written.deeds]
    assert actions == ["message.received", "case.diagnosed", "case.court"]


def test_facts_are_added_and_the_report_is_diagnosed_again() -> None:
    world = World()
    world.diagnose(CASE.id)
    file = world.file
    world.records.files[CASE.id] = replace(file, items=(*file.items, FACTS))
    assert world.diagnose(CASE.id)
    assert world.rules.seen[-1]["urls"] == ["https://a.example/", "https://b.example/"]
    assert world.rules.seen[-1]["locations"] == {"offence_commune": "Fès"}
    assert len(world.file.all("DIAGNOSIS")) == 1
    assert world.case.sealed_answers == ("suspect.name",)
    assert world.case.version == 3


def test_an_act_whose_effect_is_there_only_leaves_the_outbox() -> None:
    there = Item("MESSAGE", MESSAGE.id, MESSAGE.created_at, {"from": "reporter", "text": "encore"})
    world = World(replace(CASE, owed={}), MESSAGE, there)
    world.diagnose(CASE.id)
    assert [item.due_at for item in world.file.all("ACT")] == [None]


def test_search_terms_follow_a_case_to_its_new_court() -> None:
    world = World(replace(CASE, state="referred", court="TPI-FES", owed={"terms": CASE.created_at}))
    world.diagnose(CASE.id)
    (written,) = world.records.written
    assert isinstance(written, Diagnosed)
    assert (written.found.desks, written.found.terms) == (("NATIONAL", "TPI-FES"), ("fictif", "+212600000001"))
    assert (world.case.version, dict(world.case.owed)) == (CASE.version, {})


def test_the_reporters_own_values_are_never_searched_for() -> None:
    span = {"where": "text", "index": 0, "start": 11, "end": 21, "field": ""}
    said = {"text": "Appelez le 0600000042.", "own_spans": [span]}
    world = World(CASE)
    world.records.files[CASE.id] = replace(world.file, items=(Item("CONTENT", "", CASE.created_at, said),))
    own = {"type": "phone", "value": "+212600000042", "own": True}
    world.rules.diagnosis = {**world.rules.diagnosis, "observables": [own]}
    world.diagnose(CASE.id)
    ((report, diagnosis),) = world.rules.searched
    assert "0600000042" not in repr(report)
    assert diagnosis["observables"] == []
