"""Corrections of officers become labelled reports, without anything of the reporter's own."""

import json
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from chalicelib.domain.audit.chain import case_chain, first_fault
from chalicelib.domain.casework.case import Case, Item
from chalicelib.stores.cases import put_item
from infrastructure.cli import app
from infrastructure.commands import labelled_set as command
from infrastructure.diagnostics.labelling import over_bound_tables
from tests.casework.world import World, tables

TEXT = "Un faux site de banque a pris mon argent. Appelez-moi au 0600000021, lui a le 0600000022."
OWN = TEXT.index("0600000021")
REPORT = {
    "text": TEXT,
    "urls": [],
    "identifiers": {"phones": ["0600000022"]},
    "citizen_choice": "FRAUD",
    "reporter": {"role": "victim", "identity": "named", "age_band": "adult"},
    "own_spans": [{"where": "text", "index": 0, "start": OWN, "end": OWN + 10, "field": ""}],
    "form": "1",
}
WHEN = "2026-11-24T21:22:47Z"


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    monkeypatch.setattr(command, "labelling", lambda stage, endpoint: over_bound_tables())
    with tables():
        yield World()


def corrected(world: World, *items: Item, **facts: Any) -> Case:
    case = world.case(report=REPORT, **facts)
    world.writer().commit([put_item(case.id, item) for item in items])
    return case


def correction(**after: str) -> Item:
    before = dict.fromkeys(after, "before")
    body = {"before": before, "after": after, "reason": "c'est une fausse banque", "author": "officer-1"}
    return Item("CORRECTION", "3" * 26, WHEN, body)


def exported(file: Path, status: int = 0) -> list[dict[str, Any]]:
    line = ["diagnostics", "labelled-set", str(file), "--stage", "local", "--days", "3650"]
    result = CliRunner().invoke(app, line)
    assert result.exit_code == status, result.output
    return [json.loads(row) for row in file.read_text(encoding="utf-8").splitlines()]


def test_a_correction_becomes_a_labelled_report(world: World, tmp_path: Path) -> None:
    # GIVEN a case that an officer corrected, and one that nobody corrected
    case = corrected(world, correction(category="PHISH"), category="PHISH", urgency="U2")
    world.case(report=REPORT)
    # WHEN the set is written
    (line,) = exported(tmp_path / "set.jsonl")
    # THEN it says what a person found, who and why
    assert line["expected"] == {"category": "PHISH", "urgency": "U2"}
    assert line["corrections"] == [
        {
            "at": WHEN,
            "author": "officer-1",
            "reason": "c'est une fausse banque",
            "before": {"category": "before"},
            "after": {"category": "PHISH"},
        }
    ]
    # AND the export is on the case's chain
    chain = world.chain(case_chain(case.id))
    assert (chain[-1].action, chain[-1].actor) == ("export.made", "LabelledSet")
    assert first_fault(chain) is None
    # AND it can be evaluated
    result = CliRunner().invoke(app, ["diagnostics", "evaluate", str(tmp_path / "set.jsonl")])
    assert result.exit_code == 0, result.output


def test_nothing_of_the_reporters_own_and_no_case_number_goes_out(world: World, tmp_path: Path) -> None:
    case = corrected(world, correction(language="es"), language="es", identity_fields=("name", "phone"))
    file = tmp_path / "set.jsonl"
    (line,) = exported(file)
    whole = file.read_text(encoding="utf-8")
    assert "0600000021" not in whole
    assert case.id not in whole
    assert case.receipt_key not in whole
    assert set(line["report"]) == {"text", "identifiers", "citizen_choice", "reporter"}
    assert line["report"]["reporter"] == {"role": "victim", "age_band": "adult"}
    assert "0600000022" in line["report"]["text"]
    assert line["expected"]["language"] == "es"
    # AND only its owner may read the file
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_joining_and_parting_are_labels_too(world: World, tmp_path: Path) -> None:
    made = {"kind": "officer", "case": "1" * 26, "reason": "même faux site", "author": "officer-1"}
    link = Item("LINK", "4" * 26, WHEN, made)
    parted = Item("UNLINK", "4" * 26, "2026-11-24T21:30:00Z", {"reason": "autre auteur", "author": "officer-2"})
    corrected(world, link, parted)
    (line,) = exported(tmp_path / "set.jsonl")
    assert [(row["joined"], row["author"], row["reason"]) for row in line["grouping"]] == [
        (True, "officer-1", "même faux site"),
        (False, "officer-2", "autre auteur"),
    ]
    assert len({row["with"] for row in line["grouping"]}) == 1
    assert "1" * 26 not in json.dumps(line)


def test_a_file_that_is_there_is_not_written_over(world: World, tmp_path: Path) -> None:
    file = tmp_path / "set.jsonl"
    file.write_text("", encoding="utf-8")
    assert exported(file, status=1) == []
