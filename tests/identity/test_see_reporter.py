"""The sight of a reporter: by the officer in charge alone, written down and told to the reporter before it happens."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from chalicelib.stores.cases import partition
from chalicelib.stores.tables import AuditRow, IdentityRow
from chalicelib.usecases.errors import Unavailable
from chalicelib.usecases.identity.needs import SealedField
from tests.casework.world import AGADIR, FES, World, officer
from tests.identity.conftest import NAME, PHONE, SUSPECT, Asking

INVESTIGATOR = officer(f"investigator:{AGADIR}")
SUPERVISOR = officer(f"supervisor:{AGADIR}")


def openings(world: World, case: Any) -> list[tuple[str, dict[str, Any]]]:
    return [(row.created_at, dict(row.body)) for sk, row in world.receipt(case).items() if sk.startswith("OPENING")]


def test_the_officer_in_charge_sees_and_the_reporter_is_told(asking: Asking, world: World) -> None:
    # GIVEN a named report and its assignee
    case = asking.sealed_case(assignee=INVESTIGATOR.sub)
    # WHEN seen twice a day, by two people in charge
    assert asking.ask(INVESTIGATOR, case.id) == (200, {"fields": {"full_name": NAME, "phone": PHONE}})
    world.pass_time(minutes=10)
    assert asking.ask(SUPERVISOR, case.id)[0] == 200
    # THEN the chain holds each sight without its purpose, the receipt one line of that day's first minute
    assert world.actions(case) == ["report.accepted", "reporter.seen", "reporter.seen"]
    assert openings(world, case) == [("2026-11-24T21:21:00Z", {"kind": "seen", "service": AGADIR})]
    # AND another day has its own line
    world.pass_time(days=1)
    asking.ask(INVESTIGATOR, case.id)
    assert len(openings(world, case)) == 2


@pytest.mark.parametrize(
    ("groups", "status"),
    [
        ((f"investigator:{AGADIR}",), 403),
        ((f"prosecutor:{AGADIR}",), 403),
        ((f"custodian:{AGADIR}",), 404),
        (("analyst:NATIONAL",), 403),
        (("auditor:NATIONAL",), 404),
        (("administrator:NATIONAL",), 404),
        ((f"supervisor:{FES}",), 404),
        ((), 404),
    ],
)
def test_nobody_but_the_officer_in_charge(asking: Asking, world: World, groups: tuple[str, ...], status: int) -> None:
    case = asking.sealed_case(assignee=INVESTIGATOR.sub)
    person = officer(*groups, sub="somebody else")
    answer = asking.ask(person, case.id)
    assert answer[0] == status
    assert NAME not in str(answer)
    assert openings(world, case) == []
    assert "reporter.denied" in [*world.actions(case), *world.own_actions(person)]


def test_another_courts_case_and_a_missing_one_are_told_alike(asking: Asking, world: World) -> None:
    case = asking.sealed_case(assignee=INVESTIGATOR.sub)
    stranger = officer(f"investigator:{FES}")
    assert asking.ask(stranger, case.id) == asking.ask(stranger, "01J00000000000000000000000")
    assert asking.ask(None, case.id)[0] == 401


@pytest.mark.parametrize(
    "facts", [{"identity_mode": "confidential"}, {"identity_mode": "anonymous"}, {"identity_erased": True}]
)
def test_only_a_named_identity_that_still_exists(asking: Asking, world: World, facts: dict[str, Any]) -> None:
    case = asking.sealed_case(**{"assignee": INVESTIGATOR.sub, **facts})
    for person in (INVESTIGATOR, SUPERVISOR):
        assert asking.ask(person, case.id)[0] == 403
    assert world.actions(case) == ["report.accepted", "reporter.denied", "reporter.denied"]
    # AND the sealed answers of the report are another matter, in any mode
    body = {"purpose": "identifier", "part": "report"}
    assert asking.ask(INVESTIGATOR, case.id, body) == (200, {"fields": {"suspect.name": SUSPECT}})
    assert world.actions(case)[-1] == "answers.seen"
    assert openings(world, case) == []


def test_a_referral_ends_the_sight_of_the_desk_and_of_the_old_court(asking: Asking, world: World) -> None:
    analyst = officer("analyst:NATIONAL")
    case = asking.sealed_case(assignee=analyst.sub)
    assert asking.ask(analyst, case.id)[0] == 200
    world.change(case, state="referred", version=3)
    assert asking.ask(analyst, case.id)[0] == 403
    world.change(case, court=FES, assignee=None, version=4)
    assert asking.ask(SUPERVISOR, case.id)[0] == 404


@pytest.mark.parametrize(
    "body", [{"purpose": " "}, {"purpose": "x" * 501}, {"part": "report"}, {"purpose": "x", "part": "all"}]
)
def test_a_purpose_is_said_and_nothing_else(asking: Asking, world: World, body: dict[str, Any]) -> None:
    case = asking.sealed_case(assignee=INVESTIGATOR.sub)
    assert asking.ask(INVESTIGATOR, case.id, body)[0] == 422
    assert world.actions(case) == ["report.accepted"]


def test_a_sight_that_cannot_be_recorded_does_not_happen(
    asking: Asking, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = asking.sealed_case(assignee=INVESTIGATOR.sub)
    opened: list[str] = []

    def spy(case_id: str, fields: Sequence[SealedField]) -> Mapping[str, str]:
        opened.append(case_id)
        return {}

    asking.open_seal = spy

    def down(*_: Any, **__: Any) -> Any:
        raise Unavailable

    monkeypatch.setattr("chalicelib.stores.write.Writer._send", down)
    assert asking.ask(INVESTIGATOR, case.id)[0] == 503
    assert opened == []


def test_a_value_moved_to_another_case_or_field_does_not_open(asking: Asking, world: World) -> None:
    case, other = asking.sealed_case(assignee=INVESTIGATOR.sub), asking.sealed_case()
    stolen = IdentityRow.get(partition(other.id), "SEALED").fields
    row = IdentityRow.get(partition(case.id), "SEALED")
    row.fields = {**row.fields, "phone": stolen["phone"]}
    row.save()
    status, body = asking.ask(INVESTIGATOR, case.id)
    assert (status, "fields" in body) == (503, False)
    assert AuditRow.count(f"CASE#{case.id}") == 2
