"""`e-blagh courts list|check|diff|open`: the map is read, judged, compared and changed as data."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from chalicelib.reference_data.court_data import COURTS, read_court_data
from chalicelib.reference_data.place_files import COMMUNES
from infrastructure.cli import app


def run(*arguments: str, typed: str = "", status: int = 0) -> str:
    result = CliRunner().invoke(app, ["courts", *arguments], input=typed)
    assert result.exit_code == status, result.output
    return result.output


def listed(*arguments: str) -> list[dict[str, Any]]:
    return list(json.loads(run("list", "--json", *arguments)))


@pytest.fixture
def courts_file(tmp_path: Path) -> Path:
    """A copy of the courts, to be changed."""
    path = tmp_path / "courts.json"
    path.write_bytes(COURTS.read_bytes())
    return path


def rewritten(path: Path, court_id: str, **members: Any) -> Path:
    document = json.loads(path.read_text(encoding="utf-8"))
    next(row for row in document["courts"] if row["id"] == court_id).update(members)
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def test_the_list_names_every_court_once() -> None:
    ids = [row["id"] for row in listed()]
    assert len(ids) == len(set(ids)) == 112
    assert sum(row["communes"] for row in listed("--kind", "first")) == 1544


def test_filters_keep_what_they_say() -> None:
    assert len(listed("--kind", "appeal")) == 23
    assert {row["parent"] for row in listed("--under", "CA-AGADIR")} == {"CA-AGADIR"}
    assert [row["id"] for row in listed("--special", "terrorism")] == ["CA-RABAT"]
    assert "TPI-BIOUGRA" in {row["id"] for row in listed("--waiting", "--on", "2025-11-04")}
    assert "TPI-BIOUGRA" not in {row["id"] for row in listed("--waiting", "--on", "2025-11-05")}


def test_the_table_is_for_people() -> None:
    assert "112 of 112 courts" in run("list")
    assert "there is no kind" in run("list", "--kind", "x", status=1)
    assert "is no day" in run("list", "--on", "tomorrow", status=1)


def test_a_filter_that_nothing_has_is_said() -> None:
    """GIVEN a slip in an id WHEN courts are listed THEN it is told, and no empty list is taken for an answer."""
    assert "there is no court above others 'CA-AGADYR'" in run("list", "--under", "CA-AGADYR", status=1)
    assert "there is no special competence 'terorism'" in run("list", "--special", "terorism", status=1)


def test_the_shipped_map_passes_and_a_broken_one_does_not(courts_file: Path) -> None:
    assert "sound" in run("check")
    assert "sound" in run("check", "--map", str(courts_file))
    rewritten(courts_file, "TPI-AGADIR", parent=None)
    assert "TPI-AGADIR: no-parent" in run("check", "--map", str(courts_file), status=1)


def test_two_days_of_one_map_differ_by_what_opened_between_them() -> None:
    moves = json.loads(run("diff", "2025-11-04", "2025-11-05", "--json"))
    assert {(move["before"], move["after"]) for move in moves} == {("TPI-INEZGANE", "TPI-BIOUGRA")}
    assert "No commune" in run("diff", "2026-11-24", "2026-11-24")


def test_two_maps_differ_by_the_communes_that_move(tmp_path: Path) -> None:
    text = COMMUNES.read_text(encoding="utf-8")
    new = tmp_path / "communes.csv"
    new.write_text(text.replace("TPI-TIZNIT", "TPI-AGADIR"), encoding="utf-8")
    moves = json.loads(run("diff", "2026-11-24", str(tmp_path), "--on", "2026-11-24", "--json"))
    assert moves
    assert {(move["before"], move["after"]) for move in moves} == {("TPI-TIZNIT", "TPI-AGADIR")}
    assert "TPI-TIZNIT" in run("diff", str(COMMUNES), str(new))


@pytest.mark.parametrize("name", ["nowhere", "."])
def test_what_is_no_map_is_said(name: str, tmp_path: Path) -> None:
    assert "stopped" in run("diff", "2026-11-24", str(tmp_path / name), status=1)
    (tmp_path / "courts.json").write_text("[]", encoding="utf-8")
    assert "cannot be read" in run("diff", "2026-11-24", str(tmp_path), status=1)


def test_an_opening_is_shown_then_written_with_its_day(courts_file: Path) -> None:
    # GIVEN a court whose area another one keeps
    arguments = ("open", "TPI-RICH", "--on", "2027-01-15", "--file", str(courts_file))
    # WHEN an operator says no, THEN nothing is written
    shown = run(*arguments, typed="n\n", status=1)
    assert "2027-01-15" in shown
    assert "TPI-MIDELT" in shown
    assert courts_file.read_bytes() == COURTS.read_bytes()
    # WHEN the operator says yes, THEN the court works from that day on and no other court changed
    run(*arguments, "--source", "Bulletin officiel", typed="y\n")
    before, after = read_court_data(), read_court_data(courts=courts_file)
    assert not after.courts["TPI-RICH"].works_on(date(2027, 1, 14))
    assert after.courts["TPI-RICH"].works_on(date(2027, 1, 15))
    assert [court for court in after.courts.values() if court != before.courts[court.id]] == [after.courts["TPI-RICH"]]
    assert "open from 2027-01-15: Bulletin officiel" in courts_file.read_text(encoding="utf-8")
    assert after.version != before.version


@pytest.mark.parametrize("court", ["TPI-NOWHERE", "TPI-AGADIR", "TPI-BIOUGRA"])
def test_what_cannot_be_opened_is_said(court: str, courts_file: Path) -> None:
    output = run("open", court, "--on", "2027-01-15", "--yes", "--file", str(courts_file), status=1)
    assert "stopped" in output
    assert courts_file.read_bytes() == COURTS.read_bytes()


@pytest.mark.parametrize("content", [None, "[", "[]", '{"courts": [{"id": "TPI-BOUZNIKA"}]}'])
def test_a_file_that_holds_no_courts_is_said_and_stays_as_it_was(content: str | None, tmp_path: Path) -> None:
    path = tmp_path / "courts.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    told = run("open", "TPI-BOUZNIKA", "--on", "2026-12-01", "--yes", "--file", str(path), status=1)
    assert told.startswith("stopped:")
    assert "court map" in told.replace("\n", " ")
    assert (path.read_text(encoding="utf-8") if path.exists() else None) == content
