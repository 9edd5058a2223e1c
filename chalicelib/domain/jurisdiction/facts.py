"""Facts of one report, as the rules read them (rules J0-J16, section "Input")."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from chalicelib.domain.jurisdiction.fact_values import (
    CATEGORIES,
    HOME,
    IDENTITIES,
    MARKS,
    NATIONALITIES,
    OFFENCE_CLASSES,
    REPORTER_ROLES,
    ROLES,
    SUSPECT_AGES,
    VICTIM_AGES,
)

_COUNTRY = re.compile(r"[A-Z]{2}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_NOTHING: Mapping[str, Any] = {}


class FactsError(ValueError):
    """A fact outside its list: `pointer` is its JSON Pointer, `slug` one of type, not-in-list, format, required."""

    def __init__(self, pointer: str, slug: str) -> None:
        super().__init__(f"{pointer or '/'}: {slug}")
        self.pointer = pointer
        self.slug = slug


@dataclass(frozen=True, slots=True)
class Place:
    """One place with its role; `commune` is a code, free words or None (somewhere in that country)."""

    role: str
    commune: str | None
    province: str | None
    country: str

    @property
    def in_morocco(self) -> bool:
        return self.country == HOME


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the rules read. None or "unknown" = not known, never a guess."""

    id: str | None
    day: date | None
    category: str
    offence_class: str
    marks: frozenset[str]
    places: tuple[Place, ...]
    suspect_nationality: str
    suspect_age: str
    suspect_in_morocco: bool | None
    suspect_is_company: bool
    victim_nationality: str
    victim_age: str
    complaint: bool
    reporter_identity: str | None
    reporter_role: str | None
    reporter_country: str | None
    reporter_language: str | None

    def given(self, role: str) -> bool:
        """Whether any place has this role, in Morocco or abroad."""
        return any(place.role == role for place in self.places)

    def given_in_morocco(self, *roles: str) -> bool:
        return any(place.role in roles and place.in_morocco for place in self.places)

    def given_abroad(self, *roles: str) -> bool:
        return any(place.role in roles and not place.in_morocco for place in self.places)

    @property
    def minor_suspect(self) -> bool:
        return self.suspect_age in ("minor_12_17", "under_12")

    @property
    def offence_only_abroad(self) -> bool:
        """An act abroad and no element of the offence in Morocco: the condition of CPP 707-712 (J9)."""
        return self.given_abroad("offence") and not self.given_in_morocco("offence", "content_received")


def is_country(text: str) -> bool:
    """An ISO 3166-1 alpha-2 code, by its shape."""
    return _COUNTRY.fullmatch(text) is not None


def is_language(text: str) -> bool:
    """A BCP 47 tag, by its shape."""
    return _LANGUAGE.fullmatch(text) is not None


def read_facts(raw: Mapping[str, Any]) -> Facts:
    """Read one JSON object of facts. Unknown keys are ignored, null is absent. Raises FactsError."""
    if not isinstance(raw, Mapping):
        raise FactsError("", "type")
    suspect = _member(raw, "suspect")
    victim = _member(raw, "victim")
    reporter = _member(raw, "reporter")
    return Facts(
        id=_text(raw, "", "id"),
        day=_day(raw),
        category=_choice(raw, "", "category", CATEGORIES) or "OTHER",
        offence_class=_choice(raw, "", "offence_class", OFFENCE_CLASSES) or "unknown",
        marks=_marks(raw),
        places=_places(raw),
        suspect_nationality=_choice(suspect, "/suspect", "nationality", NATIONALITIES) or "unknown",
        suspect_age=_choice(suspect, "/suspect", "age_band", SUSPECT_AGES) or "unknown",
        suspect_in_morocco=_truth(suspect, "/suspect", "in_morocco"),
        suspect_is_company=bool(_truth(suspect, "/suspect", "legal_person")),
        victim_nationality=_choice(victim, "/victim", "nationality", NATIONALITIES) or "unknown",
        victim_age=_choice(victim, "/victim", "age_band", VICTIM_AGES) or "unknown",
        complaint=bool(_truth(victim, "/victim", "complaint")),
        reporter_identity=_choice(reporter, "/reporter", "identity", IDENTITIES),
        reporter_role=_choice(reporter, "/reporter", "role", REPORTER_ROLES),
        reporter_country=_shaped(reporter, "/reporter", "country", is_country),
        reporter_language=_shaped(reporter, "/reporter", "language", is_language),
    )


def _member(raw: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = raw.get(name)
    if value is None:
        return _NOTHING
    if not isinstance(value, Mapping):
        raise FactsError(f"/{name}", "type")
    return value


def _text(raw: Mapping[str, Any], where: str, name: str) -> str | None:
    value = raw.get(name)
    if value is not None and not isinstance(value, str):
        raise FactsError(f"{where}/{name}", "type")
    return value


def _choice(raw: Mapping[str, Any], where: str, name: str, allowed: frozenset[str]) -> str | None:
    value = raw.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise FactsError(f"{where}/{name}", "type")
    if value not in allowed:
        raise FactsError(f"{where}/{name}", "not-in-list")
    return value


def _shaped(raw: Mapping[str, Any], where: str, name: str, holds: Callable[[str], bool]) -> str | None:
    value = _text(raw, where, name)
    if value is not None and not holds(value):
        raise FactsError(f"{where}/{name}", "format")
    return value


def _truth(raw: Mapping[str, Any], where: str, name: str) -> bool | None:
    value = raw.get(name)
    if value is not None and not isinstance(value, bool):
        raise FactsError(f"{where}/{name}", "type")
    return value


def _day(raw: Mapping[str, Any]) -> date | None:
    value = _text(raw, "", "date")
    if value is None:
        return None
    try:
        # fromisoformat alone would also take weeks and compact spellings; the rules know one form.
        if _DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise FactsError("/date", "format")


def _items(raw: Mapping[str, Any], name: str) -> list[Any] | tuple[Any, ...]:
    value = raw.get(name)
    if value is None:
        return ()
    if not isinstance(value, list | tuple):
        raise FactsError(f"/{name}", "type")
    return value


def _marks(raw: Mapping[str, Any]) -> frozenset[str]:
    values = _items(raw, "marks")
    for number, mark in enumerate(values):
        if not isinstance(mark, str):
            raise FactsError(f"/marks/{number}", "type")
        if mark not in MARKS:
            raise FactsError(f"/marks/{number}", "not-in-list")
    return frozenset(values)


def _places(raw: Mapping[str, Any]) -> tuple[Place, ...]:
    places = []
    for number, item in enumerate(_items(raw, "places")):
        where = f"/places/{number}"
        if not isinstance(item, Mapping):
            raise FactsError(where, "type")
        role = _choice(item, where, "role", ROLES)
        if role is None:
            raise FactsError(f"{where}/role", "required")
        places.append(
            Place(
                role=role,
                commune=_text(item, where, "commune"),
                province=_text(item, where, "province"),
                country=_shaped(item, where, "country", is_country) or HOME,
            )
        )
    return tuple(places)
