"""Words that say a place is abroad: a country, a well-known foreign town, or "abroad" (beyond J1, ours).

A place is abroad because the person said so. Where they name nothing of the kind, nothing is inferred.
"""

from collections.abc import Mapping

from chalicelib.domain.jurisdiction.place_context import parts_of
from chalicelib.domain.jurisdiction.place_names import name_key, name_words

# CLDR's code for a country that is not said.
UNKNOWN_COUNTRY = "ZZ"
# Towns that are on no map of Moroccan courts and that no country is said for: an officer decides (decisions.md).
NOT_SAID = ""


def country_named(text: str, foreign: Mapping[str, str]) -> str | None:
    """The one foreign country that a text names: as a whole, between separators, or as its last words."""
    whole = foreign.get(name_key(text))
    if whole is not None:
        return whole or None
    named = {country for part in parts_of(text) if (country := _of_part(part, foreign))}
    named = named - {UNKNOWN_COUNTRY} or named
    return named.pop() if len(named) == 1 else None


def _of_part(part: str, foreign: Mapping[str, str]) -> str | None:
    words = name_words(part)
    for start in range(len(words)):
        country = foreign.get("".join(words[start:]))
        if country is not None:
            return country
    return None
