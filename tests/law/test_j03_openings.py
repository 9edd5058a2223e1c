import pytest

from tests.law.told import Decide, at, step_of
from tests.law.worked_cases import courts


@pytest.mark.parametrize(
    ("commune", "keeper", "basis"),
    [
        ("Bouznika", "TPI-BENSLIMANE", "inferred"),
        ("Rich", "TPI-MIDELT", "law"),
        ("Erfoud", "TPI-ERRACHIDIA", "inferred"),
        ("Fnideq", "TPI-TETOUAN", "law"),
        ("Demnate", "TPI-AZILAL", "law"),
    ],
)
def test_a_court_not_known_to_be_open_leaves_its_area_to_its_keeper(
    decide: Decide, commune: str, keeper: str, basis: str
) -> None:
    decision = decide(category="FRAUD", places=[at("offence", commune)])
    assert courts(decision) == [keeper]
    assert "court_opening_unknown" in decision["flags"]
    assert "court_opening_date" in decision["missing"]
    step = step_of(decision, "J3")
    assert step["articles"] == ["decree 2.23.665 art. 6"]
    assert step["basis"] == basis
    assert "prendra la suite" in decision["forums"][0]["note"]


@pytest.mark.parametrize(
    ("day", "court"),
    [
        ("2025-04-13", "TPI-OUJDA"),
        ("2025-04-14", "TPI-JERADA"),
        ("2026-11-20", "TPI-JERADA"),
    ],
)
def test_a_court_serves_its_area_from_the_day_its_heads_are_reported(decide: Decide, day: str, court: str) -> None:
    decision = decide(category="FRAUD", date=day, places=[at("offence", "Jerada")])
    assert courts(decision) == [court]
    assert ("court_opening_unknown" in decision["flags"]) == (court == "TPI-OUJDA")


def test_without_a_day_the_map_of_today_counts(decide: Decide) -> None:
    decision = decide(category="FRAUD", date=None, places=[at("offence", "Jerada")])
    assert courts(decision) == ["TPI-JERADA"]


def test_for_a_felony_only_the_court_of_appeal_is_tested(decide: Decide) -> None:
    felony = {"category": "TRAFF", "offence_class": "felony"}
    fnideq = decide(**felony, places=[at("offence", "Fnideq")])
    assert courts(fnideq) == ["CA-TETOUAN"]
    assert "court_opening_unknown" not in fnideq["flags"]
    dakhla = decide(**felony, places=[at("offence", "Dakhla")])
    assert courts(dakhla) == ["CA-LAAYOUNE"]
    assert "court_opening_unknown" in dakhla["flags"]


def test_an_area_kept_by_a_court_already_named_makes_one_forum(decide: Decide) -> None:
    places = [at("offence", "Imilchil"), at("suspect_residence", "Midelt")]
    decision = decide(category="FRAUD", places=places)
    assert courts(decision) == ["TPI-MIDELT"]
    assert "several_forums" not in decision["flags"]
