"""A court map as the commands name it: a day of the map in force, a file of a map, or a folder of such files."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from chalicelib.domain.jurisdiction.court_map import CourtData
from chalicelib.reference_data.court_data import load_court_data, read_court_data

COURTS_FILE, COMMUNES_FILE, CHANGES_FILE = "courts.json", "communes.csv", "map_changes.csv"


class CourtMapError(Exception):
    """What was named is no court map."""


@dataclass(frozen=True)
class NamedMap:
    """A map; `day` where a day of it was named."""

    law: CourtData
    day: date | None


def day_of(text: str) -> date | None:
    """A day written `YYYY-MM-DD`, or None."""
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


def named_map(text: str) -> NamedMap:
    """Read what was named; files that a folder lacks are those in force. Raises CourtMapError."""
    day = day_of(text)
    if day is not None:
        return NamedMap(load_court_data(), day)
    path = Path(text)
    if not path.exists():
        raise CourtMapError(f"{text} is neither a day (YYYY-MM-DD) nor a file or folder of a court map")
    files = _files(path)
    if not files:
        raise CourtMapError(f"{text} holds none of {COURTS_FILE}, {COMMUNES_FILE}, {CHANGES_FILE}")
    try:
        return NamedMap(read_court_data(**files), None)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CourtMapError(f"{text} cannot be read as a court map: {error!r}") from error


def _files(path: Path) -> dict[str, Path]:
    if path.is_file():
        return {_member(path): path}
    named = {"courts": COURTS_FILE, "communes": COMMUNES_FILE, "changes": CHANGES_FILE}
    found = {member: sorted(path.rglob(name)) for member, name in named.items()}
    return {member: files[0] for member, files in found.items() if files}


def _member(path: Path) -> str:
    if path.suffix == ".json":
        return "courts"
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        header = next(csv.reader(file), [])
    return "changes" if "from" in header else "communes"
