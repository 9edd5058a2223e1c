"""Old cases under a new rule set: each once, nothing that a person decided is lost, killed or not."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from chalicelib.domain.audit.chain import case_chain, first_fault
from chalicelib.domain.casework.case import Case, Item
from chalicelib.domain.casework.found_by import found_by
from chalicelib.stores.cases import Cases, put_item
from chalicelib.stores.diagnosed_cases import DiagnosedCases
from chalicelib.usecases.diagnosis.needs import Rules
from infrastructure.cli import app
from infrastructure.commands import rediagnose as command
from infrastructure.diagnostics.rediagnosing import over_bound_tables
from tests.casework.world import AGADIR, FES, SEARCH_KEY, World
from tests.diagnosis_worker.world import FakeRules

OLD = {"category": "FRAUD", "urgency": "U2", "flags": ["old_flag"], "observables": []}
OLD_ROUTE = {"facts": {}, "territory": {"forums": [{"court_id": AGADIR}], "flags": ["class_presumed"]}}


class Operator:
    """The command over the world's tables, with rules that now say what the test wants."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.rules = FakeRules(territory={"forums": [{"court_id": AGADIR}], "flags": [], "missing": []})
        monkeypatch.setattr(command, "rediagnosing", lambda stage, endpoint, before: self.job(before))

    def in_force(self) -> Rules:
        return replace(self.rules.in_force(), version="2-new")

    def job(self, before: str = "") -> Any:
        return over_bound_tables(lambda: [SEARCH_KEY], self.in_force(), before)

    def __call__(self, *arguments: str, typed: str = "", status: int = 0) -> str:
        line = ["diagnostics", "rediagnose", "--stage", "local", "--rate", "100", *arguments]
        result = CliRunner().invoke(app, line, input=typed)
        assert result.exit_code == status, result.output
        return result.output


@pytest.fixture
def operator(monkeypatch: pytest.MonkeyPatch) -> Operator:
    return Operator(monkeypatch)


def old_case(world: World, *items: Item, **facts: Any) -> Case:
    """A case as the worker left it under the rule set `1-old`."""
    case = world.case(**{"ruleset": "1-old", "flags": ("class_presumed", "old_flag"), **facts})
    made = [Item("DIAGNOSIS", case.ruleset, case.created_at, OLD), Item("ROUTE", "1-old", case.created_at, OLD_ROUTE)]
    world.writer().commit([put_item(case.id, item) for item in (*made, *items)])
    world.pass_time(seconds=1)
    return case


def test_a_case_has_its_new_diagnosis_beside_the_old_one(world: World, operator: Operator) -> None:
    case = old_case(world)
    assert "1 changed" in operator("--yes")
    file = Cases().file(case.id)
    assert file is not None
    assert {item.id for item in file.all("DIAGNOSIS")} == {"1-old", "2-new"}
    assert (file.case.category, file.case.ruleset, file.case.version) == ("PHISH", "2-new", 3)
    assert file.case.flags == ("lookalike",)
    assert [link.kind for link in found_by(file).links] == ["phone"]
    chain = world.chain(case_chain(case.id))
    assert [(entry.action, entry.actor) for entry in chain[1:]] == [("case.diagnosed", "RediagnoseCases")]
    assert first_fault(chain) is None
    # AND a second run has nothing to do
    assert "0 open cases" in operator("--yes")


def test_only_open_cases_of_the_rule_set_before_are_done(world: World, operator: Operator) -> None:
    wanted, other = old_case(world), old_case(world, ruleset="0-older")
    closed, owing = old_case(world, state="closed"), old_case(world, owed={"diagnose": "2026-11-24T21:22:47Z"})
    operator("--yes", "--rule-set-before", "1-old")
    stored = [world.stored(case).ruleset for case in (wanted, other, closed, owing)]
    assert stored == ["2-new", "0-older", "1-old", "1-old"]


def test_a_dry_run_and_a_no_write_nothing(world: World, operator: Operator) -> None:
    case = old_case(world)
    shown = operator("--dry-run")
    assert case.id in shown
    assert "1 would change" in shown
    operator(typed="n\n")
    assert world.stored(case) == case


def test_what_a_person_corrected_stays(world: World, operator: Operator) -> None:
    after = {"category": "HACK", "language": "es"}
    correction = Item("CORRECTION", "3" * 26, "2026-11-24T21:22:47Z", {"before": {}, "after": after})
    case = old_case(world, correction, category="HACK", language="es")
    operator.rules.diagnosis = {**operator.rules.diagnosis, "urgency": "U1"}
    operator("--yes")
    stored = world.stored(case)
    assert (stored.category, stored.language, stored.urgency) == ("HACK", "es", "U1")


def test_an_urgency_is_never_lowered_without_a_person(world: World, operator: Operator) -> None:
    case = old_case(world, urgency="U1")
    assert "1 would be less urgent" in operator("--yes")
    stored = world.stored(case)
    assert (stored.urgency, stored.category) == ("U1", "PHISH")
    assert "urgency_kept" in stored.flags


def test_an_inquiry_that_goes_on_is_not_moved(world: World, operator: Operator) -> None:
    operator.rules.territory = {**operator.rules.territory, "forums": [{"court_id": FES}]}
    case, waiting = old_case(world, state="in_inquiry", assignee="somebody"), old_case(world)
    operator("--yes")
    assert (world.stored(case).court, world.stored(case).category, world.stored(case).ruleset) == (
        AGADIR,
        "FRAUD",
        "2-new",
    )
    assert (world.stored(waiting).court, world.stored(waiting).court_changes) == (FES, 1)


class Killed(BaseException):
    """The process is gone: nothing may catch it."""


@pytest.mark.parametrize("written", [True, False])
@pytest.mark.parametrize("at", [0, 2, 4])
def test_a_job_that_was_killed_does_each_case_exactly_once(
    world: World, operator: Operator, monkeypatch: pytest.MonkeyPatch, at: int, written: bool
) -> None:
    # GIVEN five cases, and a process that dies at one of them, before or after its transaction
    cases = [old_case(world) for _ in range(5)]
    saved, calls = DiagnosedCases.save_diagnosis, iter(range(99))

    def dying(store: DiagnosedCases, diagnosed: Any) -> None:
        dies = next(calls) == at
        if not dies or written:
            saved(store, diagnosed)
        if dies:
            raise Killed

    monkeypatch.setattr(DiagnosedCases, "save_diagnosis", dying)
    with pytest.raises(Killed):
        [operator.job().diagnose(case.id) for case in cases]
    # WHEN it is run again
    operator("--yes")
    # THEN each case has one new diagnosis and one entry, and says so once
    for case in cases:
        assert world.actions(case) == ["report.accepted", "case.diagnosed"]
        assert (world.stored(case).ruleset, world.stored(case).version) == ("2-new", 3)


def test_a_report_that_the_rules_cannot_bear_is_named_and_the_others_are_done(
    world: World, operator: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    poison, good = old_case(world, report={"text": "poison", "urls": []}), old_case(world)
    said = operator.rules.diagnosis

    def diagnose(report: Any, received_at: str, own_spans: Any) -> Any:
        if report["text"] == "poison":
            raise RecursionError
        return said

    monkeypatch.setattr(operator.rules, "diagnose", diagnose)
    assert poison.id in operator("--yes", status=1)
    assert [world.stored(case).ruleset for case in (poison, good)] == ["1-old", "2-new"]


def test_a_case_that_an_officer_changes_meanwhile_is_judged_again(
    world: World, operator: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = old_case(world)
    saved, calls = DiagnosedCases.save_diagnosis, iter(range(9))

    def late(store: DiagnosedCases, diagnosed: Any) -> None:
        if next(calls) == 0:
            world.change(case, assignee="somebody", version=case.version + 1)
        saved(store, diagnosed)

    monkeypatch.setattr(DiagnosedCases, "save_diagnosis", late)
    operator("--yes")
    assert (world.stored(case).assignee, world.stored(case).category) == ("somebody", "FRAUD")
    assert world.stored(case).ruleset == "2-new"


def test_the_commands_of_the_manual_are_run_as_they_stand(world: World, operator: Operator) -> None:
    manual = (Path(__file__).parents[2] / "docs" / "operator-manual.md").read_text(encoding="utf-8")
    commands = re.findall(r"`e-blagh (diagnostics rediagnose [^`]+)`", manual)
    case = old_case(world)
    assert len(commands) == 2
    for command_line in commands:
        assert CliRunner().invoke(app, command_line.split(), input="y\n").exit_code == 0
    assert world.stored(case).ruleset == "2-new"
    options = CliRunner().invoke(app, ["diagnostics", "rediagnose", "--help"]).output
    assert all(option in options for option in ("--rule-set-before", "--dry-run", "--yes", "--rate"))


def test_no_more_cases_a_second_than_allowed(world: World, operator: Operator, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(3):
        old_case(world)
    waited: list[float] = []
    monkeypatch.setattr(command.time, "sleep", waited.append)
    operator("--yes", "--rate", "0.1")
    assert len(waited) == 3
    assert all(8 < seconds <= 10 for seconds in waited)
