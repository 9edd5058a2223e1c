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

MOST_BYTES = 30_000


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("site") / "assets" / "places.json"
    write_place_index(path)
    return path


def places_of(index: dict[str, Any]) -> Iterator[tuple[str, str, str, bool]]:
    for code, _, lines in index["provinces"]:
        for line in lines.split("\n"):
            rest, name_fr, name_ar = line.removeprefix("*").split(";")
            yield f"{code}.{rest}", name_fr, name_ar, line.startswith("*")


def test_the_picker_loads_less_than_thirty_kilobytes(written: Path) -> None:
    assert len(gzip.compress(written.read_bytes())) <= MOST_BYTES


def test_the_picker_knows_every_commune_by_both_names(written: Path) -> None:
    index = json.loads(written.read_text(encoding="utf-8"))
    assert list(places_of(index)) == [
        (commune.code, commune.name_fr, commune.name_ar, commune.kind == "arrondissement")
        for commune in read_communes()
    ]


def test_the_picker_knows_the_names_people_use(written: Path) -> None:
    index = json.loads(written.read_text(encoding="utf-8"))
    assert [tuple(line.split(";")) for line in index["aliases"].split("\n")] == read_aliases()


def test_the_picker_says_nothing_of_courts(written: Path) -> None:
    assert "TPI-" not in written.read_text(encoding="utf-8")


def test_writing_twice_gives_the_same_bytes(written: Path, tmp_path: Path) -> None:
    write_place_index(tmp_path / "again.json")
    assert (tmp_path / "again.json").read_bytes() == written.read_bytes()


def test_the_site_serves_the_index_under_the_hash_of_its_content(written: Path) -> None:
    assert assets()["places.json"] == written.read_bytes()
    assert re.fullmatch(r"/assets/places\.[0-9a-f]{12}\.json", addresses()["places.json"])
