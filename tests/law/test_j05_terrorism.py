import pytest

from tests.law.told import Decide, abroad, at
from tests.law.worked_cases import courts


@pytest.mark.parametrize(
    "facts", [{"category": "TERR"}, {"category": "INCITE", "marks": ["terrorism"]}], ids=["category", "mark"]
)
def test_one_court_for_the_kingdom(decide: Decide, facts: dict[str, object]) -> None:
    decision = decide(**facts, offence_class="misdemeanour", places=[at("offence", "Tanger")])
    forum = decision["forums"][0]
    assert courts(decision) == ["CA-RABAT"]
    assert forum["prosecutor"] == "procureur_general"
    assert forum["exclusive"] is True
    assert forum["articles"] == ["law 03-03 art. 7"]
    assert forum["rule_ids"] == ["J5"]
    assert decision["flags"] == ["exclusive_forum"]
    assert decision["missing"] == []
    assert decision["confidence"] == "certain"


def test_it_prevails_over_every_other_rule(decide: Decide) -> None:
    marks = ["terrorism", "money_laundering", "press_publication", "aboard_ship"]
    places = [at("publisher_seat", "Fès"), at("port_or_landing", "Tanger"), at("offence", "Nador")]
    decision = decide(category="FRAUD", marks=marks, suspect={"age_band": "minor_12_17"}, places=places)
    assert courts(decision) == ["CA-RABAT"]
    assert decision["flags"] == ["exclusive_forum", "minor_suspect"]


def test_abroad_too_and_a_foreigner_must_be_found_here(decide: Decide) -> None:
    decision = decide(category="TERR", suspect={"nationality": "foreign"}, places=[abroad("offence", "BE")])
    assert courts(decision) == ["CA-RABAT"]
    assert {"offence_abroad", "mutual_assistance"} <= set(decision["flags"])
    assert "CPP 711-1" in decision["forums"][0]["articles"]
    assert "CPP 711-1" in decision["forums"][0]["note"]
    assert decision["confidence"] == "certain"


def test_an_unsettled_place_asks_nothing(decide: Decide) -> None:
    decision = decide(category="TERR", places=[at("offence", "Agdal"), at("offence", "Atlantis"), at("offence")])
    assert decision["missing"] == []


def test_a_special_procedure_makes_it_unclear(decide: Decide) -> None:
    decision = decide(category="TERR", marks=["official_suspect"])
    assert decision["confidence"] == "unclear"


def test_the_old_map_does_not_matter(decide: Decide) -> None:
    assert "map_before_current" not in decide(category="TERR", date="2010-01-01")["flags"]
