"""What holds for every object of facts."""

import random
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from chalicelib.domain.jurisdiction.explanation import explain, question_for
from chalicelib.domain.jurisdiction.facts import FactsError
from chalicelib.domain.jurisdiction.propose import NATIONAL_DESK, propose, proposed_court
from tests.law.made_up_facts import (
    COMMUNES,
    FACTS,
    JSON,
    LAW,
    PLACES,
    with_added,
    with_keys_shuffled,
    with_one_value_replaced,
)
from tests.law.worked_cases import courts

HAMZA = str.maketrans("أإآؤئىة", "اااويي\u0647", "ء")
SPELLINGS: dict[str, Callable[[str], str]] = {
    "capitals": str.upper,
    "small letters": str.lower,
    "spaces around": lambda name: f"  {name}\t",
    "no hyphen": lambda name: name.replace("-", " "),
    "no apostrophe": lambda name: name.replace("'", ""),
    "curly apostrophe": lambda name: name.replace("'", "’"),
    "no accent": lambda name: "".join(c for c in unicodedata.normalize("NFD", name) if not "\u0300" <= c <= "\u036f"),
    "composed apart": lambda name: unicodedata.normalize("NFD", name),
    "no hamza": lambda name: name.translate(HAMZA),
    "tatweel": lambda name: name.replace("ا", "اـ"),
    "vowels": lambda name: name.replace("م", "مَ").replace("ل", "لْ"),
}
NOT_ACTIONABLE = "NOT_ACTIONABLE"
LAUNDERING_COURTS = {"TPI-RABAT", "TPI-CASABLANCA-PENAL", "TPI-FES", "TPI-MARRAKECH"}


@given(facts=JSON | st.dictionaries(st.sampled_from(["id", "date", "category", "marks", "places", "victim"]), JSON))
def test_anything_gives_a_proposal_or_a_typed_error(facts: Any) -> None:
    error = None
    try:
        assert propose(facts, LAW)["confidence"] in {"certain", "likely", "unclear"}
    except FactsError as raised:
        error = raised
    assert error is None or error.slug in {"type", "not-in-list", "format", "required"}
    assert error is None or error.pointer == "" or error.pointer.startswith("/")


@given(facts=FACTS, planted=JSON, where=st.randoms(use_true_random=False))
def test_one_value_gone_wrong_gives_a_proposal_or_a_typed_error_that_points_at_it(
    facts: dict[str, Any], planted: Any, where: random.Random
) -> None:
    spoilt, pointer = with_one_value_replaced(facts, planted, where)
    error = None
    try:
        propose(spoilt, LAW)
    except FactsError as raised:
        error = raised
    assert error is None or error.pointer.startswith(pointer)


@pytest.mark.parametrize("letter", ["a", "ا", "ⴰ", " ", "\ud800", "\x00", "0", "-"])
@pytest.mark.parametrize("length", [1, 200, 201, 1_000_000])
def test_no_length_of_a_name_is_too_much(letter: str, length: int) -> None:
    name = letter * length
    for place in ({"commune": name}, {"commune": "Agadir", "province": name}):
        assert propose({"places": [{"role": "offence", **place}]}, LAW)["confidence"] == "unclear"


def test_many_places_are_read_in_a_moment() -> None:
    places = [{"role": "offence", "commune": code} for code in sorted(LAW.places.communes)] * 5
    ids = courts(propose({"places": places, "offence_class": "misdemeanour"}, LAW))
    assert len(ids) == len(set(ids)) == len({forum for forum in ids if LAW.courts[forum].kind == "first_instance"})


@given(facts=FACTS)
def test_facts_of_the_known_lists_always_give_a_proposal(facts: dict[str, Any]) -> None:
    decision = propose(facts, LAW)
    ids = courts(decision)
    assert len(ids) == len(set(ids))
    assert all(court in LAW.courts for court in ids)
    assert decision["flags"] == sorted(set(decision["flags"]))
    assert decision["missing"] == sorted(set(decision["missing"]))
    assert set(decision["flags"]) <= set(LAW.wording["flags"])
    assert set(decision["missing"]) <= set(LAW.wording["missing"])
    assert proposed_court(decision) == (ids[0] if ids else NATIONAL_DESK)


@given(facts=FACTS)
def test_every_forum_names_a_rule_an_article_and_its_facts(facts: dict[str, Any]) -> None:
    for forum in propose(facts, LAW)["forums"]:
        assert forum["rule_ids"]
        assert forum["articles"]
        assert forum["facts_used"]
        assert set(forum["rule_ids"]) <= set(LAW.tables.basis)
        assert {step["basis"] for step in forum["steps"]} <= {"law", "ours", "inferred"}


@given(facts=FACTS)
def test_nobody_is_proposed_only_for_a_reason_that_is_said(facts: dict[str, Any]) -> None:
    decision = propose(facts, LAW)
    reasons = {"no_forum", "not_actionable", "outside_moroccan_jurisdiction"} & set(decision["flags"])
    assert bool(reasons) == (not decision["forums"])
    assert len(reasons) <= 1


@given(facts=FACTS)
def test_terrorism_goes_to_one_court_whatever_else_is_known(facts: dict[str, Any]) -> None:
    decision = propose({**facts, "category": "TERR"}, LAW)
    assert courts(decision) == ["CA-RABAT"]
    assert decision["forums"][0]["exclusive"] is True


@given(facts=FACTS)
def test_laundering_never_leaves_its_four_courts(facts: dict[str, Any]) -> None:
    assume(facts.get("category") not in ("TERR", "NOT_ACTIONABLE"))
    marks = [mark for mark in facts.get("marks", []) if mark != "terrorism"]
    decision = propose({**facts, "marks": [*marks, "money_laundering"]}, LAW)
    assert set(courts(decision)) <= LAUNDERING_COURTS
    assert all(forum["exclusive"] for forum in decision["forums"])


@given(facts=FACTS, added=PLACES)
def test_an_exclusive_forum_survives_any_place_that_is_added(facts: dict[str, Any], added: list[Any]) -> None:
    assume(facts.get("category") != "NOT_ACTIONABLE")
    marked = {**facts, "marks": ["terrorism", *facts.get("marks", [])]}
    more = propose({**marked, "places": [*facts.get("places", []), *added]}, LAW)
    assert courts(more) == courts(propose(marked, LAW)) == ["CA-RABAT"]


@given(facts=FACTS, added=FACTS)
def test_terrorism_survives_any_fact_that_is_added(facts: dict[str, Any], added: dict[str, Any]) -> None:
    assume(NOT_ACTIONABLE not in (facts.get("category"), added.get("category")))
    marked = {**facts, "marks": ["terrorism", *facts.get("marks", [])]}
    assert courts(propose(with_added(marked, added), LAW)) == courts(propose(marked, LAW)) == ["CA-RABAT"]


@given(facts=FACTS, added=FACTS)
def test_laundering_survives_any_fact_but_terrorism(facts: dict[str, Any], added: dict[str, Any]) -> None:
    marked = with_added({**facts, "marks": ["money_laundering", *facts.get("marks", [])]}, added)
    assume(marked.get("category") not in ("TERR", NOT_ACTIONABLE) and "terrorism" not in marked["marks"])
    decision = propose(marked, LAW)
    assert "exclusive_forum" in decision["flags"]
    assert set(courts(decision)) <= LAUNDERING_COURTS
    assert {forum["prosecutor"] for forum in decision["forums"]} <= {"procureur_du_roi"}


@given(facts=FACTS, seed=st.integers())
def test_the_order_of_keys_and_marks_never_matters(facts: dict[str, Any], seed: int) -> None:
    chance = random.Random(seed)
    shuffled = with_keys_shuffled(facts, chance)
    if "marks" in shuffled:
        chance.shuffle(shuffled["marks"])
    assert propose(shuffled, LAW) == propose(facts, LAW)


@given(facts=FACTS)
def test_unknown_members_change_nothing(facts: dict[str, Any]) -> None:
    more = {"nickname": "x", "weather": {"rain": True}}
    people = {part: {**facts.get(part, {}), **more} for part in ("suspect", "victim", "reporter")}
    places = [{**place, **more} for place in facts.get("places", [])]
    assert propose({**facts, **more, **people, "places": places}, LAW) == propose(facts, LAW)


@given(facts=FACTS)
def test_the_same_facts_give_the_same_proposal(facts: dict[str, Any]) -> None:
    assert propose(facts, LAW) == propose(facts, LAW)


@pytest.mark.parametrize("rewritten", SPELLINGS.values(), ids=SPELLINGS)
def test_every_commune_keeps_its_court_however_its_name_is_spelled(rewritten: Callable[[str], str]) -> None:
    for code in sorted(LAW.places.communes):
        commune = LAW.places.communes[code]
        for name in (commune.name_fr, commune.name_ar):
            as_written = {"role": "offence", "commune": name, "province": commune.province}
            spelled = {**as_written, "commune": rewritten(name)}
            assert propose({"places": [spelled]}, LAW) == propose({"places": [as_written]}, LAW), name


@given(facts=FACTS, code=COMMUNES, role=st.sampled_from(["offence", "suspect_residence", "content_received"]))
def test_a_place_decides_the_same_by_code_and_by_every_spelling(facts: dict[str, Any], code: str, role: str) -> None:
    commune = LAW.places.communes[code]
    by_code = propose({**facts, "places": [{"role": role, "commune": code}]}, LAW)
    for name in (commune.name_fr, commune.name_ar):
        for spelling in (name, name.upper(), f"  {name} ", name.replace("-", " "), name.replace("é", "e")):
            if LAW.places.settle(spelling, None) == (code,):
                assert propose({**facts, "places": [{"role": role, "commune": spelling}]}, LAW) == by_code


@given(facts=FACTS, language=st.sampled_from(["ar", "fr"]))
def test_every_proposal_can_be_explained_and_every_sentence_has_a_rule(facts: dict[str, Any], language: str) -> None:
    decision = propose(facts, LAW)
    told = explain(decision, LAW, language)
    assert told["paragraph"]
    assert "{" not in told["paragraph"]
    assert [forum["court_id"] for forum in told["forums"]] == courts(decision)
    for forum in told["forums"]:
        assert all(sentence["text"] and sentence["rules"] for sentence in forum["sentences"])
    assert all(forum["why_after"] for forum in told["forums"][1:])
    assert all(flag["label"] and flag["consequence"] and flag["rules"] for flag in told["flags"])
    assert all(entry["question"] and entry["rules"] for entry in told["missing"])


@given(facts=FACTS, language=st.sampled_from(["ar", "fr", "en", "es", "zgh"]))
def test_the_reporter_is_asked_in_questions(facts: dict[str, Any], language: str) -> None:
    decision = propose(facts, LAW)
    for key in decision["missing"]:
        question = question_for(key, LAW, language)
        assert question is None or question.endswith(("?", "؟"))


@pytest.mark.parametrize("facts", [None, [], "x", 3])
def test_facts_that_are_no_object_are_a_typed_error(facts: Any) -> None:
    with pytest.raises(FactsError):
        propose(facts, LAW)
