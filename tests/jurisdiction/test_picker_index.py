import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from chalicelib.reference_data.place_files import read_aliases, read_communes
from infrastructure.site.assets import addresses, assets
from infrastructure.site.places_index import write_place_index

# The index with all that it is read by: 25.2 KB when this was written.
MOST_BYTES = 30_000
MOST_SCRIPT_BYTES = 6_000
MARKS = {"*": "arrondissement", "+": "urban_commune"}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("site") / "assets" / "places.json"
    write_place_index(path)
    return path


def places_of(index: dict[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    for province, _, _, lines in index["provinces"]:
        for line in lines.split("\n"):
            name_fr, name_ar = line.lstrip("*+").split(";")
            yield name_fr, name_ar, province, MARKS.get(line[0], "rural_commune")


def test_the_picker_loads_less_than_thirty_kilobytes(written: Path) -> None:
    assert len(gzip.compress(written.read_bytes(), mtime=0)) <= MOST_BYTES
    assert len(gzip.compress(assets()["places.js"], mtime=0)) <= MOST_SCRIPT_BYTES


def test_the_picker_knows_every_commune_by_both_names_in_the_order_of_the_map(written: Path) -> None:
    index = json.loads(written.read_text(encoding="utf-8"))
    assert list(places_of(index)) == [
        (commune.name_fr, commune.name_ar, commune.province, commune.kind) for commune in read_communes()
    ]


def test_the_picker_knows_the_names_people_use(written: Path) -> None:
    index = json.loads(written.read_text(encoding="utf-8"))
    communes = read_communes()
    pairs = [line.split(";") for line in index["aliases"].split("\n")]
    assert [(name, communes[int(number)].code) for name, number in pairs] == read_aliases()


def test_the_picker_shows_each_province_in_both_languages(written: Path) -> None:
    index = json.loads(written.read_text(encoding="utf-8"))
    assert all(arabic > "\u0600" for _, arabic, _, _ in index["provinces"])


def test_the_picker_says_nothing_of_courts(written: Path) -> None:
    assert "TPI-" not in written.read_text(encoding="utf-8")


def test_writing_twice_gives_the_same_bytes(written: Path, tmp_path: Path) -> None:
    write_place_index(tmp_path / "again.json")
    assert (tmp_path / "again.json").read_bytes() == written.read_bytes()


def test_the_site_serves_the_index_under_the_hash_of_its_content(written: Path) -> None:
    assert assets()["places.json"] == written.read_bytes()
    assert re.fullmatch(r"/assets/places\.[0-9a-f]{12}\.json", addresses()["places.json"])
