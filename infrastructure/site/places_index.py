"""The file of the place picker: every commune by both names, and the tables by which names are read.

The page looks names up in it offline, as chalicelib/domain/jurisdiction/places.py does: the same normal form, the same
sounds, the same steps; names only, no court and no code. A place is known by its number in the order of the map.
"""

import json
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from chalicelib.domain.jurisdiction.foreign_places import NOT_SAID
from chalicelib.domain.jurisdiction.place_context import (
    CLITIC,
    MARK,
    MARKETS,
    MOST_WORDS,
    SAYING_NOTHING,
    SEPARATOR,
    SPACE,
)
from chalicelib.domain.jurisdiction.place_index import DISTRICT, MOST_CANDIDATES, RURAL, SHORTEST_GUESS, Commune
from chalicelib.domain.jurisdiction.place_names import (
    ARABIC_ARTICLE,
    FOLDED_LETTERS,
    LATIN_ARTICLES,
    MARKS,
    name_key,
)
from chalicelib.domain.jurisdiction.place_sounds import (
    ARABIC_SOUNDS,
    ARTICLES,
    CHANGED,
    EXCHANGED,
    FEWEST_BONES,
    GLUED,
    HEARD,
    LATIN_SOUNDS,
    LONE_C,
    NEVER,
    SHORTENED,
    TIFINAGH_SOUNDS,
    UNHEARD,
    X_SOUNDS,
)
from chalicelib.domain.jurisdiction.place_steps import CLOSE_CALL
from chalicelib.domain.jurisdiction.places import LONGEST_TEXT
from chalicelib.reference_data.place_files import read_aliases, read_area_names, read_communes, read_foreign_names

VERSION = 2
_MARK = {DISTRICT: "*", RURAL: ""}
_TOWN = "+"


def place_index() -> bytes:
    """The picker's index as compact JSON.

    `{v, names, sounds, context, regions, provinces: [[French, Arabic, region, places]], aliases, areas}`. `places` is
    lines of `French;Arabic`, a city district begins with `*`, another town with `+`. `aliases` is lines of
    `name;number`, `areas` lines of `name;number`: of a province, or behind them of a region.
    """
    communes = read_communes()
    provinces = [(province, list(members)) for province, members in groupby(communes, lambda each: each.province)]
    regions = list(dict.fromkeys(commune.region for commune in communes))
    areas = read_area_names()
    number = {commune.code: place for place, commune in enumerate(communes)}
    content = {
        "v": VERSION,
        "names": {
            "fold": {letter: kept or "" for letter, kept in FOLDED_LETTERS.items()},
            "marks": MARKS,
            "articles": LATIN_ARTICLES,
            "arabic_article": ARABIC_ARTICLE,
        },
        "sounds": {
            "arabic": ARABIC_SOUNDS,
            "tifinagh": TIFINAGH_SOUNDS,
            "latin": LATIN_SOUNDS,
            "heard": HEARD,
            "x": X_SOUNDS,
            "exchanged": EXCHANGED,
            "shortened": SHORTENED,
            "articles": sorted(ARTICLES),
            "glued": GLUED,
            "lone_c": LONE_C,
            "fewest": FEWEST_BONES,
            "unheard": UNHEARD,
            "changed": CHANGED,
            "never": NEVER,
            "close": CLOSE_CALL,
        },
        "context": {
            "nothing": " ".join(sorted(SAYING_NOTHING)),
            "markets": " ".join(sorted(MARKETS)),
            "mark": MARK,
            "separator": SEPARATOR,
            "space": SPACE,
            "clitic": CLITIC,
            "most": MOST_WORDS,
        },
        "longest": LONGEST_TEXT,
        "most": MOST_CANDIDATES,
        "shortest": SHORTEST_GUESS,
        "regions": regions,
        "provinces": [
            [province, _arabic(province, areas), regions.index(members[0].region), "\n".join(map(_line, members))]
            for province, members in provinces
        ],
        "aliases": "\n".join(f"{alias};{number[code]}" for alias, code in read_aliases()),
        "no_map": [name_key(name) for name, country in read_foreign_names().items() if country == NOT_SAID],
        "areas": _area_lines([province for province, _ in provinces] + regions, areas),
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def write_place_index(path: Path) -> None:
    """Write it to a file; its folder is made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(place_index())


def _arabic(province: str, areas: Sequence[tuple[str, str]]) -> str:
    """The first Arabic name of a province: the one that is shown."""
    return next(name for name, area in areas if area == province and name > "\u0600")


def _area_lines(known: Sequence[str], areas: Sequence[tuple[str, str]]) -> str:
    keys = [name_key(area) for area in known]
    return "\n".join(f"{name};{keys.index(name_key(area))}" for name, area in areas)


def _line(commune: Commune) -> str:
    return f"{_MARK.get(commune.kind, _TOWN)}{commune.name_fr};{commune.name_ar}"
