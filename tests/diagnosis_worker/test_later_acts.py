"""What a reporter does later reaches the case: an identity, its erasure; each with its entry, applied once."""

from dataclasses import replace
from typing import Any

import pytest

from chalicelib.domain.casework.case import Case, Item
from chalicelib.domain.moments import written
from tests.diagnosis_worker.world import CASE, World

AT = "2026-11-24T21:21:48Z"
ANONYMOUS = replace(CASE, identity_mode="anonymous", identity_fields=(), owed={})


def act(number: int, body: dict[str, Any]) -> Item:
    return Item("ACT", f"{number:026d}", AT, body, "2026-11-24T21:22:47Z")


def declared(number: int, mode: str, *fields: str) -> Item:
    return act(number, {"act": "identity", "mode": mode, "fields": list(fields)})


def applied(case: Case, *acts: Item) -> World:
    world = World(case, *acts)
    world.diagnose(case.id)
    return world


def actions(world: World) -> list[str]:
    return [deed.action for written in world.records.written for deed in written.deeds]


def test_a_declared_identity_changes_the_mode_and_is_diagnosed_again() -> None:
    world = applied(ANONYMOUS, declared(1, "confidential", "full_name"), declared(2, "named", "phone", "full_name"))
    assert (world.case.identity_mode, world.case.identity_fields) == ("named", ("full_name", "phone"))
    assert actions(world)[:2] == ["identity.declared", "identity.declared"]
    assert [item.body for item in world.file.all("IDENTITY")] == [
        {"mode": "confidential", "fields": ["full_name"]},
        {"mode": "named", "fields": ["phone", "full_name"]},
    ]
    assert all(item.due_at is None for item in world.file.all("ACT"))


def test_the_rules_are_told_the_identity_that_was_declared() -> None:
    content = Item("CONTENT", "", AT, {"text": "x", "reporter": {"identity": "anonymous", "role": "victim"}})
    world = World(ANONYMOUS, declared(1, "named", "phone"))
    items = tuple(content if item.kind == "CONTENT" else item for item in world.file.items)
    world.records.files[ANONYMOUS.id] = replace(world.file, items=items)
    world.diagnose(ANONYMOUS.id)
    assert world.rules.seen[-1]["reporter"] == {"identity": "named", "role": "victim"}


def test_an_erasure_is_owed_to_the_retention_and_not_done_by_the_worker() -> None:
    world = applied(replace(CASE, identity_fields=("phone",), owed={}), act(1, {"act": "erase"}))
    assert world.case.owed == {"erase": written(world.moment)}
    assert (world.case.identity_erased, world.case.identity_fields) == (False, ("phone",))
    assert actions(world) == ["identity.erasure_asked"]


@pytest.mark.parametrize(
    "case",
    [replace(ANONYMOUS, identity_erased=True), replace(ANONYMOUS, owed={"erase": "2026-11-24T21:21:50Z"})],
)
def test_what_is_declared_during_or_after_an_erasure_goes_with_it(case: Case) -> None:
    # GIVEN an identity that was sealed at the same moment as its erasure was asked
    world = applied(case, declared(1, "named", "full_name"))
    # THEN the case keeps nothing of it, and the retention looks again
    assert (world.case.identity_mode, world.case.identity_fields) == ("anonymous", ())
    assert world.case.owed["erase"] >= "2026-11-24T21:21:50Z"
    assert world.case.owed != case.owed
    assert actions(world) == ["identity.declared"]


def test_a_contest_hangs_on_the_case_and_on_its_chain() -> None:
    closed = replace(CASE, state="closed", owed={})
    world = applied(closed, act(1, {"act": "contest", "text": "je conteste"}))
    assert [item.body for item in world.file.all("CONTEST")] == [{"text": "je conteste"}]
    # It waits for an answer since the first one; a contest that comes after the reopening hangs there, and waits not.
    again = applied(replace(closed, contested_at="2026-11-01T00:00:00Z"), act(1, {"act": "contest", "text": "encore"}))
    assert again.file.case.contested_at == "2026-11-01T00:00:00Z"
    reopened = applied(replace(closed, state="reopened"), act(1, {"act": "contest", "text": "trop tard"}))
    assert reopened.file.case.contested_at is None
    assert actions(world) == ["contest.made"]
    assert world.case == replace(closed, contested_at=AT)
