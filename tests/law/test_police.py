import pytest

from chalicelib.domain.jurisdiction.court_map import CourtData
from chalicelib.domain.jurisdiction.police import judicial_police
from tests.law.told import Decide, abroad, at


@pytest.mark.parametrize(
    ("commune", "service"),
    [("Agadir", "dgsn"), ("Sidi Moumen", "dgsn"), ("Imilchil", "gendarmerie")],
)
def test_the_kind_of_the_commune_suggests_a_force_and_says_that_it_is_inferred(
    decide: Decide, law: CourtData, commune: str, service: str
) -> None:
    services = judicial_police(decide(category="FRAUD", places=[at("offence", commune)]), law)
    assert [(found["service"], found["basis"]) for found in services] == [(service, "inferred")]
    assert len(services[0]["communes"]) == 1


def test_without_forum_or_place_no_force_is_guessed(decide: Decide, law: CourtData) -> None:
    assert judicial_police(decide(category="FRAUD"), law) == []
    default = decide(category="FRAUD", victim={"nationality": "MA"}, places=[abroad("offence")])
    assert judicial_police(default, law) == []


def test_exclusive_cases_and_several_courts_of_appeal_may_go_to_the_national_brigade(
    decide: Decide, law: CourtData
) -> None:
    assert [found["service"] for found in judicial_police(decide(category="TERR"), law)] == ["national_brigade"]
    places = [at("offence", "Agadir"), at("suspect_residence", "Oujda")]
    services = judicial_police(decide(category="FRAUD", places=places), law)
    assert [found["service"] for found in services] == ["dgsn", "national_brigade"]
    near = [at("offence", "Fès"), at("suspect_residence", "Sefrou")]
    assert [found["service"] for found in judicial_police(decide(category="FRAUD", places=near), law)] == ["dgsn"]


def test_minors_have_their_own_officers(decide: Decide, law: CourtData) -> None:
    decision = decide(category="HARASS", suspect={"age_band": "minor_12_17"}, places=[at("offence", "Agadir")])
    assert [found["service"] for found in judicial_police(decision, law)] == ["dgsn", "minors_officers"]


def test_every_service_has_its_words(law: CourtData) -> None:
    services = {*law.tables.police.values(), "national_brigade", "minors_officers"}
    assert services == set(law.wording["police"])
