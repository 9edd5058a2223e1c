"""The people of the journeys, as thin clients of the HTTP API."""

import secrets
import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx

from infrastructure.local.system import System

WITHIN_SECONDS = 60.0
POLL_SECONDS = 0.1


def new_mark() -> str:
    """A word that stands in no other report."""
    return "m" + secrets.token_hex(8)


def report(mark: str, **members: Any) -> dict[str, Any]:
    """A fictional report of a scam in Agadir, carrying a mark."""
    return {
        "lang": "fr",
        "citizen_choice": "FRAUD",
        "text": f"Faux vendeur, paiement par virement, plus de réponse. Repère {mark}.",
        "reporter": {"role": "victim", "identity": "anonymous", "age_band": "adult"},
        "locations": {"offence_commune": "Agadir", "reporter_country": "MA"},
        **members,
    }


@dataclass
class Citizen:
    """Sends reports and reads the follow-up."""

    http: httpx.Client

    @classmethod
    @contextmanager
    def at(cls, base_url: str) -> Iterator["Citizen"]:
        with httpx.Client(base_url=base_url, timeout=35) as http:
            yield cls(http)

    def report(self, body: Mapping[str, Any]) -> str:
        """Send a report; returns the receipt code. A busy service is asked again, as its answer says."""
        key = str(uuid.uuid4())
        for _ in range(5):
            answer = self.http.post("/api/reports", json=body, headers={"Idempotency-Key": key})
            if answer.status_code not in (429, 503):
                break
            time.sleep(float(answer.headers["Retry-After"]))
        assert answer.status_code in (200, 201), answer.text
        return str(answer.json()["receipt"])

    def follow(self, receipt: str) -> dict[str, Any]:
        answer = self.http.post("/api/receipts", json={"receipt": receipt})
        assert answer.status_code == 200, answer.text
        return dict(answer.json())


@dataclass
class Officer:
    """One signed-in person."""

    http: httpx.Client

    def get(self, path: str, **params: Any) -> httpx.Response:
        return self.http.get(f"/api/portal/{path}", params=params)

    def post(self, path: str, **body: Any) -> httpx.Response:
        return self.http.post(f"/api/portal/{path}", json=body)

    def search(self, words: str) -> list[dict[str, Any]]:
        answer = self.post("search", q=words)
        assert answer.status_code == 200, answer.text
        return list(answer.json()["items"])

    def find(self, words: str, within: float = WITHIN_SECONDS) -> dict[str, Any]:
        """Search until exactly one case is found."""
        deadline = time.monotonic() + within
        while True:
            rows = self.search(words)
            if len(rows) == 1:
                return rows[0]
            assert time.monotonic() < deadline, f"{len(rows)} cases for {words!r} after {within:.0f} s"
            time.sleep(POLL_SECONDS)

    def case(self, case_id: str) -> dict[str, Any]:
        answer = self.get(f"cases/{case_id}")
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def duty(self) -> list[dict[str, Any]]:
        answer = self.get("duty", limit=100)
        assert answer.status_code == 200, answer.text
        return list(answer.json()["items"])

    def queue(self, **filters: Any) -> list[dict[str, Any]]:
        """The whole queue, page after page."""
        rows: list[dict[str, Any]] = []
        cursor: str | None = None
        while True:
            answer = self.get("queue", limit=100, **filters, **({"cursor": cursor} if cursor else {}))
            assert answer.status_code == 200, answer.text
            page = answer.json()
            rows += page["items"]
            cursor = page["cursor"]
            if cursor is None:
                return rows


@dataclass
class OfficerDesk:
    """Signs officers in, each once."""

    system: System
    _signed_in: dict[str, Officer] = field(default_factory=dict)

    def __call__(self, principal: str) -> Officer:
        if principal not in self._signed_in:
            token = self.system.token(principal)
            http = httpx.Client(base_url=self.system.base_url, timeout=35, headers={"Authorization": f"Bearer {token}"})
            self._signed_in[principal] = Officer(http)
        return self._signed_in[principal]
