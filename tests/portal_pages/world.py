"""What the stand-in for the service holds, and how it tells lists and refusals."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import Any

from chalicelib.domain.audit.entry import Deed, Entry, entry_after

from . import cases

ROW = ("id", "court", "state", "urgency", "category", "language", "assignee", "created_at", "version")
PAGE = 20


@dataclass
class World:
    """What the service holds and what it was asked; a test changes it freely."""

    sub: str = cases.ME
    cases: dict[str, dict[str, Any]] = field(default_factory=dict)
    files: list[dict[str, Any]] = field(default_factory=list)
    rights: list[tuple[str, str]] = field(
        default_factory=lambda: [("investigator", "TPI-AGADIR"), ("analyst", "NATIONAL")]
    )
    duty: list[dict[str, Any]] = field(default_factory=list)
    openings: list[dict[str, Any]] = field(default_factory=list)
    entries: list[dict[str, Any]] = field(default_factory=lambda: chained(7))
    reporter: dict[str, str] = field(default_factory=lambda: {"full_name": "سلمى المثال", "phone": "+212600000042"})
    requests: list[tuple[str, str, Any]] = field(default_factory=list)
    attempts: list[dict[str, str]] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    tokens: set[str] = field(default_factory=set)
    seconds: int = 900
    fail_next: tuple[int, str] | None = None
    wrong_nonce: bool = False
    # Where an answer was not as the API description says.
    faults: list[str] = field(default_factory=list)
    # A test that looks at a list before its rows have come holds them back.
    held_back: threading.Lock = field(default_factory=threading.Lock)

    def sent(self, path: str) -> list[Any]:
        return [body for method, asked, body in self.requests if method == "POST" and asked.endswith(path)]


class RefusedError(Exception):
    """Told as a problem."""

    def __init__(self, status: int, slug: str, **extra: Any) -> None:
        super().__init__(slug)
        self.status, self.slug, self.extra = status, slug, extra


def summary(case: dict[str, Any]) -> dict[str, Any]:
    """A case as a list shows it."""
    return {name: case[name] for name in ROW}


def page_of(items: list[Any], asked: dict[str, Any]) -> dict[str, Any]:
    """So much of a list as was asked for."""
    start = int(asked["cursor"].split(".")[1]) if asked.get("cursor") else 0
    size = min(int(asked.get("limit") or PAGE), 100)
    shown = items[start : start + size]
    cursor = f"cursor-of-this-walk.{start + size}" if start + size < len(items) else None
    return {"items": shown, "count": len(shown), "cursor": cursor}


def chained(count: int) -> list[dict[str, Any]]:
    """A true chain of a case, as the API gives it."""
    entries: list[Entry] = []
    for at in range(count):
        deed = Deed("CASE#x", cases.COLLEAGUE, "case.read", cases.ago(hours=count - at), role="analyst")
        entries.append(entry_after(entries[-1] if entries else None, deed))
    return [{name: value for name, value in vars(entry).items() if name != "prev"} for entry in entries]
