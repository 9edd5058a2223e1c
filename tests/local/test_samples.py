"""The loader of the sample reports: right bodies, once, on the way that everybody takes."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from infrastructure.local.folder import read_json
from infrastructure.local.sample_reports import (
    SampleRefusedError,
    report_of,
    sample_reports,
    send_all,
    wait_until_diagnosed,
)


class PublicApi:
    """A stand-in for the public API: takes reports as the contract says and remembers them by key."""

    def __init__(self) -> None:
        self.reports: dict[str, dict[str, Any]] = {}
        self.busy = 0
        self.refuse: str | None = None
        self.asked: dict[str, int] = {}
        self.slow: set[str] = set()
        self.lock = threading.Lock()
        self.base_url = ""

    def answer(self, path: str, key: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        with self.lock:
            if path == "/api/receipts":
                times = self.asked[body["receipt"]] = self.asked.get(body["receipt"], 0) + 1
                late = body["receipt"] in self.slow or times < 2
                return 200, {"status": "received" if late else "examined"}
            if self.busy:
                self.busy -= 1
                return 503, {}
            if self.refuse and self.refuse in body["text"]:
                return 422, {"type": "urn:e-blagh:problem:invalid"}
            known = key in self.reports
            self.reports[key] = body
            return 200 if known else 201, {"receipt": f"R-{key}"}


@pytest.fixture
def api() -> Iterator[PublicApi]:
    stand_in = PublicApi()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            status, told = stand_in.answer(self.path, self.headers.get("Idempotency-Key", ""), body)
            content = json.dumps(told).encode()
            self.send_response(status)
            if status == 503:
                self.send_header("Retry-After", "0")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    stand_in.base_url = f"http://127.0.0.1:{server.server_port}"
    yield stand_in
    server.shutdown()
    thread.join()
    server.server_close()


def test_there_are_25_and_they_hold_only_what_the_api_takes() -> None:
    reports = sample_reports()

    assert len(reports) == 25
    for report in reports.values():
        assert report["lang"] in {"ar", "fr", "en", "es", "zgh"}
        assert not {"id", "script", "attachments", "expected", "translation_en"} & set(report)
        assert "note" not in report["locations"]
        assert report["text"]


@pytest.mark.parametrize(
    ("written", "page"),
    [("ary", "ar"), ("ary-Latn", "ar"), ("und", "ar"), ("shi-Tfng", "zgh"), ("zgh-Latn", "zgh"), ("es", "es")],
)
def test_a_report_is_sent_in_the_language_of_its_page(written: str, page: str) -> None:
    sample = {"id": "R", "lang": written, "locations": {"offence_commune": "Agadir", "note": "x"}, "expected": {}}

    assert report_of(sample) == {"lang": page, "locations": {"offence_commune": "Agadir"}}


def test_each_is_sent_once_and_its_receipt_is_kept_in_private(api: PublicApi, tmp_path: Path) -> None:
    file = tmp_path / "samples.json"

    first = send_all(api.base_url, file)
    again = send_all(api.base_url, file)

    assert len(api.reports) == 25
    assert list(first) == sorted(first)
    assert first == again
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_load_that_was_cut_short_goes_on_with_the_same_keys(api: PublicApi, tmp_path: Path) -> None:
    file = tmp_path / "samples.json"
    api.refuse = sample_reports()["R20"]["text"]
    with pytest.raises(SampleRefusedError, match="R20"):
        send_all(api.base_url, file)
    keys = {sample: kept["key"] for sample, kept in read_json(file).items()}
    assert len(keys) == 25

    api.refuse = None
    send_all(api.base_url, file)

    assert {sample: kept["key"] for sample, kept in read_json(file).items()} == keys
    assert set(api.reports) == set(keys.values())


def test_being_told_to_wait_is_no_refusal(api: PublicApi, tmp_path: Path) -> None:
    api.busy = 3

    assert len(send_all(api.base_url, tmp_path / "samples.json")) == 25


def test_waiting_ends_when_all_are_diagnosed_or_names_those_that_are_not(api: PublicApi, tmp_path: Path) -> None:
    file = tmp_path / "samples.json"
    sent = send_all(api.base_url, file)
    counts: list[tuple[int, int]] = []

    api.slow = {sent["R04"]}
    assert wait_until_diagnosed(api.base_url, file, 4.0) == ["R04"]

    api.slow = set()
    assert wait_until_diagnosed(api.base_url, file, 20, lambda done, of: counts.append((done, of))) == []
    assert counts == [(25, 25)]
    asked = sum(api.asked.values())
    assert wait_until_diagnosed(api.base_url, file, 20) == []
    assert sum(api.asked.values()) == asked
