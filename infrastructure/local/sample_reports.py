"""Sends the 25 sample reports through the public API, once for an installation, and waits for their diagnosis."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx

from infrastructure.local.folder import read_json, write_private

FILE = Path(__file__).with_name("samples") / "reports.json"
NOT_OF_THE_API = frozenset({"id", "script", "attachments", "expected", "translation_en"})
# Language of the page where a report in this language and script is written.
PAGE_LANGUAGES = {"ary": "ar", "ary-Latn": "ar", "und": "ar", "shi-Tfng": "zgh", "zgh-Latn": "zgh"}
# Each call at once costs a worker of its own at its start.
AT_ONCE = 2
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 3.0
TRIES = 5


class SampleRefusedError(Exception):
    """The API did not take a sample report; `answer` is what it said."""

    def __init__(self, sample: str, answer: httpx.Response) -> None:
        self.sample, self.answer = sample, answer
        super().__init__(f"sample {sample}: {answer.status_code} {answer.text[:300]}")


def sample_reports() -> dict[str, dict[str, Any]]:
    """Bodies for `POST /api/reports` by sample id."""
    samples: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))["reports"]
    return {sample["id"]: report_of(sample) for sample in samples}


def report_of(sample: dict[str, Any]) -> dict[str, Any]:
    """The report that a sample is, without what only the sample file knows."""
    report = {name: value for name, value in sample.items() if name not in NOT_OF_THE_API}
    report["lang"] = PAGE_LANGUAGES.get(sample["lang"], sample["lang"])
    report["locations"] = {name: value for name, value in sample["locations"].items() if name != "note"}
    return report


def send_all(base_url: str, file: Path, told: Callable[[int, int], None] = lambda done, of: None) -> dict[str, str]:
    """Sends what `file` holds no receipt for; one that was cut short goes on with the same keys. Sample → receipt."""
    kept = read_json(file)
    reports = sample_reports()
    for sample in reports:
        kept.setdefault(sample, {"key": str(uuid.uuid4())})
    write_private(file, kept)
    waiting = [sample for sample in reports if "receipt" not in kept[sample]]
    with httpx.Client(base_url=base_url, timeout=35) as client, ThreadPoolExecutor(AT_ONCE) as senders:
        sent = senders.map(
            lambda sample: (sample, _send(client, sample, reports[sample], kept[sample]["key"])), waiting
        )
        try:
            for done, (sample, receipt) in enumerate(sent, start=1):
                kept[sample]["receipt"] = receipt
                told(done, len(waiting))
        finally:
            write_private(file, kept)
    return {sample: kept[sample]["receipt"] for sample in reports}


def wait_until_diagnosed(
    base_url: str, file: Path, within: float, told: Callable[[int, int], None] = lambda done, of: None
) -> list[str]:
    """Asks with each receipt of `file` until its report is past `received`; samples that are not in `within` seconds.

    What was diagnosed once is not asked for again.
    """
    deadline = time.monotonic() + within
    kept = read_json(file)
    left, pause = [sample for sample in kept if not kept[sample].get("diagnosed")], FIRST_PAUSE
    with httpx.Client(base_url=base_url, timeout=35) as client:
        while left:
            for sample in left:
                kept[sample]["diagnosed"] = _examined(client, kept[sample]["receipt"])
            left = [sample for sample in left if not kept[sample]["diagnosed"]]
            told(len(kept) - len(left), len(kept))
            if time.monotonic() > deadline:
                break
            if left:
                time.sleep(pause)
                pause = min(pause * 1.5, LONGEST_PAUSE)
    write_private(file, kept)
    return left


def _send(client: httpx.Client, sample: str, report: dict[str, Any], key: str) -> str:
    for attempt in range(TRIES):
        answer = client.post("/api/reports", json=report, headers={"Idempotency-Key": key})
        if answer.status_code in (200, 201):
            return str(answer.json()["receipt"])
        if answer.status_code not in (429, 503):
            break
        time.sleep(min(int(answer.headers.get("Retry-After", "1")), 5) * (attempt + 1))
    raise SampleRefusedError(sample, answer)


def _examined(client: httpx.Client, receipt: str) -> bool:
    answer = client.post("/api/receipts", json={"receipt": receipt})
    return answer.status_code == 200 and answer.json()["status"] != "received"
