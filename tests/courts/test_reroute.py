"""Open cases follow the map: those that wait for somebody, one transaction each, and only once."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from typer.testing import CliRunner

from chalicelib.domain.audit.chain import case_chain, first_fault
from chalicelib.domain.audit.entry import digest_of
from chalicelib.domain.casework.case import Case, Item
from chalicelib.stores.cases import Cases, put_item
from chalicelib.stores.received_cases import ReceivedCases
from chalicelib.stores.tables import MetaRow
from chalicelib.usecases.errors import ConditionFailed, Unavailable
from chalicelib.usecases.jurisdiction.needs import Rerouted
from chalicelib.usecases.jurisdiction.reroute_cases import Move, RerouteCases
from infrastructure.cli import app
from infrastructure.commands import reroute as command
from tests.casework.world import AGADIR, FES, NATIONAL, World

DIAGNOSIS = {"category": "FRAUD", "flags": ["lookalike"]}
AT_AGADIR = {"facts": {}, "territory": {"forums": [{"court_id": AGADIR}], "flags": ["class_presumed", "two"]}}


class NewMap:
    """Rules that now send every report to Fès."""

    forums = ({"court_id": FES},)

    def __call__(self, report: Mapping[str, Any], received_at: str, category: str) -> tuple[Any, Mapping[str, Any]]:
        assert category == "FRAUD"
        assert "own_spans" not in report
        return {"date": received_at[:10]}, {"forums": list(self.forums), "flags": ["class_presumed"]}


def diagnosed(world: World, *items: Item, **facts: Any) -> Case:
    """A case as the worker left it, at Agadir under the old map."""
    case = world.case(flags=("class_presumed", "diagnosis_failed", "two"), **facts)
    made = (Item("DIAGNOSIS", "1", case.created_at, DIAGNOSIS), Item("ROUTE", "1", case.created_at, AT_AGADIR), *items)
    world.writer().commit([put_item(case.id, item) for item in made])
    world.pass_time(minutes=1)
    return case


def job(world: World) -> RerouteCases:
    return RerouteCases(ReceivedCases(Cases(), world.writer()), NewMap(), "2", world.now)


def moves_of(world: World, after: str = "") -> list[Move]:
    return [move for _, move in job(world).find(after) if move is not None]


def test_a_case_that_waits_moves_with_its_index_its_audit_and_its_owed_terms(world: World) -> None:
    # GIVEN a case in triage at the court of the old map
    case = diagnosed(world)
    [move] = moves_of(world)
    assert (move.case_id, move.before, move.after) == (case.id, AGADIR, FES)
    assert world.stored(case) == case
    # WHEN it is moved
    assert job(world).move(move) == move
    # THEN it lies with the new court, owes its search terms, and carries the new argument
    file = Cases().file(case.id)
    assert file is not None
    assert (file.case.court, file.case.version, file.case.court_changes, file.case.state) == (FES, 3, 1, "triage")
    assert set(file.case.owed) == {"terms"}
    assert file.case.flags == ("class_presumed", "diagnosis_failed", "lookalike")
    facts, territory = NewMap()({}, case.created_at, "FRAUD")
    assert file.only("ROUTE") == {"facts": facts, "territory": territory}
    row = MetaRow.get(f"CASE#{case.id}", "META")
    assert row.queue_pk.startswith(FES)
    # AND its chain says so, whole
    chain = world.chain(case_chain(case.id))
    assert (chain[-1].action, chain[-1].actor, chain[-1].item) == ("case.court", "RerouteCases", "ROUTE#2")
    assert chain[-1].digest == digest_of(case.audit_key, file.only("ROUTE") or {})
    assert first_fault(chain) is None


def test_running_again_moves_nothing(world: World) -> None:
    diagnosed(world)
    [move] = moves_of(world)
    assert job(world).move(move) is not None
    assert moves_of(world) == []
    assert job(world).move(move) is None


@pytest.mark.parametrize(
    "facts",
    [
        {"state": "leave_asked"},
        {"state": "closed"},
        {"assignee": "somebody"},
        {"owed": {"diagnose": "2026-11-24T21:22:47Z"}},
        {"court": FES},
        # What nobody can act on waits with the national desk.
        {"urgency": "U4", "court": NATIONAL},
    ],
)
def test_a_case_in_somebodys_hands_or_in_its_place_stays(world: World, facts: dict[str, Any]) -> None:
    diagnosed(world, **facts)
    assert moves_of(world) == []


@pytest.mark.parametrize("kind", ["COURT", "REFERRAL"])
def test_a_case_that_a_person_sent_somewhere_stays(world: World, kind: str) -> None:
    diagnosed(world, Item(kind, world.new_id(), "2026-11-24T21:22:47Z", {"from": FES, "to": AGADIR}))
    assert moves_of(world) == []


def test_a_case_whose_category_a_person_corrected_moves_for_the_map_alone(world: World) -> None:
    diagnosed(world, category="NOT_ACTIONABLE")
    assert moves_of(world) == []


def test_a_case_without_a_diagnosis_is_left_to_the_worker(world: World) -> None:
    world.case()
    assert moves_of(world) == []


def test_a_case_that_no_court_has_any_more_goes_to_the_national_desk(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(NewMap, "forums", ())
    diagnosed(world)
    assert [move.after for move in moves_of(world)] == [NATIONAL]


def test_cases_come_oldest_first_and_a_job_goes_on_where_it_stopped(world: World) -> None:
    # GIVEN cases of three months, of several urgencies, the oldest open one in the first
    cases = []
    for urgency in ("U3", "U0", "U2", "U1"):
        cases += [diagnosed(world, urgency=urgency), diagnosed(world, urgency=urgency)]
        world.pass_time(days=20)
    # THEN they come in the order in which they were received, and again after any of them
    found = list(job(world).find())
    assert [received.case_id for received, _ in found] == [case.id for case in cases]
    for number, (received, _) in enumerate(found):
        assert [move.case_id for move in moves_of(world, received.place)] == [case.id for case in cases[number + 1 :]]


def test_nothing_open_is_nothing_to_look_at(world: World) -> None:
    assert list(job(world).find()) == []
    diagnosed(world, state="closed")
    assert list(job(world).find()) == []


def test_a_month_of_many_pages_is_read_to_its_end(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    cases = [diagnosed(world) for _ in range(20)]
    table = MetaRow._get_connection()
    asked = table.query
    monkeypatch.setattr(type(table), "query", lambda self, *args, **more: asked(*args, **{**more, "limit": 1}))
    assert [move.case_id for move in moves_of(world)] == [case.id for case in cases]


def test_a_case_that_changes_meanwhile_is_judged_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    # GIVEN an officer who takes the case between reading and writing
    case = diagnosed(world)
    [move] = moves_of(world)
    moved = ReceivedCases.move

    def too_late(store: ReceivedCases, rerouted: Rerouted) -> None:
        world.change(case, assignee="somebody", version=case.version + 1)
        moved(store, rerouted)

    monkeypatch.setattr(ReceivedCases, "move", too_late)
    # THEN nothing is written over
    assert job(world).move(move) is None
    assert world.stored(case) == replace(case, assignee="somebody", version=3)
    assert world.actions(case) == ["report.accepted"]


def test_a_case_that_never_holds_still_is_said_to_be_unavailable(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    diagnosed(world)
    [move] = moves_of(world)

    def refuse(store: ReceivedCases, rerouted: Rerouted) -> None:
        raise ConditionFailed(frozenset({"case"}))

    monkeypatch.setattr(ReceivedCases, "move", refuse)
    with pytest.raises(Unavailable):
        job(world).move(move)


class Terminal:
    """The command over the world's tables instead of a deployed stage."""

    def __init__(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(command, "rerouting", lambda stage, endpoint: job(world))

    def __call__(self, *arguments: str, typed: str = "", status: int = 0) -> str:
        result = CliRunner().invoke(app, ["courts", "reroute", "--stage", "local", *arguments], input=typed)
        assert result.exit_code == status, result.output
        return result.output


@pytest.fixture
def terminal(world: World, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    return Terminal(world, monkeypatch)


def test_a_dry_run_lists_and_writes_nothing(world: World, terminal: Terminal) -> None:
    case = diagnosed(world)
    shown = terminal("--dry-run")
    assert case.id in shown
    assert FES in shown
    assert world.stored(case) == case


def test_moving_asks_first(world: World, terminal: Terminal) -> None:
    cases = [diagnosed(world), diagnosed(world)]
    terminal(typed="n\n")
    assert {world.stored(case).court for case in cases} == {AGADIR}
    assert "2 moved, 0 changed" in terminal(typed="y\n")
    assert {world.stored(case).court for case in cases} == {FES}
    assert "No case would change court" in terminal("--yes")


def test_a_place_that_is_none_is_said(terminal: Terminal) -> None:
    assert "is no place" in terminal("--dry-run", "--after", "yesterday", status=1)


def test_a_broken_off_job_says_where_to_go_on(
    world: World, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    # GIVEN tables that stop answering at the second case
    first, second = diagnosed(world), diagnosed(world)
    moved, calls = ReceivedCases.move, iter(range(9))

    def failing(store: ReceivedCases, rerouted: Rerouted) -> None:
        if next(calls) == 1:
            raise Unavailable
        moved(store, rerouted)

    monkeypatch.setattr(ReceivedCases, "move", failing)
    shown = terminal("--yes", status=1)
    assert f"--after '{first.created_at}#{first.id}'" in shown
    # WHEN it goes on there, THEN the rest is moved
    assert "1 moved" in terminal("--yes", "--after", f"{first.created_at}#{first.id}")
    assert (world.stored(first).court, world.stored(second).court) == (FES, FES)
