"""Courts, their areas and their openings (J2, J3), and the tables of the rules: the law as the rules read it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from chalicelib.domain.jurisdiction.places import PlaceIndex


@dataclass(frozen=True, slots=True)
class Court:
    """A court of courts.json. `open` None: it waits for its heads (decree 2.23.665 art. 6) and we know of none."""

    id: str
    kind: str
    name_ar: str
    name_fr: str
    parent: str | None
    seat_commune: str
    open: bool | None
    open_by: date | None
    area_kept_by: str | None
    special: tuple[str, ...]
    aml_court: str | None
    inferred: tuple[str, ...]

    @property
    def open_from(self) -> date | None:
        """The day by which the court is known to work, where the decree made it wait."""
        return self.open_by

    def works_on(self, day: date | None) -> bool:
        """Whether the court is known to work that day; no day = today's state (J3)."""
        if self.open is not True:
            return False
        return self.open_by is None or day is None or day >= self.open_by


@dataclass(frozen=True, slots=True)
class Ranking:
    """Roles that a rule looks at, best first (`rank`), with the articles each rests on.

    `ours`: roles that count by our own reading. `added`: roles that J4b adds to J4. `order`: basis of the order.
    """

    rule: str
    rank: Mapping[str, int]
    articles: Mapping[str, tuple[str, ...]]
    added: frozenset[str]
    ours: frozenset[str]
    order: str


@dataclass(frozen=True, slots=True)
class RuleTables:
    """What rules.json holds."""

    version: str
    basis: Mapping[str, str]
    articles: Mapping[str, tuple[str, ...]]
    rankings: Mapping[str, Ranking]
    presumed_class: Mapping[str, str]
    level_articles: Mapping[str, tuple[str, ...]]
    prosecuted_abroad: Mapping[str, tuple[str, ...]]
    not_against_a_person: frozenset[str]
    languages_of_procedure: frozenset[str]
    mutual_assistance_roles: frozenset[str]
    police: Mapping[str, str]
    unclear: frozenset[str]
    likely: frozenset[str]
    map_in_force_since: date
    default_court: str


@dataclass(frozen=True, slots=True)
class CourtData:
    """The map, the rules and their words. `version` changes whenever a file that decides something changes."""

    version: str
    courts: Mapping[str, Court]
    places: PlaceIndex
    tables: RuleTables
    wording: Mapping[str, Any]
    changes: Mapping[str, tuple[tuple[date, str], ...]]

    def area_court(self, commune: str, day: date | None) -> Court:
        """The first-instance court whose area holds a commune (J2), by the map of that day; no day = the newest map.

        `changes`: commune → (first day, court) of every later map, oldest first.
        """
        court_id = self.places.communes[commune].court_id
        for first_day, later in self.changes.get(commune, ()):
            if day is None or day >= first_day:
                court_id = later
        return self.courts[court_id]

    @property
    def court_towns(self) -> frozenset[str]:
        """The communes where the courts sit: the towns that everybody knows by name."""
        return frozenset(court.seat_commune for court in self.courts.values())

    @property
    def terrorism_court(self) -> Court:
        return next(court for court in self.courts.values() if "terrorism" in court.special)


@dataclass(frozen=True, slots=True)
class Working:
    """The court that works on a day for the area of `asked`; `waiting` is True when another keeps its area (J3)."""

    court: Court
    asked: Court
    waiting: bool


def working_court(asked: Court, law: CourtData, day: date | None) -> Working:
    """J3: the court itself when it is known to work, otherwise the court that keeps its area."""
    court = asked
    seen = {asked.id}
    while not court.works_on(day) and court.area_kept_by is not None and court.area_kept_by not in seen:
        seen.add(court.area_kept_by)
        court = law.courts[court.area_kept_by]
    return Working(court, asked, court is not asked)


def court_of_appeal(court: Court, law: CourtData) -> Court:
    """The court of appeal of a first-instance court; a court of appeal is its own."""
    return court if court.parent is None else law.courts[court.parent]
