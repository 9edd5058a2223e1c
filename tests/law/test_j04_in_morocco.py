from itertools import pairwise

import pytest

from tests.law.told import Decide, abroad, at, grounds
from tests.law.worked_cases import courts

RANKED = [
    ("offence", "Agadir", "TPI-AGADIR"),
    ("suspect_residence", "Oujda", "TPI-OUJDA"),
    ("arrest", "Taza", "TPI-TAZA"),
    ("detention", "Salé", "TPI-SALE"),
    ("content_received", "Safi", "TPI-SAFI"),
]


def test_the_five_grounds_come_in_their_order_whatever_the_order_of_the_places(decide: Decide) -> None:
    places = [at(role, commune) for role, commune, _ in reversed(RANKED)]
    decision = decide(category="FRAUD", places=places)
    assert courts(decision) == [court for *_, court in RANKED]
    assert {"several_forums"} <= set(decision["flags"])


@pytest.mark.parametrize(("before", "after"), list(pairwise(RANKED)))
def test_each_ground_goes_before_the_next(
    decide: Decide, before: tuple[str, str, str], after: tuple[str, str, str]
) -> None:
    decision = decide(category="FRAUD", places=[at(*after[:2]), at(*before[:2])])
    assert courts(decision) == [before[2], after[2]]


@pytest.mark.parametrize("role", ["offence", "suspect_residence", "arrest", "detention"])
def test_each_ground_of_article_44_names_it(decide: Decide, role: str) -> None:
    decision = decide(category="FRAUD", places=[at(role, "Agadir")])
    assert courts(decision) == ["TPI-AGADIR"]
    step = grounds(decision)[0]
    assert step["articles"][:2] == ["CPP 44", "CPP 259"]
    assert step["basis"] == "law"
    assert step["fact"] == role


def test_the_residence_of_the_victim_is_no_ground(decide: Decide) -> None:
    assert courts(decide(category="FRAUD", places=[at("victim_residence", "Agadir")])) == []


@pytest.mark.parametrize("role", ["guardian_residence", "last_suspect_residence", "publisher_seat", "port_or_landing"])
def test_grounds_of_other_rules_are_none_here(decide: Decide, role: str) -> None:
    assert courts(decide(category="FRAUD", places=[at(role, "Agadir")])) == []


def test_reception_alone_is_uncertain_and_our_own_reading(decide: Decide) -> None:
    decision = decide(category="FRAUD", places=[at("content_received", "Agadir")])
    assert courts(decision) == ["TPI-AGADIR"]
    assert "place_uncertain" in decision["flags"]
    assert decision["missing"] == ["place:offence", "place:suspect_residence"]
    assert decision["confidence"] == "unclear"
    assert grounds(decision)[0]["basis"] == "ours"
    assert grounds(decision)[0]["articles"][0] == "CPP 704"


def test_reception_behind_another_ground_is_not_uncertain(decide: Decide) -> None:
    places = [at("content_received", "Agadir"), at("suspect_residence", "Oujda")]
    decision = decide(category="FRAUD", places=places)
    assert courts(decision) == ["TPI-OUJDA", "TPI-AGADIR"]
    assert "place_uncertain" not in decision["flags"]
    assert decision["missing"] == ["place:offence"]


def test_among_equals_the_court_with_more_places_comes_first(decide: Decide) -> None:
    places = [at("offence", "Agadir"), at("offence", "Inezgane"), at("arrest", "Ait Melloul")]
    assert courts(decide(category="FRAUD", places=places)) == ["TPI-INEZGANE", "TPI-AGADIR"]


def test_among_equals_of_equal_support_the_order_of_the_places_decides(decide: Decide) -> None:
    places = [at("offence", "Settat"), at("offence", "Agadir")]
    assert courts(decide(category="FRAUD", places=places)) == ["TPI-SETTAT", "TPI-AGADIR"]
    assert courts(decide(category="FRAUD", places=places[::-1])) == ["TPI-AGADIR", "TPI-SETTAT"]


def test_rank_goes_before_support(decide: Decide) -> None:
    places = [at("arrest", "Agadir"), at("detention", "Agadir"), at("offence", "Oujda")]
    assert courts(decide(category="FRAUD", places=places)) == ["TPI-OUJDA", "TPI-AGADIR"]


def test_a_suspected_company_is_pursued_at_its_seat(decide: Decide) -> None:
    seat = [at("company_seat", "Casablanca")]
    decision = decide(category="FRAUD", suspect={"legal_person": True}, places=seat)
    assert courts(decision) == ["TPI-CASABLANCA-PENAL"]
    assert "CPP 44" in grounds(decision)[0]["articles"]
    assert courts(decide(category="FRAUD", suspect={"legal_person": False}, places=seat)) == []


@pytest.mark.parametrize("role", ["suspect_residence", "arrest", "detention"])
def test_a_person_pursued_with_the_company_draws_it_to_their_court(decide: Decide, role: str) -> None:
    places = [at("company_seat", "Casablanca"), at(role, "Oujda")]
    decision = decide(category="FRAUD", suspect={"legal_person": True}, places=places)
    assert courts(decision) == ["TPI-OUJDA"]


def test_a_seat_ranks_as_a_residence(decide: Decide) -> None:
    places = [at("content_received", "Safi"), at("company_seat", "Casablanca"), at("offence", "Meknès")]
    decision = decide(category="FRAUD", suspect={"legal_person": True}, places=places)
    assert courts(decision) == ["TPI-MEKNES", "TPI-CASABLANCA-PENAL", "TPI-SAFI"]


def test_places_abroad_found_no_forum_in_morocco(decide: Decide) -> None:
    places = [at("offence", "Agadir"), abroad("suspect_residence")]
    decision = decide(category="FRAUD", places=places)
    assert courts(decision) == ["TPI-AGADIR"]
    assert "mutual_assistance" in decision["flags"]


def test_one_ground_alone_is_certain_when_the_class_is_given(decide: Decide) -> None:
    decision = decide(category="FRAUD", offence_class="misdemeanour", places=[at("offence", "Agadir")])
    assert decision["flags"] == []
    assert decision["missing"] == []
    assert decision["confidence"] == "certain"
    assert decision["forums"][0]["order_basis"] == "ours"
