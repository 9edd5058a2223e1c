"""From a report to facts: what the form's answers mean to the rules (fact_paths of the decision tree).

Places are read here as people write them: J1 itself knows fewer spellings and no countries, so words that it would read
otherwise become a code or a country, and stay beside it as `said` (a member that the rules do not know).

Nothing is inferred. A place counts only in the role that its question gives it; a place read out of the text, and an
answer that an officer has to confirm first, are suggestions and no facts until an officer confirms them.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from chalicelib.domain.jurisdiction.confirmed_places import CONFIRMED, with_confirmed
from chalicelib.domain.jurisdiction.court_map import CourtData
from chalicelib.domain.jurisdiction.fact_values import (
    CATEGORIES,
    HOME,
    IDENTITIES,
    NATIONALITIES,
    REPORTER_ROLES,
    SUSPECT_AGES,
)
from chalicelib.domain.jurisdiction.facts import is_country, is_language
from chalicelib.domain.jurisdiction.place_context import parts_of
from chalicelib.domain.jurisdiction.places import PlaceIndex

Report = Mapping[str, Any]
_NOTHING: Report = {}

# Where a place is said, and the role the rules know it in. Order = order of the facts' `places`.
_PLACES: tuple[tuple[str, str, str], ...] = (
    ("locations", "offence_commune", "offence"),
    ("answers", "delivery_place", "offence"),
    ("locations", "content_received_commune", "content_received"),
    ("answers", "threat_place", "content_received"),
    ("locations", "suspect_commune", "suspect_residence"),
    ("locations", "victim_commune", "victim_residence"),
)
# Announced, or said of a payment: an officer confirms before they become places of the offence.
_TO_CONFIRM: tuple[tuple[str, str], ...] = (("beneficiary_place", "offence"), ("event_place", "offence"))

_MINOR_BANDS = frozenset({"under_13", "from_13", "from_16"})
_ADULT_BANDS = frozenset({"adult", "60_plus", "60+"})
_MARKS = (("press", "press_publication"), ("victim_official", "public_official_victim"))


def facts_from_report(report: Report, law: CourtData, *, received_on: date, category: str) -> dict[str, Any]:
    """The facts of a stored report (members of the API), as `propose` reads them.

    `received_on` is the day in Casablanca, `category` the one diagnosis found. Total: a member of another shape than
    the API's counts as absent. What the report does not say is absent from the facts.
    """
    if not isinstance(report, Mapping):
        report = _NOTHING
    answers = _member(report, "answers")
    facts: dict[str, Any] = {
        "date": received_on.isoformat(),
        "category": category if category in CATEGORIES else "OTHER",
        "places": [
            _as_the_rules_read(place, law.places) for place in with_confirmed(_places(report), report.get(CONFIRMED))
        ],
    }
    marks = [mark for question, mark in _MARKS if answers.get(question) == "yes"]
    if marks:
        facts["marks"] = marks
    for name, read in (("suspect", _suspect), ("victim", _victim), ("reporter", _reporter)):
        said = {key: value for key, value in read(report).items() if value is not None}
        if said:
            facts[name] = said
    return facts


def suggested_places(report: Report) -> list[dict[str, str]]:
    """Places that an officer may confirm as facts: `{question, role, text}` in the order of the form."""
    answers = _member(report, "answers")
    return [
        {"question": question, "role": role, "text": text}
        for question, role in _TO_CONFIRM
        if (text := _text(answers, question)) is not None
    ]


def _places(report: Report) -> list[dict[str, str]]:
    role_of_reporter = _text(_member(report, "reporter"), "role")
    sources = list(_PLACES)
    if role_of_reporter == "victim":
        # Paying is an element of the offence where the victim paid; a witness's own payments say nothing.
        sources.insert(2, ("answers", "paid_place", "offence"))
    places: list[dict[str, str]] = []
    for member, name, role in sources:
        text = _text(_member(report, member), name)
        if text is not None and (place := {"role": role, "commune": text}) not in places:
            places.append(place)
    province = _text(_member(report, "locations"), "province")
    if province is not None and places:
        # One hint for the whole report: it belongs to the place of the facts, which comes first.
        places[0]["province"] = province
    return places


def _as_the_rules_read(place: Mapping[str, str], places: PlaceIndex) -> dict[str, str | None]:
    """The place so that J1 reads it as it was meant; where it cannot be put so, a question with the words said.

    The form asks for no country of a place: where the words name one, the place lies there. An officer may give one.
    """
    if "country" in place:
        return {**place}
    text, province = place["commune"], place.get("province")
    meant = places.find(text, province)
    if meant.country is not None:
        return {**place, "country": meant.country}
    if meant.candidates == places.settle(text, province):
        return {**place}
    commune = meant.candidates[0] if len(meant.candidates) == 1 else _common_name(text, meant.candidates, places)
    return {"role": place["role"], "commune": commune, "said": text}


def _common_name(text: str, candidates: Sequence[str], places: PlaceIndex) -> str | None:
    """The part of the text, or the official name, that J1 reads as exactly these candidates."""
    communes = [places.communes[code] for code in candidates]
    names = [name for commune in communes for name in (commune.name_fr, commune.name_ar)]
    return next((name for name in (*parts_of(text), *names) if set(places.settle(name, None)) == set(candidates)), None)


def _suspect(report: Report) -> dict[str, Any]:
    suspect = _member(report, "suspect")
    age = _text(suspect, "age_band")
    country = _text(suspect, "country")
    return {
        "age_band": "minor_12_17" if age == "minor" else _among(age, SUSPECT_AGES),
        "in_morocco": None if country is None else country == HOME,
    }


def _victim(report: Report) -> dict[str, Any]:
    victim = _member(report, "victim")
    reporter = _member(report, "reporter")
    band = _text(victim, "age_band")
    if band in (None, "unknown") and reporter.get("role") == "victim":
        band = _text(reporter, "age_band")
    return {
        "nationality": _among(_text(victim, "nationality"), NATIONALITIES),
        "age_band": _victim_age(band),
    }


def _victim_age(band: str | None) -> str | None:
    if band is None:
        return None
    # `minor` and the older `minor_<age>` are the API's own spellings beside the bands of the form.
    if band in _MINOR_BANDS or band.startswith("minor"):
        return "minor"
    return "adult" if band in _ADULT_BANDS else None


def _reporter(report: Report) -> dict[str, Any]:
    reporter = _member(report, "reporter")
    answers = _member(report, "answers")
    country = _text(_member(report, "locations"), "reporter_country")
    language = _text(answers, "reply_language") or _text(report, "lang")
    return {
        "identity": _among(_text(reporter, "identity"), IDENTITIES),
        "role": _among(_text(reporter, "role"), REPORTER_ROLES),
        "country": _kept(country, is_country),
        "language": _kept(language, is_language),
    }


def _member(report: Any, name: str) -> Report:
    value = report.get(name) if isinstance(report, Mapping) else None
    return value if isinstance(value, Mapping) else _NOTHING


def _text(member: Report, name: str) -> str | None:
    value = member.get(name)
    return value.strip() or None if isinstance(value, str) else None


def _among(value: str | None, allowed: frozenset[str]) -> str | None:
    return value if value in allowed else None


def _kept(value: str | None, holds: Callable[[str], bool]) -> str | None:
    return value if value is not None and holds(value) else None
