"""The table that a supervisor takes away: own courts alone, and nothing that a spreadsheet would run."""

import csv
import io
import re

import pytest

from chalicelib.domain.access import Officer
from chalicelib.domain.casework.spreadsheet import harmless
from tests.casework.world import AGADIR, FES, NATIONAL, World, officer
from tests.portal_routes.conftest import Portal

SUPERVISOR = officer(f"supervisor:{AGADIR}")
# What the reference cases of misuse refuse in a cell.
RUN = (re.compile(r"^\s*[=@\t\r\uff1d\uff20]"), re.compile(r"^\s*[+-](?![0-9][0-9 .]*$)"))


def exported(portal: Portal, person: Officer = SUPERVISOR, query: str = "") -> list[dict[str, str]]:
    answer = portal.get(person, f"/portal/export.csv{query}")
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Cache-Control"] == "no-store"
    return list(csv.DictReader(io.StringIO(answer.text)))


def test_the_table_holds_the_cases_of_ones_courts_alone(portal: Portal, world: World) -> None:
    mine = [world.case(), world.case(state="closed"), world.case(urgency="U0", assignee="investigator1")]
    elsewhere = [world.case(court=FES), world.case(court=NATIONAL), world.case(court=FES, state="closed")]
    lines = exported(portal)
    assert [line["id"] for line in lines] == [mine[2].id, mine[0].id, mine[1].id]
    assert (lines[0]["assignee"], lines[1]["assignee"], lines[0]["created_at"]) == (
        "investigator1",
        "",
        "2026-11-24T21:21:00Z",
    )
    # AND the other court's supervisor takes the others, the national one what lies on that desk
    assert {line["id"] for line in exported(portal, officer(f"supervisor:{FES}"))} == {
        elsewhere[0].id,
        elsewhere[2].id,
    }
    assert [line["id"] for line in exported(portal, officer("supervisor:NATIONAL"))] == [elsewhere[1].id]
    assert world.own_actions(SUPERVISOR) == ["export.made"]


def test_nothing_of_a_report_is_in_it(portal: Portal, world: World) -> None:
    world.case(report={"text": "Canari", "urls": ["=1+1"], "reporter": {"identity": "named"}})
    text = portal.get(SUPERVISOR, "/portal/export.csv").text
    assert "Canari" not in text
    assert "=1+1" not in text
    assert "R1#" not in text


def test_a_month_is_one_of_casablanca(portal: Portal, world: World) -> None:
    # 30 June, 23:30 UTC, is July in Casablanca, whose clock was an hour ahead.
    last = world.case(created_at="2026-06-30T23:30:00Z")
    first = world.case(created_at="2026-06-01T12:00:00Z")
    assert [line["id"] for line in exported(portal, query="?month=2026-06")] == [first.id]
    assert [line["id"] for line in exported(portal, query="?month=2026-07")] == [last.id]
    assert exported(portal, query="?month=2025-01") == []
    for wrong in ("2026-13", "2026", "%3D1", ""):
        assert portal.get(SUPERVISOR, f"/portal/export.csv?month={wrong}").status == 400


@pytest.mark.parametrize(
    ("person", "status"),
    [
        (officer(f"analyst:{AGADIR}"), 403),
        (officer(f"investigator:{AGADIR}"), 403),
        (officer(f"prosecutor:{AGADIR}"), 403),
        (officer(f"auditor:{AGADIR}"), 403),
        (officer(), 403),
        (None, 401),
    ],
)
def test_supervisors_alone_take_it(portal: Portal, world: World, person: Officer | None, status: int) -> None:
    world.case()
    answer = portal.get(person, "/portal/export.csv?month=wrong")
    assert answer.status == status
    if person is not None:
        assert world.own_actions(person) == ["access.denied"]


def test_ten_tables_an_hour(portal: Portal, world: World) -> None:
    for _ in range(10):
        assert exported(portal) == []
        world.pass_time(minutes=1)
    refused = portal.get(SUPERVISOR, "/portal/export.csv")
    assert (refused.status, refused.slug, refused.headers["Retry-After"]) == (429, "too-many", str(50 * 60 + 1))
    # AND other things do not count, nor other people's
    assert portal.get(SUPERVISOR, "/portal/statistics").status == 200
    assert exported(portal, officer(f"supervisor:{AGADIR}", sub="another")) == []
    # AND an hour after the first there is room for one
    world.pass_time(minutes=50, seconds=1)
    assert exported(portal) == []
    assert portal.get(SUPERVISOR, "/portal/export.csv").status == 429


def test_a_cell_that_a_spreadsheet_would_run_is_neutralised(portal: Portal, world: World) -> None:
    world.case(assignee="=HYPERLINK(1)", language="-2+3+cmd")
    (line,) = exported(portal)
    assert (line["assignee"], line["language"]) == ("'=HYPERLINK(1)", "'-2+3+cmd")


@pytest.mark.parametrize(
    "cell", ["=1", "\t=1", "\r=1", "\n=1", "＝1", "@x", "＠x", "-2+3", "+1-1", " =1", "\u00a0=1", "\tx"]
)
def test_no_formula_comes_through(cell: str) -> None:
    made = harmless(cell)
    assert made == f"'{cell}"
    assert not any(pattern.search(made) for pattern in RUN)


@pytest.mark.parametrize("cell", ["", "TPI-AGADIR", "U2", "2", "2026-11-24T21:21:00Z", "a=b"])
def test_what_is_harmless_stays_as_it_is(cell: str) -> None:
    assert harmless(cell) == cell
