"""The file of the place picker: every commune by both names, and the tables of their normal form.

The page looks names up in it offline, by the same normal form as chalicelib/domain/jurisdiction/place_names.py; names
only, no court. Kept small: codes are cut where their province already says the beginning.
"""

import json
from itertools import groupby
from pathlib import Path

from chalicelib.domain.jurisdiction.place_index import DISTRICT, MOST_CANDIDATES, SHORTEST_GUESS, Commune
from chalicelib.domain.jurisdiction.place_names import ARABIC_ARTICLE, FOLDED_LETTERS, LATIN_ARTICLES, MARKS
from chalicelib.reference_data.place_files import read_aliases, read_communes

VERSION = 1
_PROVINCE_CODE = len("00.000")


def place_index() -> bytes:
    """The picker's index as compact JSON.

    `{v, fold, marks, articles, arabic_article, most, shortest, provinces: [[code, name, places]], aliases}`. `places`
    is lines of `rest of the code;French;Arabic`, a city district begins with `*`; `aliases` is lines of `name;code`.
    """
    content = {
        "v": VERSION,
        "fold": {letter: kept or "" for letter, kept in FOLDED_LETTERS.items()},
        "marks": MARKS,
        "articles": LATIN_ARTICLES,
        "arabic_article": ARABIC_ARTICLE,
        "most": MOST_CANDIDATES,
        "shortest": SHORTEST_GUESS,
        "provinces": [
            [code, province, "\n".join(map(_line, communes))]
            for (code, province), communes in groupby(read_communes(), _province)
        ],
        "aliases": "\n".join(f"{alias};{code}" for alias, code in read_aliases()),
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def write_place_index(path: Path) -> None:
    """Write it to a file; its folder is made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(place_index())


def _province(commune: Commune) -> tuple[str, str]:
    return commune.code[:_PROVINCE_CODE], commune.province


def _line(commune: Commune) -> str:
    mark = "*" if commune.kind == DISTRICT else ""
    return f"{mark}{commune.code[_PROVINCE_CODE + 1 :]};{commune.name_fr};{commune.name_ar}"
