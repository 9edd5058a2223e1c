import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.jurisdiction.text_places import MOST_MENTIONS, places_in_text
from chalicelib.reference_data.court_data import load_court_data

LAW = load_court_data()
SAMPLES = json.loads((Path(__file__).parent / "sample_reports.json").read_text(encoding="utf-8"))["reports"]

# Every town that the texts of the 25 sample reports name, by hand; the quarters of R03 and R15 are not asked for.
NAMED = {
    "R02": ["Oued Zem"],
    "R03": ["Agadir"],
    "R05": ["Oujda"],
    "R07": ["Tiznit"],
    "R10": ["Nador"],
    "R11": ["Khenifra"],
    "R12": ["Sefrou", "Fès"],
    "R14": ["Dakhla"],
    "R16": ["Berrechid"],
    "R17": ["Tétouan"],
    "R18": ["Salé"],
    "R19": ["Essaouira"],
    "R20": ["Taroudannt"],
    "R21": ["Ouarzazate"],
    "R22": ["Demnate"],
    "R23": ["Kénitra"],
    "R25": ["Fnideq"],
}


def named_in(text: str) -> list[str]:
    return [
        "/".join(LAW.places.communes[code].name_fr for code in mention.candidates)
        for mention in places_in_text(text, LAW)
    ]


@pytest.mark.parametrize("report", SAMPLES, ids=lambda report: report["id"])
def test_the_places_that_a_sample_names_are_suggested_and_no_others(report: dict[str, str]) -> None:
    assert named_in(report["text"]) == NAMED.get(report["id"], [])


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("je vis à Fès", ["Fès"]),
        ("en casa de mi madre", []),
        ("ana f casa daba", ["Casablanca"]),
        ("safi ma b9itch kanhder", []),
        ("سكن في أكدال", ["Agdal/Agdal Riyad"]),
        ("من بني ملال إلى وادي زم", ["Béni Mellal", "Oued Zem"]),
        ("بالرباط", ["Rabat"]),
        ("https://shop.example/casablanca/agadir", []),
        ("contact@agadir.example", []),
        ("Agadir, Agadir et AGADIR", ["Agadir"]),
    ],
)
def test_words_of_a_text_are_places_only_where_it_speaks_of_places(text: str, names: list[str]) -> None:
    assert named_in(text) == names


def test_a_mention_carries_its_own_words() -> None:
    text = "Il habite à Oued Zem depuis un an."
    (mention,) = places_in_text(text, LAW)
    assert text[mention.start : mention.end] == mention.words == "Oued Zem"


@given(text=st.text(max_size=200))
def test_any_text_gives_mentions_in_its_own_words(text: str) -> None:
    mentions = places_in_text(text, LAW)
    assert len(mentions) <= MOST_MENTIONS
    for mention in mentions:
        assert text[mention.start : mention.end] == mention.words
        assert mention.candidates


def test_a_long_text_is_read_in_one_go() -> None:
    assert named_in("je suis à Agadir, pas à Fès. " * 2_000) == ["Agadir", "Fès"]
