import pytest

from tests.law.told import Decide, at
from tests.law.worked_cases import courts


def test_an_unknown_name_is_a_question(decide: Decide) -> None:
    decision = decide(category="FRAUD", places=[at("offence", "Atlantis")])
    assert decision["forums"] == []
    assert "place_not_found" in decision["flags"]
    assert decision["missing"] == ["commune:offence", "place:suspect_residence"]
    assert decision["confidence"] == "unclear"


def test_namesakes_under_several_courts_are_a_question(decide: Decide) -> None:
    decision = decide(category="FRAUD", places=[at("offence", "Tazarine")])
    assert decision["forums"] == []
    assert {"place_ambiguous", "no_forum"} <= set(decision["flags"])
    assert "commune:offence" in decision["missing"]


def test_namesakes_under_one_court_give_that_court(decide: Decide) -> None:
    decision = decide(category="FRAUD", places=[at("offence", "Bni Sidel")])
    assert courts(decision) == ["TPI-NADOR"]
    assert "place_ambiguous_same_court" in decision["flags"]
    assert not any(missing.startswith("commune:") for missing in decision["missing"])
    assert decision["forums"][0]["rule_ids"][:2] == ["J4", "J1"]


def test_somewhere_in_morocco_asks_for_the_commune_without_a_flag(decide: Decide) -> None:
    decision = decide(category="FRAUD", offence_class="misdemeanour", places=[at("offence")])
    assert decision["flags"] == ["no_forum"]
    assert decision["missing"] == ["commune:offence", "place:suspect_residence"]


def test_a_province_settles_a_name(decide: Decide) -> None:
    places = [at("offence", "Agdal", province="Fès")]
    assert courts(decide(category="FRAUD", places=places)) == ["TPI-FES"]


@pytest.mark.parametrize("role", ["victim_residence", "publisher_seat", "port_or_landing", "guardian_residence"])
def test_a_role_that_the_rule_in_force_ignores_asks_nothing(decide: Decide, role: str) -> None:
    settled = [at("offence", "Agadir")]
    assert decide(category="FRAUD", places=[*settled, at(role, "Atlantis")]) == decide(category="FRAUD", places=settled)


@pytest.mark.parametrize("words", ["Paris", "France", "à l'étranger", "Casablanca Maroc", "ⵜⴰⵏⵊⴰ", "agdl"])
def test_words_beyond_the_rule_are_not_read(decide: Decide, words: str) -> None:
    decision = decide(category="FRAUD", offence_class="misdemeanour", places=[at("offence", words)])
    assert decision["flags"] == ["no_forum", "place_not_found"]
    assert decision["missing"] == ["commune:offence", "place:suspect_residence"]


@pytest.mark.parametrize("province", ["Nador", "Maroc", "Fès-Meknès", "Atlantis"])
def test_a_province_keeps_only_its_own(decide: Decide, province: str) -> None:
    for commune in ("Agadir", "09.001.01.01"):
        assert (
            "place_not_found" in decide(category="FRAUD", places=[at("offence", commune, province=province)])["flags"]
        )


def test_a_region_is_no_province(decide: Decide) -> None:
    decision = decide(category="FRAUD", places=[at("offence", "Agdal", province="Rabat-Salé-Kénitra")])
    assert "place_not_found" in decision["flags"]


@pytest.mark.parametrize(
    ("words", "court", "instead"),
    [
        ("Foqra", "TPI-KHOURIBGA", "the name without its article before the names that begin so"),
        ("نزالة", "TPI-MIDELT", "the name without its article before the names that begin so"),
        ("Agoudi", "TPI-AZILAL", "the names that begin so before those one letter away"),
        ("Ait Sebaa", "TPI-SEFROU", "the names that begin so before those one letter away"),
    ],
)
def test_the_first_step_that_finds_any_decides(decide: Decide, words: str, court: str, instead: str) -> None:
    assert courts(decide(category="FRAUD", places=[at("offence", words)])) == [court], instead
