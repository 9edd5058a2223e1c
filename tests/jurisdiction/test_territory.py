import io
import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.jurisdiction.propose import propose
from chalicelib.domain.jurisdiction.territory import territory_of
from chalicelib.wiring.workers import rules_in_force
from infrastructure.commands.explain import Kind, write_explanations
from tests.law.made_up_facts import FACTS, LAW

BESIDE = {"explanation", "questions", "to_settle"}


@given(facts=FACTS)
def test_the_proposal_itself_stays_as_it_was(facts: dict[str, Any]) -> None:
    territory = territory_of(facts, LAW)
    assert {name: value for name, value in territory.items() if name not in BESIDE} == propose(facts, LAW)
    assert set(territory) - set(propose(facts, LAW)) == BESIDE
    assert json.loads(json.dumps(territory)) == territory


@given(facts=FACTS)
def test_every_answer_that_a_reporter_can_give_is_a_question_in_four_languages(facts: dict[str, Any]) -> None:
    territory = territory_of(facts, LAW)
    asked = {entry["key"] for entry in territory["explanation"]["fr"]["missing"] if entry["asked"] == "reporter"}
    assert set(territory["questions"]) == asked
    assert all(set(words) == {"ar", "fr", "en", "es"} for words in territory["questions"].values())


@given(facts=FACTS, said=st.text(max_size=20) | st.integers() | st.none() | st.just("Houara"))
def test_what_was_said_never_decides(facts: dict[str, Any], said: Any) -> None:
    told = {**facts, "places": [{**place, "said": said} for place in facts.get("places", [])]}
    assert propose(told, LAW) == propose(facts, LAW)
    assert territory_of(told, LAW)["forums"] == propose(facts, LAW)["forums"]


def test_words_that_name_several_places_come_with_all_of_them() -> None:
    places = [
        {"role": "offence", "commune": "Agdal"},
        {"role": "suspect_residence", "commune": None, "said": "Houara"},
        {"role": "victim_residence", "commune": "Agadir"},
        {"role": "arrest", "commune": "Agdal", "country": "FR"},
    ]
    assert territory_of({"places": places}, LAW)["to_settle"] == [
        {
            "role": "offence",
            "said": "Agdal",
            "candidates": ["03.231.01.01", "04.421.01.01"],
            "courts": ["TPI-FES", "TPI-RABAT"],
        },
        {
            "role": "suspect_residence",
            "said": "Houara",
            "candidates": ["02.265.05.05", "09.541.01.09"],
            "courts": ["TPI-GUERCIF", "TPI-OULAD-TEIMA"],
        },
    ]


def test_a_case_carries_what_the_command_line_explains() -> None:
    # GIVEN a report whose words the rules alone would not read
    report = {"locations": {"offence_commune": "Agdal Maroc"}, "reporter": {"role": "victim", "identity": "anonymous"}}
    # WHEN the worker places it
    facts, territory = rules_in_force().place(report, "2026-11-24T21:21:47Z", "SEXT")
    # THEN the command says the same of the same facts
    out = io.StringIO()
    assert write_explanations(Kind.route, io.StringIO(json.dumps(facts)), out)
    assert {**json.loads(out.getvalue()), "suggested": []} == territory
    assert "place_ambiguous" in territory["flags"]
    assert territory["to_settle"][0]["said"] == "Agdal Maroc"
