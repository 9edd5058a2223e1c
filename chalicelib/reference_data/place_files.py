"""The files of places: communes and names people use, and the index made from them.

`python -m chalicelib.reference_data.place_files` makes the index again after a change; a test keeps it in step.
"""

import csv
import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from chalicelib.domain.jurisdiction.place_index import Commune, NameTables, build_tables
from chalicelib.domain.jurisdiction.place_names import name_key

_PLACES = Path(__file__).parent / "places"
COMMUNES = _PLACES / "communes.csv"
ALIASES = _PLACES / "place_aliases.csv"
ADDED = _PLACES / "added_names.csv"
AREAS = _PLACES / "area_names.csv"
FOREIGN = _PLACES / "foreign_names.csv"
INDEX = _PLACES / "index.json"


def read_communes(path: Path = COMMUNES) -> list[Commune]:
    """The communes of a file like communes.csv, in its order."""
    return [
        Commune(code, name_fr, name_ar, kind, province, region, court_id)
        for code, name_fr, name_ar, kind, province, region, court_id, *_ in _rows(path)
    ]


def read_aliases() -> list[tuple[str, str]]:
    """(name, code) of every name that people use beside the official ones."""
    return [*_names(ALIASES), *_names(ADDED)]


def read_area_names() -> list[tuple[str, str]]:
    """(name, province or region) of every other name of an area."""
    return [(name, area) for name, area, *_ in _rows(AREAS)]


def read_foreign_names() -> dict[str, str]:
    """Normal form of the name of a country, of a foreign town or of "abroad" → country code (ZZ: not said)."""
    return {name_key(name): country for name, country, *_ in _rows(FOREIGN)}


def build_index() -> bytes:
    """The bytes of the index file for the communes and aliases as they are now."""
    tables = build_tables(read_communes(), _names(ALIASES), _names(ADDED), read_area_names())
    return json.dumps(asdict(tables), ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def read_tables() -> NameTables:
    """The tables of the index file."""
    tables: dict[str, Any] = json.loads(INDEX.read_bytes())
    return NameTables(**tables)


def _names(path: Path) -> list[tuple[str, str]]:
    return [(alias, code) for alias, code, *_ in _rows(path)]


def _rows(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        yield from rows


if __name__ == "__main__":
    INDEX.write_bytes(build_index())
