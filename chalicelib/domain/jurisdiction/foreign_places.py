"""Words that say a place is abroad: a country, a well-known foreign town, or "abroad" (beyond J1, ours).

A place is abroad because the person said so. Where they name nothing of the kind, nothing is inferred.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from chalicelib.domain.jurisdiction.fact_values import HOME
from chalicelib.domain.jurisdiction.facts import Facts, Place
from chalicelib.domain.jurisdiction.place_context import parts_of
from chalicelib.domain.jurisdiction.place_names import name_key, name_words

if TYPE_CHECKING:
    from chalicelib.domain.jurisdiction.court_map import CourtData

# CLDR's code for a country that is not said.
UNKNOWN_COUNTRY = "ZZ"


def country_named(text: str, foreign: Mapping[str, str]) -> str | None:
    """The one foreign country that a text names: as a whole, between separators, or as its last words."""
    whole = foreign.get(name_key(text))
    if whole is not None:
        return whole
    named = {country for part in parts_of(text) if (country := _of_part(part, foreign)) is not None}
    named = named - {UNKNOWN_COUNTRY} or named
    return named.pop() if len(named) == 1 else None


def _of_part(part: str, foreign: Mapping[str, str]) -> str | None:
    words = name_words(part)
    for start in range(len(words)):
        country = foreign.get("".join(words[start:]))
        if country is not None:
            return country
    return None


def with_countries(facts: Facts, law: "CourtData") -> Facts:
    """The facts with the country of each place whose words name one and whose country was not given."""
    if all(place.country_given or place.commune is None for place in facts.places):
        return facts
    return replace(facts, places=tuple(_with_country(place, law) for place in facts.places))


def _with_country(place: Place, law: "CourtData") -> Place:
    if place.country_given or place.commune is None or place.country != HOME:
        return place
    country = law.places.find(place.commune, place.province).country
    return place if country is None else replace(place, country=country, country_given=True)
