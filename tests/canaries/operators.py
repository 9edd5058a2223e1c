"""What operators run over the cases: each command, with all that it prints and leaves behind."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from chalicelib.stores.court_decisions import CourtDecisions
from chalicelib.wiring.workers import rules_in_force
from chalicelib.workers import reseal_identities
from infrastructure.cli import app
from infrastructure.commands import keys, labelled_set, overrides, rediagnose, reroute
from infrastructure.courts import rerouting
from infrastructure.diagnostics import labelling, rediagnosing
from tests.canaries.service import Service
from tests.casework.world import SEARCH_KEY


@dataclass
class Book:
    entries: list[str] = field(default_factory=list)

    def note(self, action: str, item: str) -> None:
        self.entries.append(action + item)


@dataclass
class Found:
    """Where a command finds the stage of the test."""

    book: Book = field(default_factory=Book)
    account: Any = None

    def function(self, name: str) -> str:
        return name


class Functions:
    def invoke(self, *, FunctionName: str, Payload: bytes) -> dict[str, Any]:  # noqa: N803 boto3's own names
        answer = json.dumps(reseal_identities.handle(json.loads(Payload), None)).encode()
        return {"Payload": Answer(answer), "FunctionName": FunctionName}


@dataclass
class Answer:
    data: bytes

    def read(self) -> bytes:
        return self.data


def operate(service: Service, folder: Path) -> None:
    """All of them, as an operator would on this day."""
    month = f"{service.now():%Y-%m}"
    export = folder / "labelled.jsonl"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reroute, "rerouting", lambda *_: rerouting.over_bound_tables())
        patch.setattr(
            rediagnose,
            "rediagnosing",
            lambda _stage, _endpoint, before: rediagnosing.over_bound_tables(
                lambda: [SEARCH_KEY], rules_in_force(), before
            ),
        )
        patch.setattr(
            overrides,
            "decisions_of",
            lambda _stage, months, _endpoint: [decision for one in months for decision in CourtDecisions().of(one)],
        )
        patch.setattr(labelled_set, "labelling", lambda *_: labelling.over_bound_tables())
        patch.setattr(keys, "deployed", lambda *_: Found())
        patch.setattr(keys, "patient_functions", lambda _: Functions())
        for words in (
            ["courts", "reroute", "--stage", "local", "--yes"],
            ["courts", "overrides", "--stage", "local", "--month", month],
            ["courts", "overrides", "--stage", "local", "--month", month, "--json"],
            ["diagnostics", "rediagnose", "--stage", "local", "--dry-run", "--rate", "100"],
            ["diagnostics", "rediagnose", "--stage", "local", "--yes", "--rate", "100"],
            ["diagnostics", "labelled-set", str(export), "--stage", "local"],
            ["diagnostics", "evaluate", str(export)],
            ["keys", "reseal", "--stage", "local", "--dry-run"],
            ["keys", "reseal", "--stage", "local"],
        ):
            result = CliRunner().invoke(app, words)
            assert not isinstance(result.exception, (TypeError, AttributeError, KeyError)), (words, result.exception)
            service.places.add("printed by commands", result.output)
        assert " 0 rows" not in result.output, result.output
    if export.exists():
        service.places.add("labelled set", export.read_text(encoding="utf-8") or "nothing was corrected")
