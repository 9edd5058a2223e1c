"""Loads the court map, the names of places and the tables of the rules: once a process."""

import csv
import hashlib
import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from chalicelib.domain.jurisdiction.court_map import Court, CourtData, Ranking, RuleTables
from chalicelib.domain.jurisdiction.place_index import build_tables
from chalicelib.domain.jurisdiction.places import PlaceIndex
from chalicelib.reference_data.place_files import (
    ADDED,
    ALIASES,
    AREAS,
    COMMUNES,
    FOREIGN,
    read_communes,
    read_foreign_names,
    read_tables,
)

_HERE = Path(__file__).parent
COURTS = _HERE / "law" / "courts.json"
_RULES = _HERE / "law" / "rules.json"
CHANGES = _HERE / "law" / "map_changes.csv"
_WORDING = _HERE / "law" / "wording.json"

# Raised whenever the code of the rules changes what it decides; the data files are in the hash themselves.
RULES_CODE = "2"


@cache
def load_court_data() -> CourtData:
    """The court map, places and rules shipped with this package."""
    return read_court_data()


def read_court_data(courts: Path = COURTS, communes: Path = COMMUNES, changes: Path = CHANGES) -> CourtData:
    """The same with other files of a map. Raises OSError, ValueError or KeyError for files that are none."""
    rules = json.loads(_RULES.read_bytes())
    listed = read_communes(communes)
    # The names people use belong to the shipped map; another one is known by its own names.
    tables = read_tables() if communes == COMMUNES else build_tables(listed, (), (), ())
    return CourtData(
        version=_version(courts, communes, changes),
        courts={row["id"]: _court(row) for row in json.loads(courts.read_bytes())["courts"]},
        places=PlaceIndex(listed, tables, read_foreign_names()),
        tables=_tables(rules),
        wording=json.loads(_WORDING.read_bytes()),
        changes=_changes(changes),
    )


def _version(courts: Path, communes: Path, changes: Path) -> str:
    digest = hashlib.sha256(RULES_CODE.encode())
    for path in (courts, _RULES, changes, communes, AREAS, FOREIGN, ALIASES, ADDED):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _court(row: Mapping[str, Any]) -> Court:
    return Court(
        id=row["id"],
        kind=row["kind"],
        name_ar=row["name_ar"],
        name_fr=row["name_fr"],
        parent=row["parent"],
        seat_commune=row["seat_commune"],
        open=row["open"],
        open_by=date.fromisoformat(row["open_by"]) if row["open_by"] else None,
        area_kept_by=row["area_kept_by"],
        special=tuple(row["special"]),
        aml_court=row.get("aml_court"),
        inferred=tuple(row.get("inferred", ())),
    )


def _changes(path: Path) -> dict[str, tuple[tuple[date, str], ...]]:
    """Communes that later maps gave to another court: commune → (first day, court), oldest first."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = sorted((row["from"], row["commune"], row["court_id"]) for row in csv.DictReader(file))
    changes: dict[str, tuple[tuple[date, str], ...]] = {}
    for first_day, commune, court_id in rows:
        changes[commune] = (*changes.get(commune, ()), (date.fromisoformat(first_day), court_id))
    return changes


def _tables(rules: Mapping[str, Any]) -> RuleTables:
    return RuleTables(
        version=rules["version"],
        basis={rule: entry["basis"] for rule, entry in rules["rules"].items()},
        articles={rule: tuple(entry["articles"]) for rule, entry in rules["rules"].items()},
        rankings={name: _ranking(name, entry) for name, entry in rules["rankings"].items()},
        presumed_class={
            category: offence_class
            for offence_class in ("felony", "misdemeanour")
            for category in rules["presumed_class"][offence_class]
        },
        level_articles={level: tuple(entry["articles"]) for level, entry in rules["prosecutors"].items()},
        prosecuted_abroad={road: tuple(articles) for road, articles in rules["prosecuted_abroad"].items()},
        not_against_a_person=frozenset(rules["not_against_a_person"]),
        languages_of_procedure=frozenset(rules["languages_of_procedure"]),
        mutual_assistance_roles=frozenset(rules["mutual_assistance_roles"]),
        police=rules["police"]["by_kind"],
        unclear=frozenset(rules["confidence"]["unclear"]),
        likely=frozenset(rules["confidence"]["likely"]),
        map_in_force_since=date.fromisoformat(rules["map_in_force_since"]),
        default_court=rules["default_court"],
    )


def _ranking(name: str, entry: Mapping[str, Any]) -> Ranking:
    return Ranking(
        rule=name.split("-")[0],
        rank={role: number for number, roles in enumerate(entry["ranks"], 1) for role in roles},
        articles={role: tuple(articles) for roles in entry["ranks"] for role, articles in roles.items()},
        added=frozenset(entry.get("added", ())),
        ours=frozenset(entry.get("ours", ())),
        order=entry["order"],
    )
