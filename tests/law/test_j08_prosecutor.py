import pytest

from tests.law.told import Decide, at, step_of
from tests.law.worked_cases import courts

PLACES = [at("offence", "Khemisset")]
PRESUMED_MISDEMEANOUR = "CSAM THREAT INCITE SEXT EXTORT INTIMATE PHISH HACK FRAUD HATE HARASS IMPERS FALSE DEFAM PRIV"


def test_a_misdemeanour_goes_to_first_instance(decide: Decide) -> None:
    decision = decide(category="OTHER", offence_class="misdemeanour", places=PLACES)
    assert courts(decision) == ["TPI-KHEMISSET"]
    assert decision["forums"][0]["prosecutor"] == "procureur_du_roi"
    assert step_of(decision, "J8")["articles"] == ["CPP 40", "CPP 252"]
    assert step_of(decision, "J8")["basis"] == "law"


def test_a_felony_goes_to_the_court_of_appeal(decide: Decide) -> None:
    decision = decide(category="OTHER", offence_class="felony", places=PLACES)
    assert courts(decision) == ["CA-RABAT"]
    assert decision["forums"][0]["prosecutor"] == "procureur_general"
    assert step_of(decision, "J8")["articles"] == ["CPP 49", "CPP 254", "CPP 416"]
    assert "CPP 49" in decision["forums"][0]["note"]


@pytest.mark.parametrize("given", ["misdemeanour", "unknown", "felony"])
def test_a_connected_felony_draws_the_case_to_appeal_whatever_the_class(decide: Decide, given: str) -> None:
    decision = decide(category="OTHER", marks=["connected_felony"], offence_class=given, places=PLACES)
    assert courts(decision) == ["CA-RABAT"]
    assert step_of(decision, "J8")["articles"] == ["CPP 255", "CPP 416"]
    assert decision["flags"] == []
    assert decision["missing"] == []


@pytest.mark.parametrize("category", PRESUMED_MISDEMEANOUR.split())
def test_most_categories_are_presumed_misdemeanours(decide: Decide, category: str) -> None:
    decision = decide(category=category, places=PLACES)
    assert courts(decision) == ["TPI-KHEMISSET"]
    assert "class_presumed" in decision["flags"]
    assert "class_unknown" not in decision["flags"]
    assert decision["confidence"] == "likely"
    assert step_of(decision, "J8")["basis"] == "ours"


def test_trafficking_in_persons_is_presumed_a_felony(decide: Decide) -> None:
    decision = decide(category="TRAFF", places=PLACES)
    assert courts(decision) == ["CA-RABAT"]
    assert decision["flags"] == ["class_presumed"]


@pytest.mark.parametrize("category", ["DANGER", "GROOM", "TRADE", "EXAM", "OTHER"])
def test_other_categories_ask_for_the_class(decide: Decide, category: str) -> None:
    decision = decide(category=category, places=PLACES)
    assert courts(decision) == ["TPI-KHEMISSET"]
    assert "class_unknown" in decision["flags"]
    assert "class_presumed" not in decision["flags"]
    assert decision["missing"] == ["offence_class"]
    assert decision["confidence"] == "unclear"


def test_courts_of_first_instance_under_one_court_of_appeal_are_one_forum_for_a_felony(decide: Decide) -> None:
    places = [at("offence", "Fès"), at("suspect_residence", "Sefrou")]
    decision = decide(category="GROOM", offence_class="felony", places=places)
    assert courts(decision) == ["CA-FES"]
    assert "several_forums" not in decision["flags"]
    assert decision["forums"][0]["facts_used"] == ["offence", "suspect_residence"]
