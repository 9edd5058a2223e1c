from tests.law.told import Decide, abroad, at, grounds
from tests.law.worked_cases import courts


def test_an_element_in_morocco_adds_the_forums_of_article_712(decide: Decide) -> None:
    places = [
        abroad("offence", "CI"),
        at("content_received", "Safi"),
        at("victim_residence", "Agadir"),
        at("last_suspect_residence", "Oujda"),
        at("detention", "Taza"),
    ]
    decision = decide(category="FRAUD", offence_class="misdemeanour", places=places)
    assert courts(decision) == ["TPI-TAZA", "TPI-OUJDA", "TPI-AGADIR", "TPI-SAFI"]
    assert decision["confidence"] == "likely"
    assert [grounds(decision, number)[0]["basis"] for number in range(4)] == ["law", "ours", "ours", "ours"]
    assert grounds(decision, 1)[0]["articles"][0] == "CPP 712"
    assert "offence_abroad" not in decision["flags"]


def test_there_is_no_rabat_default(decide: Decide) -> None:
    decision = decide(category="FRAUD", places=[abroad("offence"), at("content_received")])
    assert courts(decision) == []
    assert "commune:content_received" in decision["missing"]


def test_the_victims_residence_founds_a_forum_only_then(decide: Decide) -> None:
    inside = [at("offence", "Agadir"), at("victim_residence", "Oujda")]
    assert courts(decide(category="FRAUD", places=inside)) == ["TPI-AGADIR"]
    assert courts(decide(category="FRAUD", places=[*inside, abroad("offence")])) == ["TPI-AGADIR", "TPI-OUJDA"]


def test_a_forum_it_added_is_likely_and_no_more(decide: Decide) -> None:
    places = [abroad("offence"), at("content_received", "Safi"), at("victim_residence", "Safi")]
    decision = decide(category="FRAUD", offence_class="misdemeanour", places=places)
    assert courts(decision) == ["TPI-SAFI"]
    assert decision["confidence"] == "likely"
    assert "place_uncertain" not in decision["flags"]


def test_a_minor_keeps_the_rule_of_minors(decide: Decide) -> None:
    places = [abroad("offence"), at("content_received", "Safi"), at("victim_residence", "Agadir")]
    decision = decide(category="FRAUD", suspect={"age_band": "minor_12_17"}, places=places)
    assert courts(decision) == ["TPI-SAFI"]
