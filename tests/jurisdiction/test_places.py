import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.jurisdiction.court_map import CourtData
from chalicelib.domain.jurisdiction.place_names import name_key
from chalicelib.domain.jurisdiction.places import find_places
from chalicelib.reference_data.court_data import load_court_data
from chalicelib.reference_data.place_files import read_aliases, read_area_names
from infrastructure.site.places_index import place_index

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
        ("ⵜⵉⵣⵏⵉⵜ", "Tiznit", "alias"),
        ("ⵜⴰⵍⵉⵡⵉⵏ", "Taliouine", "sound"),
        ("ⵜⴰⵏⵊⴰ", "Tanger", "alias"),
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
    assert names_found("أكدال", "الرباط") == ["Agdal Riyad"]
    assert names_found("أكدال", "عمالة الرباط") == ["Agdal Riyad"]
    assert names_found("Agdal", "province de Rabat") == ["Agdal Riyad"]
    assert names_found("Agdal", "جهة فاس مكناس") == ["Agdal"]
    assert names_found("Oulad Aissa", "Azemmour") == ["Oulad Aissa"]


def test_every_province_and_region_is_known_in_arabic_and_in_french() -> None:
    for commune in LAW.places.communes.values():
        assert commune.province in LAW.places.provinces(commune.province)
        assert commune.province in LAW.places.provinces(commune.region)
    arabic = [name for name, _ in read_area_names() if name > "\u0600"]
    assert len(arabic) >= 75 + 12
    assert all(LAW.places.provinces(name) for name in arabic)


def test_a_hint_that_names_nothing_is_no_hint() -> None:
    assert names_found("Agadir", "Maroc") == ["Agadir"]
    assert names_found("Agadir", "  ") == ["Agadir"]


def test_a_story_is_no_place_and_costs_nothing() -> None:
    assert find_places("Agadir " * 100_000, LAW).candidates == ()
    assert find_places("a" * 200, LAW).candidates == ()


def test_a_province_without_such_a_place_finds_nothing() -> None:
    assert find_places("Agadir", LAW, province="Nador").step is None
    assert find_places("09.001.01.01", LAW, province="Nador").candidates == ()


@pytest.mark.parametrize("text", ["", "   ", "'", "Oulad", "Oulad Maroc", "Atlantis-sur-Mer", "Nowhere Town", "\u0000"])
def test_what_is_no_place_of_the_map_finds_nothing(text: str) -> None:
    assert find_places(text, LAW).candidates == ()


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("France", "FR"),
        ("Pays-Bas", "NL"),
        ("هولندا", "NL"),
        ("Rotterdam", "NL"),
        ("Lyon, France", "FR"),
        ("Lyon (France)", "FR"),
        ("une petite ville en Espagne", "ES"),
        ("في فرنسا", "FR"),
        ("Ankara", "TR"),
        ("à l'étranger", "ZZ"),
        ("الخارج", "ZZ"),
        ("à l'étranger (Belgique)", "BE"),
    ],
)
def test_a_place_is_abroad_when_its_words_say_so(text: str, country: str) -> None:
    result = find_places(text, LAW)
    assert (result.candidates, result.step, result.country) == ((), "abroad", country)


@pytest.mark.parametrize("text", ["Casablanca, avenue de France", "Tanger, Espagne", "Paris, Londres"])
def test_words_that_name_morocco_too_or_two_countries_are_not_abroad(text: str) -> None:
    assert find_places(text, LAW).country is None


def test_every_commune_is_found_by_both_names_alone_or_among_its_namesakes() -> None:
    for commune in LAW.places.communes.values():
        for name in (commune.name_fr, commune.name_ar):
            assert commune.code in find_places(name, LAW).candidates, name


def test_every_name_people_use_leads_to_its_commune() -> None:
    for alias, code in read_aliases():
        assert code in find_places(alias, LAW).candidates, alias


@given(text=st.text(max_size=60), province=st.none() | st.text(max_size=20) | st.just("Rabat"))
def test_any_text_gives_at_most_twelve_places_of_the_map(text: str, province: str | None) -> None:
    result = find_places(text, LAW, province=province)
    assert len(result.candidates) <= 12
    assert all(code in LAW.places.communes for code in result.candidates)
    assert (result.step in (None, "abroad")) == (not result.candidates)
    assert (result.step == "abroad") == (result.country is not None)


LETTERS = {"fr": "abcdefghijklmnopqrstuvwxyz", "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"}


def misspelled(key: str, alphabet: str, chance: random.Random) -> str:
    """One letter lost, put in, changed, or swapped with its neighbour."""
    cut = chance.randrange(len(key))
    left, right = key[:cut], key[cut:]
    letter = chance.choice(alphabet)
    return chance.choice(
        [left + right[1:], left + letter + right, left + letter + right[1:], left + right[1::-1] + right[2:]]
    )


@pytest.mark.parametrize("script", ["fr", "ar"])
def test_one_typing_error_still_finds_the_place(script: str) -> None:
    chance = random.Random(6)
    namesakes: dict[str, set[str]] = {}
    for commune in LAW.places.communes.values():
        for name in (commune.name_fr, commune.name_ar):
            namesakes.setdefault(name_key(name), set()).add(commune.code)
    tried = exact = listed = candidates = 0
    for commune in LAW.places.communes.values():
        key = name_key(commune.name_fr if script == "fr" else commune.name_ar)
        text = misspelled(key, LETTERS[script], chance) if len(key) >= 5 else key
        if text == key:
            continue
        found = find_places(text, LAW).candidates
        tried += 1
        exact += set(found) == namesakes[key]
        listed += commune.code in found and len(found) <= 5
        candidates += len(found)
    assert tried > 1300
    assert exact / tried >= 0.93
    assert listed / tried >= 0.97
    assert candidates / tried <= 1.5


SHOWN = json.loads(place_index())["provinces"]


def test_what_the_picker_writes_means_the_place_that_was_chosen() -> None:
    arabic = {french: name for french, name, _, _ in SHOWN}
    for commune in LAW.places.communes.values():
        for text in (f"{commune.name_fr}, {commune.province}", f"{commune.name_ar}، {arabic[commune.province]}"):
            assert find_places(text, LAW).candidates == (commune.code,), text


@pytest.mark.parametrize("text", ["Rabat, Salé", "Rabat/Salé", "rabat salé", "الرباط، سلا"])
def test_two_towns_side_by_side_are_a_question(text: str) -> None:
    assert names_found(text) == ["Rabat", "Salé"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Casablanca - Anfa", "Anfa"),
        ("Casablanca-Anfa", "Anfa"),
        ("Fès, Agdal", "Agdal"),
        ("quartier Maarif Casablanca", "Maârif"),
        ("Méchouar de Casablanca, Casablanca", "Méchouar de Casablanca"),
    ],
)
def test_a_district_beside_its_town_is_the_place_that_is_meant(text: str, name: str) -> None:
    assert names_found(text) == [name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Youssoufia, Rabat", "El Youssoufia"),
        ("Ouled Aissa (Taroudant)", "Oulad Aissa"),
        ("Taroudant, Ouled Aissa", "Oulad Aissa"),
        ("Beni Makada, Tanger", "Bni Makada"),
        ("Karia, Taounate", "Karia Ba Mohamed"),
    ],
)
def test_a_name_beside_its_area_may_be_short_or_misspelled(text: str, name: str) -> None:
    assert names_found(text) == [name]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Oulad Said, Taounate", ["Taounate", "Oulad Said"]),
        ("Imouzzer Kandar, Fès", ["Fès", "Immouzzer-Kandar"]),
        ("Fès, Imouzzer Kandar", ["Fès", "Immouzzer-Kandar"]),
        ("Hay Mohammadi (Agadir)", ["Hay-Mohammadi", "Agadir"]),
    ],
)
def test_a_place_that_does_not_lie_where_the_words_beside_it_say_is_a_question(text: str, names: list[str]) -> None:
    assert names_found(text) == names


@pytest.mark.parametrize("text", ["quartier administratif, Rabat", "Marjane, Tanger", "rue de Fès, Casablanca"])
def test_words_beside_a_town_that_name_no_place_leave_the_town(text: str) -> None:
    assert names_found(text) == [text.split(", ")[1]]


@pytest.mark.parametrize(
    ("text", "names"),
    [("Ouled Said", ["Ouled Said Loued", "Oulad Said"]), ("Immouzzer", ["Immouzzer-Kandar", "Imouzzer"])],
)
def test_the_beginning_of_one_name_that_sounds_as_the_whole_of_another_is_a_question(
    text: str, names: list[str]
) -> None:
    assert names_found(text) == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("commune rurale d'Imilchil", "Imilchil"),
        ("C.R. Imilchil", "Imilchil"),
        ("الجماعة القروية إملشيل", "Imilchil"),
        ("Tinɣir", "Tinghir"),
        ("Leɛyun", "Laâyoune"),
        ("Laεrayec", "Larache"),
        ("Rracidia", "Errachidia"),
        ("ⵟⴰⵏⴵⴰ", "Tanger"),
        ("طنچة", "Tanger"),
        ("Imi n Tanut", "Imintanoute"),
    ],
)
def test_kinds_of_communes_and_amazigh_letters_hide_no_place(text: str, name: str) -> None:
    assert names_found(text) == [name]


def test_words_that_begin_many_names_may_be_spelled_as_they_are_said() -> None:
    assert names_found("Wlad Ayad") == ["Oulad Ayyad", "Ouled Ayad"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Had Bni Chiker", "Bni Chiker"),
        ("Souk el Had des Bradia", "Bradia"),
        ("Al Fqih Ben Çalah", "Fquih Ben Salah"),
        ("Marakeš", "Marrakech"),
        ("Oualidiya", "Loualidia"),
        ("ساكن فطنجة", "Tanger"),
        ("ⴳ ⵡⴳⴰⴷⵉⵔ", "Agadir"),
    ],
)
def test_a_market_an_alphabet_or_a_clitic_hides_no_place(text: str, name: str) -> None:
    assert names_found(text) == [name]
