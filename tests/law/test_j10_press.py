import pytest

from tests.law.told import Decide, abroad, at, grounds
from tests.law.worked_cases import courts

MARKS = ["press_publication"]


def test_the_seat_of_the_newspaper_then_the_residence_of_the_author(decide: Decide) -> None:
    places = [at("offence", "Agadir"), at("suspect_residence", "Salé"), at("publisher_seat", "Fès")]
    decision = decide(category="FALSE", offence_class="misdemeanour", marks=MARKS, places=places)
    assert courts(decision) == ["TPI-FES", "TPI-SALE"]
    assert grounds(decision)[0]["articles"][0] == "law 88-13 art. 94"
    assert decision["confidence"] == "likely"
    assert decision["forums"][0]["order_basis"] == "ours"


def test_without_the_mark_the_seat_is_no_ground(decide: Decide) -> None:
    assert courts(decide(category="FALSE", places=[at("publisher_seat", "Fès")])) == []


def test_a_publication_from_abroad_goes_to_rabat(decide: Decide) -> None:
    decision = decide(category="FALSE", marks=MARKS, places=[abroad("publisher_seat"), at("offence", "Agadir")])
    assert courts(decision) == ["TPI-RABAT"]
    assert decision["confidence"] == "unclear"
    assert "mutual_assistance" in decision["flags"]


@pytest.mark.parametrize("marks", [[], ["money_laundering"], ["money_laundering", "press_publication"]])
def test_a_seat_abroad_leaves_the_case_unclear_although_the_press_rule_is_not_in_force(
    decide: Decide, marks: list[str]
) -> None:
    places = [at("offence", "Agadir"), abroad("publisher_seat")]
    assert decide(category="FALSE", offence_class="misdemeanour", marks=marks, places=places)["confidence"] == "unclear"


def test_an_offence_abroad_is_not_flagged_under_the_press_rule(decide: Decide) -> None:
    decision = decide(category="FALSE", marks=MARKS, places=[abroad("offence"), at("publisher_seat", "Fès")])
    assert courts(decision) == ["TPI-FES"]
    assert "offence_abroad" not in decision["flags"]


def test_without_forum_seat_and_author_are_asked(decide: Decide) -> None:
    decision = decide(category="FALSE", marks=MARKS, places=[at("offence", "Agadir")])
    assert decision["missing"] == ["place:publisher_seat", "place:suspect_residence"]
    decision = decide(category="FALSE", marks=MARKS, places=[at("publisher_seat")])
    assert decision["missing"] == ["commune:publisher_seat", "place:suspect_residence"]


@pytest.mark.parametrize("mark", ["aboard_ship", "aboard_aircraft"])
def test_the_press_rule_comes_before_that_of_ships_and_aircraft(decide: Decide, mark: str) -> None:
    places = [at("port_or_landing", "Nador"), at("arrest", "Nador"), at("publisher_seat", "Fès")]
    assert courts(decide(category="FALSE", marks=[*MARKS, mark], places=places)) == ["TPI-FES"]
