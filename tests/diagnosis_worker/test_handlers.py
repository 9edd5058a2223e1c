"""The handlers as Lambda imports them: alone, without the application, a bad message returned by itself."""

import json
import subprocess
import sys
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from chalicelib.telemetry import metrics
from chalicelib.usecases.diagnosis.needs import Swept
from chalicelib.workers import diagnose_report, sweep_stalled
from tests.diagnosis_worker.world import CASE, World


class Context:
    function_name = "DiagnoseReport"


def event(*bodies: str) -> dict[str, Any]:
    records = [
        {"messageId": str(number), "body": body, "eventSource": "aws:sqs", "receiptHandle": "r", "attributes": {}}
        for number, body in enumerate(bodies)
    ]
    return {"Records": records}


def message(case_id: str, version: int = 1) -> str:
    return json.dumps({"v": version, "case": case_id, "attempt": 0})


@pytest.fixture(autouse=True)
def namespace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metrics.provider, "namespace", "test")


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    world = World()
    monkeypatch.setattr(diagnose_report, "diagnosing_worker", lambda: SimpleNamespace(diagnose=world.diagnose))
    return world


@pytest.mark.parametrize("module", ["diagnose_report", "sweep_stalled", "enforce_retention"])
def test_a_worker_never_imports_the_application(module: str) -> None:
    script = (
        f"import sys, chalicelib.workers.{module}\n"
        "found = [name for name in ('app', 'chalice', 'jsonschema', 'chalicelib.routes') if name in sys.modules]\n"
        "assert not found, found"
    )
    subprocess.run([sys.executable, "-c", script], check=True, timeout=60)


def test_every_message_of_a_batch_is_done(world: World) -> None:
    answer = diagnose_report.handle(event(message(CASE.id)), Context())
    assert answer == {"batchItemFailures": []}
    assert world.case.state == "triage"


@pytest.mark.parametrize(
    "poison",
    ["", "{", "[]", '"x"', "null", message("not an id"), message(CASE.id, 9), json.dumps({"v": 1}), json.dumps([1, 2])],
)
def test_poison_is_returned_alone(world: World, poison: str) -> None:
    answer = diagnose_report.handle(event(poison, message(CASE.id)), Context())
    assert answer == {"batchItemFailures": [{"itemIdentifier": "0"}]}
    assert world.case.state == "triage"


def test_a_batch_of_poison_fails_message_by_message_and_not_as_a_whole(world: World) -> None:
    answer = diagnose_report.handle(event("{", "{"), Context())
    assert answer == {"batchItemFailures": [{"itemIdentifier": "0"}, {"itemIdentifier": "1"}]}


def test_a_report_that_the_rules_cannot_read_leaves_a_line_without_its_words(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.rules.poison = ValueError("Faux vendeur.")
    answer = diagnose_report.handle(event(message(CASE.id)), Context())
    assert answer["batchItemFailures"] == [{"itemIdentifier": "0"}]
    lines = [vars(record) for record in caplog.records]
    assert [line["error"] for line in lines if "error" in line] == ["ValueError"]
    assert "Faux vendeur" not in repr(lines)


def test_each_call_leaves_one_line(world: World, caplog: pytest.LogCaptureFixture) -> None:
    diagnose_report.handle(event(message(CASE.id)), Context())
    (call,) = [vars(record) for record in caplog.records]
    assert (call["worker"], call["outcome"]) == ("DiagnoseReport", "done")


def test_a_sweep_answers_with_its_numbers(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    swept = Swept(hinted=2, rung=1, given_up=0, oldest_unread_seconds={"U0": 60})
    monkeypatch.setattr(sweep_stalled, "sweeping_worker", lambda: SimpleNamespace(sweep=lambda: swept))
    assert sweep_stalled.handle({}, Context()) == {"Hinted": 2, "Rung": 1, "GivenUp": 0, "Reminded": 0}
    assert '"OldestUnreadU0":[60.0]' in capsys.readouterr().out.replace(" ", "")
