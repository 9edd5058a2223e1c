from typing import Any

import pytest

from tests.law.told import Decide, abroad, at, grounds
from tests.law.worked_cases import courts

MOROCCAN = {"nationality": "MA"}
FOREIGN = {"nationality": "foreign"}
RANKED = [
    ("suspect_residence", "Oujda", "TPI-OUJDA"),
    ("last_suspect_residence", "Nador", "TPI-NADOR"),
    ("arrest", "Taza", "TPI-TAZA"),
    ("victim_residence", "Agadir", "TPI-AGADIR"),
]


def test_the_grounds_of_article_712_come_in_their_order(decide: Decide) -> None:
    places = [abroad("offence"), *(at(role, commune) for role, commune, _ in reversed(RANKED))]
    decision = decide(category="FRAUD", victim=MOROCCAN, places=places)
    assert courts(decision) == [court for *_, court in RANKED]
    assert {"offence_abroad", "several_forums", "mutual_assistance"} <= set(decision["flags"])
    assert grounds(decision)[0]["articles"][0] == "CPP 712"


@pytest.mark.parametrize("role", ["detention", "company_seat", "guardian_residence"])
def test_other_places_found_no_forum_and_leave_rabat(decide: Decide, role: str) -> None:
    decision = decide(category="FRAUD", victim=MOROCCAN, places=[abroad("offence"), at(role, "Agadir")])
    assert courts(decision) == ["TPI-RABAT"]


def test_rabat_when_no_connecting_place_is_given(decide: Decide) -> None:
    decision = decide(category="FRAUD", victim=MOROCCAN, places=[abroad("offence")])
    assert courts(decision) == ["TPI-RABAT"]
    assert decision["forums"][0]["facts_used"] == ["default"]
    assert decision["forums"][0]["articles"][0] == "CPP 712"
    assert {"default_rabat", "offence_abroad"} <= set(decision["flags"])
    assert decision["missing"] == ["place:suspect_residence", "place:victim_residence"]
    felony = decide(category="FRAUD", offence_class="felony", victim=MOROCCAN, places=[abroad("offence")])
    assert courts(felony) == ["CA-RABAT"]


def test_a_connecting_place_abroad_does_not_replace_rabat(decide: Decide) -> None:
    places = [abroad("offence"), abroad("victim_residence"), abroad("suspect_residence")]
    decision = decide(category="FRAUD", victim=MOROCCAN, places=places)
    assert courts(decision) == ["TPI-RABAT"]
    assert decision["missing"] == []


def test_a_connecting_place_not_yet_settled_is_a_question_and_no_default(decide: Decide) -> None:
    places = [abroad("offence"), at("victim_residence")]
    decision = decide(category="FRAUD", victim=MOROCCAN, places=places)
    assert courts(decision) == []
    assert {"no_forum", "offence_abroad"} <= set(decision["flags"])
    assert decision["missing"] == ["commune:victim_residence"]


def test_a_moroccan_must_be_back(decide: Decide) -> None:
    places = [abroad("offence"), at("suspect_residence", "Oujda")]
    for in_morocco, flagged in ((None, True), (False, True), (True, False)):
        suspect = {**MOROCCAN, "in_morocco": in_morocco}
        flags = decide(category="TRADE", suspect=suspect, places=places)["flags"]
        assert ("return_required" in flags) == flagged


@pytest.mark.parametrize(
    ("facts", "needed"),
    [
        ({"category": "THREAT"}, True),
        ({"category": "OTHER"}, True),
        ({"category": "THREAT", "victim": {"complaint": True}}, False),
        ({"category": "THREAT", "offence_class": "felony"}, False),
        ({"category": "TRADE"}, False),
        ({"category": "FALSE"}, False),
        ({"category": "EXAM"}, False),
    ],
)
def test_a_misdemeanour_against_a_person_needs_a_complaint_or_a_notice(
    decide: Decide, facts: dict[str, object], needed: bool
) -> None:
    decision = decide(suspect=MOROCCAN, places=[abroad("offence"), at("suspect_residence", "Oujda")], **facts)
    assert ("complaint_or_foreign_notice_required" in decision["flags"]) == needed
    assert ("victim.complaint" in decision["missing"]) == needed


def test_a_foreigner_against_a_foreigner_is_no_matter_of_morocco(decide: Decide) -> None:
    places = [abroad("offence"), at("arrest", "Nador"), at("victim_residence", "Agdal")]
    decision = decide(category="FRAUD", offence_class="misdemeanour", suspect=FOREIGN, victim=FOREIGN, places=places)
    assert courts(decision) == []
    assert decision["flags"] == ["offence_abroad", "outside_moroccan_jurisdiction"]
    assert decision["missing"] == []
    assert decision["confidence"] == "likely"


@pytest.mark.parametrize(
    ("suspect", "victim", "missing"),
    [
        (FOREIGN, {}, ["victim.nationality"]),
        ({}, FOREIGN, ["suspect.nationality"]),
        ({}, {}, ["suspect.nationality", "victim.nationality"]),
        ({}, MOROCCAN, []),
        (FOREIGN, MOROCCAN, []),
    ],
)
def test_an_unknown_nationality_is_asked_where_it_decides(
    decide: Decide, suspect: dict[str, str], victim: dict[str, str], missing: list[str]
) -> None:
    places = [abroad("offence"), at("victim_residence", "Azrou")]
    decision = decide(category="FRAUD", suspect=suspect, victim=victim, places=places)
    assert courts(decision) == ["TPI-AZROU"]
    assert decision["missing"] == missing
    assert ("nationality_unknown" in decision["flags"]) == bool(missing)
    assert "return_required" not in decision["flags"]


def test_the_security_of_the_state_is_prosecuted_whoever_did_it(decide: Decide) -> None:
    places = [abroad("offence"), at("arrest", "Nador")]
    decision = decide(
        category="OTHER",
        offence_class="felony",
        marks=["state_security"],
        suspect=FOREIGN,
        victim=FOREIGN,
        places=places,
    )
    assert courts(decision) == ["CA-NADOR"]
    assert decision["flags"] == ["mutual_assistance", "offence_abroad"]


@pytest.mark.parametrize("role", ["offence", "content_received"])
def test_an_element_in_morocco_is_no_offence_abroad(decide: Decide, role: str) -> None:
    decision = decide(category="FRAUD", places=[abroad("offence"), at(role, "Agadir")])
    assert "offence_abroad" not in decision["flags"]


def test_it_goes_before_the_rule_of_minors(decide: Decide) -> None:
    places = [abroad("offence"), at("guardian_residence", "Taza"), at("victim_residence", "Agadir")]
    decision = decide(category="FRAUD", suspect={"age_band": "minor_12_17"}, victim=MOROCCAN, places=places)
    assert courts(decision) == ["TPI-AGADIR"]
    assert "minor_suspect" in decision["flags"]


@pytest.mark.parametrize(
    ("facts", "article"),
    [
        ({"suspect": MOROCCAN, "offence_class": "felony"}, "CPP 707"),
        ({"suspect": MOROCCAN, "offence_class": "misdemeanour"}, "CPP 708"),
        ({"suspect": MOROCCAN, "offence_class": "felony", "marks": ["money_laundering"]}, "CPP 708"),
        ({"suspect": FOREIGN, "victim": MOROCCAN}, "CPP 710"),
        ({"suspect": FOREIGN, "victim": FOREIGN, "marks": ["state_security"]}, "CPP 711"),
    ],
)
@pytest.mark.parametrize("places", [[], [at("arrest", "Nador")]], ids=["default", "arrest"])
def test_a_forum_cites_what_lets_morocco_prosecute(
    decide: Decide, facts: dict[str, Any], article: str, places: list[Any]
) -> None:
    decision = decide(category="FRAUD", places=[abroad("offence"), *places], **facts)
    assert grounds(decision)[0]["articles"][:2] == ["CPP 712", article]


@pytest.mark.parametrize("people", [{}, {"victim": MOROCCAN}, {"suspect": FOREIGN}, {"victim": FOREIGN}])
def test_nothing_more_is_cited_while_a_nationality_leaves_the_road_open(decide: Decide, people: dict[str, Any]) -> None:
    decision = decide(category="FRAUD", places=[abroad("offence"), at("arrest", "Nador")], **people)
    assert not {"CPP 707", "CPP 708", "CPP 710", "CPP 711"} & set(decision["forums"][0]["articles"])
