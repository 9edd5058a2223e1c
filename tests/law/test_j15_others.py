import pytest

from tests.law.told import Decide, abroad, at


@pytest.mark.parametrize(
    ("language", "needed"),
    [
        ("ar", False),
        ("ary", False),
        ("ary-Latn", False),
        ("fr", False),
        ("en", True),
        ("es", True),
        ("zgh", True),
        ("shi-Tfng", True),
        (None, False),
    ],
)
def test_an_interpreter_for_languages_the_procedure_does_not_speak(
    decide: Decide, language: str | None, needed: bool
) -> None:
    flags = decide(category="FRAUD", reporter={"language": language})["flags"]
    assert ("interpreter" in flags) == needed


@pytest.mark.parametrize(
    "role",
    ["offence", "suspect_residence", "last_suspect_residence", "arrest", "detention", "company_seat", "publisher_seat"],
)
def test_a_place_abroad_calls_for_mutual_assistance_where_a_forum_is_named(decide: Decide, role: str) -> None:
    named = [at("offence", "Agadir"), abroad(role)]
    assert "mutual_assistance" in decide(category="FRAUD", places=named)["flags"]
    nobody = [at("offence"), abroad(role)]
    assert "mutual_assistance" not in decide(category="FRAUD", places=nobody)["flags"]


@pytest.mark.parametrize("role", ["victim_residence", "content_received", "guardian_residence", "port_or_landing"])
def test_other_places_abroad_do_not(decide: Decide, role: str) -> None:
    places = [at("offence", "Agadir"), abroad(role)]
    assert "mutual_assistance" not in decide(category="FRAUD", places=places)["flags"]


def test_a_reporter_abroad_is_told_to_report_there_too(decide: Decide) -> None:
    assert "report_also_abroad" in decide(category="FRAUD", reporter={"country": "FR"})["flags"]
    assert "report_also_abroad" not in decide(category="FRAUD", reporter={"country": "MA"})["flags"]
    assert "report_also_abroad" not in decide(category="FRAUD")["flags"]


def test_the_consular_route_is_for_moroccan_victims_abroad(decide: Decide) -> None:
    moroccan = {"nationality": "MA"}
    home = [abroad("victim_residence")]
    assert "consular_route" in decide(victim=moroccan, places=home)["flags"]
    assert "consular_route" in decide(victim=moroccan, reporter={"role": "victim", "country": "FR"})["flags"]
    assert "consular_route" not in decide(victim=moroccan, reporter={"role": "witness", "country": "FR"})["flags"]
    assert "consular_route" not in decide(victim=moroccan, reporter={"role": "victim", "country": "MA"})["flags"]
    assert "consular_route" not in decide(victim={"nationality": "foreign"}, places=home)["flags"]


def test_minor_victims_and_special_suspects_are_flagged(decide: Decide) -> None:
    assert "minor_victim" in decide(victim={"age_band": "minor"})["flags"]
    assert "minor_victim" not in decide(victim={"age_band": "adult"})["flags"]
    decision = decide(
        category="FRAUD", offence_class="misdemeanour", marks=["official_suspect"], places=[at("offence", "Fès")]
    )
    assert decision["flags"] == ["special_procedure"]
    assert decision["confidence"] == "unclear"
