from chalicelib.domain.jurisdiction.propose import proposed_court
from tests.law.told import Decide, at


def test_nothing_usable_leaves_the_national_desk(decide: Decide) -> None:
    decision = decide(category="FRAUD", offence_class="misdemeanour")
    assert decision["forums"] == []
    assert decision["flags"] == ["no_forum"]
    assert decision["missing"] == ["place:offence", "place:suspect_residence"]
    assert decision["confidence"] == "unclear"
    assert proposed_court(decision) == "NATIONAL"


def test_an_unknown_place_is_not_an_offence_abroad(decide: Decide) -> None:
    decision = decide(
        category="FRAUD",
        victim={"nationality": "MA"},
        reporter={"role": "victim", "country": "NL"},
        places=[at("victim_residence", "Rabat")],
    )
    assert decision["forums"] == []
    assert "default_rabat" not in decision["flags"]


def test_no_facts_at_all_is_a_report_of_other(decide: Decide) -> None:
    decision = decide()
    assert decision["flags"] == ["class_unknown", "no_forum"]
    assert decision["id"] is None
