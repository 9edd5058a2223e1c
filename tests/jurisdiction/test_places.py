import pytest

from chalicelib.domain.jurisdiction.court_map import CourtData
from chalicelib.domain.jurisdiction.places import find_places
from chalicelib.reference_data.court_data import load_court_data
from chalicelib.reference_data.place_files import read_aliases

LAW = load_court_data()


def names_found(text: str, province: str | None = None, law: CourtData = LAW) -> list[str]:
    return [law.places.communes[code].name_fr for code in find_places(text, law, province=province).candidates]


@pytest.mark.parametrize(
    ("text", "name", "step"),
    [
        ("09.001.01.01", "Agadir", "code"),
        ("Agadir", "Agadir", "name"),
        ("  AGADIR ", "Agadir", "name"),
        ("أكادير", "Agadir", "name"),
        ("اكادير", "Agadir", "name"),
        ("الدارالبيضاء", "Casablanca", "name"),
        ("Beni Mellal", "Béni Mellal", "name"),
        ("béni-mellal", "Béni Mellal", "name"),
        ("Casa", "Casablanca", "alias"),
        ("Kech", "Marrakech", "alias"),
        ("9nitra", "Kénitra", "alias"),
        ("Tánger", "Tanger", "name"),
        ("Marrakesh", "Marrakech", "alias"),
        ("El Hoceima", "Al Hoceima", "article"),
        ("Mohamadia", "Mohammadia", "edit"),
        ("بني مللال", "Béni Mellal", "edit"),
        ("l7ajeb", "El Hajeb", "sound"),
        ("Fkih Ben Salah", "Fquih Ben Salah", "sound"),
        ("ⵜⵉⵣⵏⵉⵜ", "Tiznit", "sound"),
        ("ⴰⴳⴰⴷⵉⵔ", "Agadir", "sound"),
        ("ⵜⴰⵏⵊⴰ", "Tanger", "sound"),
        ("Casablanca Maroc", "Casablanca", "context"),
        ("Agadir (hôtel)", "Agadir", "context"),
        ("ville de Fès", "Fès", "context"),
        ("بمدينة فاس", "Fès", "context"),
        ("Agdal, Rabat", "Agdal Riyad", "context"),
        ("Agdal Fès", "Agdal", "context"),
    ],
)
def test_a_place_is_found_as_people_write_it(text: str, name: str, step: str) -> None:
    assert names_found(text) == [name]
    assert find_places(text, LAW).step == step


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Agdal", ["Agdal", "Agdal Riyad"]),
        ("Médina", ["Médina", "Fès-Médina", "Marrakech-Médina"]),
        ("اليوسفية", ["El Youssoufia", "Youssoufia"]),
        ("Bni Sidel", ["Bni Sidel Jbel", "Bni Sidel Louta"]),
    ],
)
def test_an_ambiguous_name_gives_exactly_its_candidates(text: str, names: list[str]) -> None:
    assert names_found(text) == names


def test_a_province_or_a_region_beside_the_name_settles_it() -> None:
    assert names_found("Agdal", "Rabat") == ["Agdal Riyad"]
    assert names_found("Agdal", "Rabat-Salé-Kénitra") == ["Agdal Riyad"]
    assert names_found("Agdal", "fes") == ["Agdal"]


def test_a_province_without_such_a_place_finds_nothing() -> None:
    assert find_places("Agadir", LAW, province="Nador").step is None
    assert find_places("09.001.01.01", LAW, province="Nador").candidates == ()


@pytest.mark.parametrize("text", ["", "   ", "'", "Oulad", "Atlantis-sur-Mer", "Paris", "Toronto", "abroad", "\u0000"])
def test_what_is_no_place_of_the_map_finds_nothing(text: str) -> None:
    assert find_places(text, LAW).candidates == ()


def test_every_commune_is_found_by_both_names_alone_or_among_its_namesakes() -> None:
    for commune in LAW.places.communes.values():
        for name in (commune.name_fr, commune.name_ar):
            assert commune.code in find_places(name, LAW).candidates, name


def test_every_name_people_use_leads_to_its_commune() -> None:
    for alias, code in read_aliases():
        assert code in find_places(alias, LAW).candidates, alias
