import pytest

from tests.law.told import Decide, abroad, at, step_of
from tests.law.worked_cases import courts

MARKS = ["money_laundering"]


@pytest.mark.parametrize(
    ("commune", "court"),
    [
        ("Tétouan", "TPI-RABAT"),
        ("Kénitra", "TPI-RABAT"),
        ("Settat", "TPI-CASABLANCA-PENAL"),
        ("Béni Mellal", "TPI-CASABLANCA-PENAL"),
        ("Oujda", "TPI-FES"),
        ("Errachidia", "TPI-FES"),
        ("Agadir", "TPI-MARRAKECH"),
        ("Dakhla", "TPI-MARRAKECH"),
    ],
)
def test_four_courts_share_the_courts_of_appeal(decide: Decide, commune: str, court: str) -> None:
    decision = decide(category="FRAUD", marks=MARKS, places=[at("offence", commune)])
    forum = decision["forums"][0]
    assert courts(decision) == [court]
    assert forum["prosecutor"] == "procureur_du_roi"
    assert forum["exclusive"] is True
    assert step_of(decision, "J6")["articles"] == ["law 43-05 art. 38", "CPP 260-1"]
    assert decision["flags"] == ["exclusive_forum"]
    assert decision["confidence"] == "certain"


def test_the_class_changes_nothing_but_a_felony_is_to_be_checked(decide: Decide) -> None:
    decision = decide(category="FRAUD", marks=MARKS, offence_class="felony", places=[at("offence", "Fès")])
    assert courts(decision) == ["TPI-FES"]
    assert decision["forums"][0]["prosecutor"] == "procureur_du_roi"
    assert decision["flags"] == ["check_connected_felony", "exclusive_forum"]
    assert decision["confidence"] == "likely"


def test_no_class_is_presumed_or_asked(decide: Decide) -> None:
    decision = decide(category="OTHER", marks=MARKS, places=[at("offence", "Fès")])
    assert decision["missing"] == []
    assert decision["flags"] == ["exclusive_forum"]


def test_the_press_rule_gives_way(decide: Decide) -> None:
    places = [at("offence", "Agadir"), at("publisher_seat", "Fès")]
    decision = decide(category="FRAUD", marks=[*MARKS, "press_publication"], places=places)
    assert courts(decision) == ["TPI-MARRAKECH"]


def test_abroad_the_ordinary_tests_stay_but_not_the_complaint(decide: Decide) -> None:
    decision = decide(
        category="FRAUD",
        marks=MARKS,
        suspect={"nationality": "MA"},
        places=[abroad("offence"), at("suspect_residence", "Oujda")],
    )
    assert courts(decision) == ["TPI-FES"]
    assert {"return_required", "offence_abroad"} <= set(decision["flags"])
    assert "victim.complaint" not in decision["missing"]


def test_missing_places_are_asked_as_without_the_mark(decide: Decide) -> None:
    decision = decide(category="FRAUD", marks=MARKS, places=[at("content_received", "Fès")])
    assert "place_uncertain" in decision["flags"]
    assert decision["missing"] == ["place:offence", "place:suspect_residence"]
