"""Places that an officer made facts, or set aside, after reading the report: beside what the reporter said.

A confirmed place is `{role, commune, country?, said?, aside?}`: `commune` a code or words, `said` the words of the
report that it settles. `aside`: the place counts no more in that role.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from chalicelib.domain.jurisdiction.fact_values import ROLES
from chalicelib.domain.jurisdiction.facts import is_country

CONFIRMED = "confirmed_places"
MEMBERS = ("role", "commune", "country", "said")


def with_confirmed(places: Sequence[Mapping[str, str]], confirmed: object) -> list[Mapping[str, str]]:
    """Places `{role, commune, …}` after an officer's corrections, oldest correction first.

    The words that a correction settles, or sets aside, no longer count in its role. Total: what has another shape than
    a confirmed place is passed over.
    """
    found = list(places)
    for item in confirmed if isinstance(confirmed, list | tuple) else ():
        place = _read(item)
        if place is None:
            continue
        settled = {place.get("said"), place.get("commune")}
        found = [one for one in found if one["role"] != place["role"] or not settled & _words(one)]
        if item.get("aside") is not True:
            found.append(place)
    return found


def _read(item: object) -> dict[str, str] | None:
    if not isinstance(item, Mapping):
        return None
    place = {name: item[name].strip() for name in MEMBERS if isinstance(item.get(name), str) and item[name].strip()}
    if place.get("role") not in ROLES or not ("commune" in place or "country" in place):
        return None
    return None if "country" in place and not is_country(place["country"]) else place


def _words(place: Mapping[str, str]) -> set[Any]:
    return {place[name] for name in ("commune", "said") if name in place}
