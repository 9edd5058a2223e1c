"""`e-blagh courts overrides` and the counts behind it."""

import json
from collections.abc import Sequence

import pytest
from typer.testing import CliRunner

from chalicelib.domain.jurisdiction.overrides import CourtDecision, decision_on, tallied
from chalicelib.domain.jurisdiction.propose import propose
from chalicelib.stores.court_decisions import CourtDecisions, put_decision
from chalicelib.stores.tables import CourtDecisionRow
from chalicelib.usecases.errors import Unavailable
from infrastructure.cli import app
from infrastructure.commands import overrides as command
from tests.casework.world import AGADIR, FES, World
from tests.law.made_up_facts import LAW


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch, world: World) -> World:
    """The tables in memory in the place of a deployed stage."""

    def decisions(stage: str, months: Sequence[str], endpoint: str | None) -> list[CourtDecision]:
        return [decision for month in months for decision in CourtDecisions().of(month)]

    monkeypatch.setattr(command, "decisions_of", decisions)
    return world


def run(*arguments: str, status: int = 0) -> str:
    result = CliRunner().invoke(app, ["courts", "overrides", "--stage", "local", *arguments])
    assert result.exit_code == status, result.output
    return result.output


@pytest.mark.parametrize(
    ("facts", "rule"),
    [
        ({"places": [{"role": "offence", "commune": "Agadir"}]}, "J4"),
        ({"category": "TERR"}, "J5"),
        ({"marks": ["money_laundering"], "places": [{"role": "offence", "commune": "Agadir"}]}, "J6"),
        ({"places": [{"role": "offence", "country": "FR"}], "victim": {"nationality": "MA"}}, "J9"),
        ({}, "J12"),
        ({"category": "NOT_ACTIONABLE"}, "J0"),
    ],
)
def test_a_decision_is_counted_under_the_rule_that_found_the_court(facts: dict[str, object], rule: str) -> None:
    assert decision_on(propose(facts, LAW), FES).rule == rule


def test_what_was_kept_counts_too_so_that_there_is_a_rate() -> None:
    found = tallied([CourtDecision("J4", AGADIR, AGADIR), CourtDecision("J4", AGADIR, FES)])
    assert (found["J4"].decided, found["J4"].overridden, dict(found["J4"].instead)) == (2, 1, {FES: 1})


def test_a_row_names_no_case_and_is_spread(world: World) -> None:
    cases = [world.case() for _ in range(40)]
    world.writer().commit([put_decision(case, CourtDecision("J4", AGADIR, FES)) for case in cases])
    rows = list(CourtDecisionRow.scan())
    assert len(rows) == len(CourtDecisions().of("2026-11")) == 40
    assert len({row.pk for row in rows}) > 5
    assert not any(case.id in f"{row.pk}{row.sk}" for case in cases for row in rows)


def test_the_command_tells_numbers_and_courts(stage: World) -> None:
    case = stage.case()
    stage.writer().commit([put_decision(case, CourtDecision("J4", AGADIR, FES))])
    shown = run("--month", "2026-11")
    assert "J4" in shown
    assert "100%" in shown
    assert "TPI-FES 1" in shown
    assert json.loads(run("--month", "2026-11", "--json")) == [
        {"rule": "J4", "decided": 1, "overridden": 1, "instead": {FES: 1}}
    ]
    assert "Nobody decided" in run("--month", "2025-01")


def test_a_month_of_another_form_is_refused_and_a_silent_table_is_told(
    stage: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "is no month" in run("--month", "2026-13", status=1)

    def silent(*_: object) -> list[CourtDecision]:
        raise Unavailable

    monkeypatch.setattr(command, "decisions_of", silent)
    assert "did not answer" in run(status=1)
