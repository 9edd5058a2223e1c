"""One report may be slow, huge or unreadable: it stands alone, the others of its batch are done, nothing is lost."""

import time
import tracemalloc
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from chalicelib.domain.casework.case import CaseFile, Item
from chalicelib.gateways.time_limit import TooLong, within
from chalicelib.stores.tables import JsonAttribute
from chalicelib.telemetry import metrics
from chalicelib.usecases.diagnosis.diagnose_report import DiagnoseReport
from chalicelib.wiring.workers import bounded, rules_in_force
from chalicelib.workers import diagnose_report
from tests.diagnosis_worker.test_handlers import Context, event, message
from tests.diagnosis_worker.world import CASE, CONTENT, World

LONGEST_TEXT, MOST_LINKS, LONGEST_LINK, MOST_FIELDS, LONGEST_FIELD = 20_000, 50, 2048, 20, 300
"""Limits of the schema of a report."""


def batch(world: World, texts: Mapping[str, str]) -> list[str]:
    """Cases with these texts, by the digit that fills their ids, in the world's records."""
    world.records.files = {}
    for digit, text in texts.items():
        case = replace(CASE, id=digit * 26)
        content = Item("CONTENT", "", CASE.created_at, {**CONTENT.body, "text": text})
        world.records.files[case.id] = CaseFile(case, (content,))
    return list(world.records.files)


def spin() -> None:
    while True:
        pass


def remember() -> None:
    raise MemoryError


def recurse() -> None:
    recurse()


@pytest.mark.parametrize("harm", [spin, remember, recurse])
def test_a_report_that_is_too_much_for_the_rules_is_returned_alone(
    monkeypatch: pytest.MonkeyPatch, harm: Callable[[], None]
) -> None:
    # GIVEN three reports, the middle one beyond what the rules can do
    world = World()
    ids = batch(world, {"1": "un", "2": "trop", "3": "trois"})
    calm = world.rules.diagnose

    def diagnose(report: Mapping[str, Any], received_at: str, own_spans: Any) -> Mapping[str, Any]:
        if report["text"] == "trop":
            harm()
        return calm(report, received_at, own_spans)

    rules = bounded(replace(world.rules.in_force(), diagnose=diagnose), seconds=0.2)
    work = DiagnoseReport(world.records, rules, lambda: world.moment)
    monkeypatch.setattr(diagnose_report, "diagnosing_worker", lambda: SimpleNamespace(diagnose=work))
    monkeypatch.setattr(metrics.provider, "namespace", "test")
    # WHEN the batch comes
    started = time.monotonic()
    answer = diagnose_report.handle(event(*map(message, ids)), Context())
    # THEN only it is returned, soon; the others are done, and it waits as it was: undiagnosed and owed
    assert answer == {"batchItemFailures": [{"itemIdentifier": "1"}]}
    assert time.monotonic() - started < 5
    assert [file.case.state for file in world.records.files.values()] == ["triage", "received", "triage"]
    assert world.records.files[ids[1]].case.owed == CASE.owed


def test_a_bound_leaves_no_alarm_behind() -> None:
    assert within(0.05, lambda: "done")() == "done"
    time.sleep(0.1)
    with pytest.raises(TooLong):
        within(0.05, spin)()
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(within(0.05, lambda: "elsewhere")).result() == "elsewhere"


HOSTILE = {
    "letters": "a",
    "dots": "a.",
    "signs": "@a ",
    "digits": "1",
    "numbers": "0600000021 ",
    "links": "https://a.example/x ",
    "brackets": "[.](.)",
    "arabic": "كيهددني ",
    "marks": "e\u0301\u200f",
    "spaced": "n q t l e k ",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_the_largest_report_that_intake_accepts_has_room_in_time_and_memory(kind: str) -> None:
    sign = HOSTILE[kind]
    fields = ("phones", "handles", "emails", "rib", "iban", "crypto", "sender_id", "ips", "hashes")
    report = {
        "text": (sign * LONGEST_TEXT)[:LONGEST_TEXT],
        "urls": [f"https://h{number}.example/{sign * LONGEST_LINK}"[:LONGEST_LINK] for number in range(MOST_LINKS)],
        "identifiers": {name: [(sign * LONGEST_FIELD)[:LONGEST_FIELD]] * MOST_FIELDS for name in fields},
    }
    rules = rules_in_force()
    started = time.process_time()
    diagnosis = rules.diagnose(report, CASE.created_at, [])
    rules.links(report, diagnosis)
    rules.terms(report, diagnosis)
    assert time.process_time() - started < 1
    tracemalloc.start()
    rules.links(report, rules.diagnose(report, CASE.created_at, []))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 64 * 2**20
    # What is stored of it fits one row (400 KB).
    assert len(JsonAttribute().serialize(diagnosis)) < 350_000
