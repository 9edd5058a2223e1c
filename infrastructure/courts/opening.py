"""Opening a court that the decree made wait: one change of courts.json, with the day from which it counts."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

FIRST_INSTANCE = "first_instance"


class OpeningError(Exception):
    """The court cannot be opened on that day."""


def opened(content: str, court_id: str, day: date, source: str) -> str:
    """The content of courts.json with the court open from `day` (decree 2.23.665 art. 6). Raises OpeningError."""
    document: dict[str, Any] = json.loads(content)
    court = next((row for row in document["courts"] if row["id"] == court_id), None)
    if court is None:
        raise OpeningError(f"no court is called {court_id}")
    if court["area_kept_by"] is None:
        raise OpeningError(f"{court_id} never had to wait for its opening")
    if court["open"] is True and (court["open_by"] is None or date.fromisoformat(court["open_by"]) <= day):
        raise OpeningError(f"{court_id} is open already, since {court['open_by'] or 'the decree'} at the latest")
    court["open"], court["open_by"] = True, day.isoformat()
    court["source"]["open"] += f"; open from {day.isoformat()}: {source or 'no source given'}"
    _count(document)
    return json.dumps(document, ensure_ascii=False, indent=1)


def _count(document: dict[str, Any]) -> None:
    waiting = [row for row in document["courts"] if row["kind"] == FIRST_INSTANCE and row["area_kept_by"]]
    known = sum(row["open"] is True for row in waiting)
    document["_about"]["counts"] |= {"art6_reported_open": known, "art6_not_known_open": len(waiting) - known}
