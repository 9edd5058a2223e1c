"""The rules decide by rule J1 and nothing else: the index is compared with a plain reading of its words."""

import random

import pytest

from chalicelib.reference_data.court_data import load_court_data
from chalicelib.reference_data.place_files import read_aliases
from tests.jurisdiction.plain_j1 import settled
from tests.jurisdiction.test_places import LETTERS, misspelled

LAW = load_court_data()
CHANCE = random.Random(1)
COMMUNES = CHANCE.sample(sorted(LAW.places.communes.values(), key=lambda commune: commune.code), 60)
NAMES = [name for commune in COMMUNES for name in (commune.name_fr, commune.name_ar)]
OTHERS = ["Agdal", "Médina", "Bni Sidel", "Oulad", "Safii", "agdl", "Paris", "Casablanca Maroc", "El Hoceima", "", "'"]


@pytest.mark.parametrize("text", [*NAMES, *CHANCE.sample([alias for alias, _ in read_aliases()], 60), *OTHERS])
def test_a_name_is_read_by_the_words_of_the_rule(text: str) -> None:
    assert LAW.places.settle(text, None) == settled(text)


@pytest.mark.parametrize("name", NAMES[:60])
def test_a_misspelt_name_is_read_by_the_words_of_the_rule(name: str) -> None:
    text = misspelled(name, LETTERS["ar" if name > "\u0600" else "fr"], CHANCE)
    assert LAW.places.settle(text, None) == settled(text)


@pytest.mark.parametrize("province", ["Rabat", "Fès", "Nador", "Atlantis"])
@pytest.mark.parametrize("text", ["Agdal", "Oulad Aissa", "Médina", "04.421.01.01"])
def test_a_province_is_read_by_the_words_of_the_rule(text: str, province: str) -> None:
    assert LAW.places.settle(text, province) == settled(text, province)
