"""Places that are suggested, and what a person's correction makes of them."""

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.jurisdiction.confirmed_places import CONFIRMED
from chalicelib.domain.jurisdiction.fact_values import ROLES
from chalicelib.domain.jurisdiction.from_report import facts_from_report
from chalicelib.domain.jurisdiction.propose import propose
from chalicelib.domain.jurisdiction.suggestions import suggestions
from tests.law.made_up_facts import JSON, LAW

DAY = date(2026, 11, 24)


def facts_of(report: dict[str, Any], category: str = "FRAUD") -> dict[str, Any]:
    return facts_from_report(report, LAW, received_on=DAY, category=category)


def suggested(report: dict[str, Any]) -> list[dict[str, Any]]:
    return suggestions(report, facts_of(report), LAW)


def test_a_place_in_the_text_is_quoted_with_the_words_around_it_and_where_it_leads() -> None:
    assert suggested({"text": "On m'a dit qu'il vend à Oued Zem, près du souk."}) == [
        {
            "source": "text",
            "role": None,
            "words": "Oued Zem",
            "before": "On m'a dit qu'il vend à ",
            "after": ", près du souk.",
            "candidates": ["05.311.01.09"],
            "courts": ["TPI-OUED-ZEM"],
        }
    ]


def test_an_answer_to_be_confirmed_comes_with_its_role() -> None:
    (found,) = suggested({"answers": {"event_place": "Agdal"}})
    assert (found["source"], found["role"], found["courts"]) == ("event_place", "offence", ["TPI-FES", "TPI-RABAT"])


def test_what_is_a_fact_already_is_not_suggested_again() -> None:
    assert suggested({"text": "à Agadir", "locations": {"suspect_commune": "Agadir"}}) == []


def test_a_suggestion_alone_changes_nothing() -> None:
    silent, speaking = {"text": "bonjour"}, {"text": "il habite à Oued Zem"}
    assert facts_of(silent) == facts_of(speaking)
    assert propose(facts_of(speaking), LAW)["forums"] == []


def test_a_confirmed_place_takes_the_place_of_the_words_it_settles_in_its_role_alone() -> None:
    locations = {"offence_commune": "Agdal", "suspect_commune": "Agdal"}
    settled = {"role": "offence", "commune": "04.421.01.01", "said": "Agdal"}
    assert facts_of({"locations": locations, CONFIRMED: [settled]})["places"] == [
        {"role": "suspect_residence", "commune": "Agdal"},
        settled,
    ]


def test_an_officer_may_say_that_it_happened_abroad() -> None:
    report = {"victim": {"nationality": "MA"}, CONFIRMED: [{"role": "offence", "country": "NL"}]}
    decision = propose(facts_of(report), LAW)
    assert [forum["court_id"] for forum in decision["forums"]] == ["TPI-RABAT"]
    assert {"offence_abroad", "default_rabat"} <= set(decision["flags"])


def test_what_was_set_aside_counts_no_more() -> None:
    place = {"role": "offence", "commune": "Agadir"}
    aside = [{**place, "aside": True}]
    assert facts_of({"locations": {"offence_commune": "Agadir"}, CONFIRMED: aside})["places"] == []


PLACE = st.fixed_dictionaries(
    {"role": st.sampled_from(sorted(ROLES)) | JSON},
    optional={
        "commune": st.sampled_from(["Agdal", "05.311.01.09", "Atlantis"]) | JSON,
        "country": st.sampled_from(["FR", "MA", "france"]) | JSON,
        "said": st.just("Agdal") | JSON,
        "aside": st.booleans() | JSON,
    },
)


@given(confirmed=JSON | st.lists(PLACE, max_size=4), report=JSON)
def test_any_correction_of_any_report_gives_facts_that_the_rules_accept(confirmed: Any, report: Any) -> None:
    whole = {**(report if isinstance(report, dict) else {}), CONFIRMED: confirmed}
    facts = facts_of(whole)
    assert propose(facts, LAW)["ruleset"] == LAW.version
    assert isinstance(suggestions(report, facts, LAW), list)


def test_a_long_text_is_cut_between_words_and_says_so() -> None:
    text = "mot " * 40 + "à Oued Zem " + "mot " * 40
    (found,) = suggested({"text": text})
    assert found["before"].startswith("…mot ")
    assert found["after"].endswith(" mot…")
    assert "Oued Zem" not in found["before"] + found["after"]
