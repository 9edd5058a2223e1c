import pytest

from tests.law.told import Decide, at, grounds
from tests.law.worked_cases import courts

MINOR = {"age_band": "minor_12_17"}
RANKED = [
    ("offence", "Agadir", "TPI-AGADIR"),
    ("suspect_residence", "Oujda", "TPI-OUJDA"),
    ("guardian_residence", "Nador", "TPI-NADOR"),
    ("arrest", "Taza", "TPI-TAZA"),
    ("detention", "Salé", "TPI-SALE"),
    ("content_received", "Safi", "TPI-SAFI"),
]


def test_the_grounds_of_a_minor_come_in_their_order(decide: Decide) -> None:
    places = [at(role, commune) for role, commune, _ in reversed(RANKED)]
    decision = decide(category="HARASS", suspect=MINOR, places=places)
    assert courts(decision) == [court for *_, court in RANKED]
    assert "minor_suspect" in decision["flags"]


@pytest.mark.parametrize(("role", "commune", "court"), RANKED[:5])
def test_each_ground_rests_on_article_463_1(decide: Decide, role: str, commune: str, court: str) -> None:
    decision = decide(category="HARASS", suspect=MINOR, places=[at(role, commune)])
    assert courts(decision) == [court]
    assert grounds(decision)[0]["articles"][0] == "CPP 463-1"
    assert grounds(decision)[0]["rules"][0] == "J7"


def test_the_guardian_is_no_ground_for_an_adult(decide: Decide) -> None:
    places = [at("guardian_residence", "Nador")]
    assert courts(decide(category="HARASS", suspect={"age_band": "adult"}, places=places)) == []


def test_a_company_seat_is_never_used(decide: Decide) -> None:
    decision = decide(category="FRAUD", suspect={**MINOR, "legal_person": True}, places=[at("company_seat", "Rabat")])
    assert courts(decision) == []


def test_a_child_under_twelve_is_flagged(decide: Decide) -> None:
    decision = decide(category="HARASS", suspect={"age_band": "under_12"}, places=[at("offence", "Safi")])
    assert {"minor_suspect", "child_under_12"} <= set(decision["flags"])
    assert "child_under_12" not in decide(category="HARASS", suspect=MINOR)["flags"]


def test_what_is_missing_is_asked_as_for_adults(decide: Decide) -> None:
    decision = decide(category="HARASS", suspect=MINOR, places=[at("guardian_residence", "Taza")])
    assert decision["missing"] == ["place:offence"]
    decision = decide(category="HARASS", suspect=MINOR, places=[at("content_received", "Taza")])
    assert "place_uncertain" in decision["flags"]
    assert decision["missing"] == ["place:offence", "place:suspect_residence"]
