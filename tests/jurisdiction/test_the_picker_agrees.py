"""The picker of the form and the server read names alike: the same texts through both give the same answers."""

import json
import random
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from chalicelib.domain.jurisdiction.place_names import name_key
from chalicelib.reference_data.court_data import load_court_data
from chalicelib.reference_data.place_files import read_aliases, read_area_names
from infrastructure.site.assets import bundled
from infrastructure.site.places_index import write_place_index
from infrastructure.site.settings import SOURCES
from tests.jurisdiction.test_places import LETTERS, misspelled
from tests.jurisdiction.test_written_places import WRITTEN

PLACES = load_court_data().places
NODE = Path(sys.executable).parent / "node"
CODES = list(PLACES.communes)


@dataclass(frozen=True)
class Picker:
    """The picker's code and its index, run by Node."""

    code: Path
    index: Path

    def look_up(self, texts: list[str]) -> list[tuple[str, list[str]]]:
        """The normal form of each text and the codes found."""
        driver = Path(__file__).with_name("look_up.mjs")
        done = subprocess.run(
            [NODE, driver, self.code, self.index], input=json.dumps(texts).encode(), capture_output=True, check=True
        )
        return [(each["key"], [CODES[number] for number in each["numbers"]]) for each in json.loads(done.stdout)]


@pytest.fixture(scope="module")
def picker(tmp_path_factory: pytest.TempPathFactory) -> Picker:
    folder = tmp_path_factory.mktemp("picker")
    (folder / "find.mjs").write_bytes(bundled(SOURCES / "scripts" / "places" / "find.ts"))
    write_place_index(folder / "places.json")
    return Picker(folder / "find.mjs", folder / "places.json")


def names() -> list[str]:
    return [name for commune in PLACES.communes.values() for name in (commune.name_fr, commune.name_ar)]


def misspellings() -> list[str]:
    chance = random.Random(20)
    return [misspelled(name, LETTERS["ar" if name > "\u0600" else "fr"], chance) for name in names()]


def with_their_area() -> Iterator[str]:
    for number, commune in enumerate(list(PLACES.communes.values())[::4]):
        yield f"{commune.name_fr}, {commune.province}" if number % 2 else f"{commune.name_fr} {commune.region}"
        yield f"في {commune.name_ar}"


def random_texts() -> list[str]:
    """Signs of all of Unicode that both sides know, alone and mixed with letters of names."""
    chance = random.Random(21)
    known = [chr(code) for code in range(0x30000) if unicodedata.category(chr(code)) not in ("Cn", "Cs", "Co")]
    mixed = "abcdef Aa'’-,_()éß0379 \t\nابتثلمنه ءآأًـⴰⴱⴳⴷ"
    alone = ["".join(chance.choices(known, k=chance.randrange(1, 12))) for _ in range(1500)]
    return alone + [
        "".join(chance.choices([*mixed, chance.choice(known)], k=chance.randrange(1, 20))) for _ in range(1500)
    ]


@pytest.mark.parametrize(
    "texts",
    [
        names(),
        [name for name, _ in (*read_aliases(), *read_area_names())],
        misspellings(),
        list(with_their_area()),
        [text for text, _, _ in WRITTEN],
        random_texts(),
        ["", " ", "'", "a" * 200, "a" * 201, "Agadir " * 40, "constructor", "__proto__", "😀😀😀😀😀", "😀gadir"],
    ],
    ids=["names", "other names", "misspellings", "with their area", "as people write", "random", "odd"],
)
def test_the_picker_and_the_server_read_the_same(picker: Picker, texts: list[str]) -> None:
    differing = []
    for text, (key, codes) in zip(texts, picker.look_up(texts), strict=True):
        read = PLACES.find(text, None)
        # Countries are the server's alone: there the picker may offer a place, and a person decides.
        if key != name_key(text) or (read.step != "code" and read.country is None and codes != list(read.candidates)):
            differing.append((text, name_key(text), key, read, codes))
    assert not differing, (len(differing), differing[:10])
