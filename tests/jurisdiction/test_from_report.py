from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.jurisdiction.from_report import facts_from_report, suggested_places
from chalicelib.domain.jurisdiction.propose import propose
from tests.law.made_up_facts import JSON, LAW

DAY = date(2026, 11, 24)


def facts_of(report: dict[str, Any], category: str = "FRAUD") -> dict[str, Any]:
    return facts_from_report(report, LAW, received_on=DAY, category=category)


def places_of(report: dict[str, Any]) -> list[tuple[str, str]]:
    return [(place["role"], place["commune"]) for place in facts_of(report)["places"]]


def test_an_empty_report_says_only_its_day_and_category() -> None:
    assert facts_of({}) == {"date": "2026-11-24", "category": "FRAUD", "places": []}


def test_each_place_of_a_report_counts_in_the_role_of_its_question() -> None:
    locations = {
        "offence_commune": "Agadir",
        "content_received_commune": "Fès",
        "suspect_commune": "Oujda",
        "victim_commune": "Salé",
    }
    assert places_of({"locations": locations}) == [
        ("offence", "Agadir"),
        ("content_received", "Fès"),
        ("suspect_residence", "Oujda"),
        ("victim_residence", "Salé"),
    ]


def test_where_goods_are_delivered_and_where_the_threatened_person_is_are_places_too() -> None:
    assert places_of({"answers": {"delivery_place": "Nador", "threat_place": "Taza"}}) == [
        ("offence", "Nador"),
        ("content_received", "Taza"),
    ]


def test_where_one_paid_counts_only_for_a_victim() -> None:
    answers = {"paid_place": "Rabat"}
    assert places_of({"reporter": {"role": "victim"}, "answers": answers}) == [("offence", "Rabat")]
    assert places_of({"reporter": {"role": "witness"}, "answers": answers}) == []


def test_announced_and_payment_places_are_suggestions_that_an_officer_confirms() -> None:
    report = {"answers": {"event_place": "Fès", "beneficiary_place": "Oujda"}}
    assert places_of(report) == []
    assert suggested_places(report) == [
        {"question": "beneficiary_place", "role": "offence", "text": "Oujda"},
        {"question": "event_place", "role": "offence", "text": "Fès"},
    ]


def test_the_same_place_said_twice_is_one_place() -> None:
    report = {"locations": {"offence_commune": "Nador"}, "answers": {"delivery_place": " Nador "}}
    assert places_of(report) == [("offence", "Nador")]


def test_the_province_belongs_to_the_place_of_the_facts() -> None:
    locations = {"offence_commune": "Agdal", "suspect_commune": "Oujda", "province": "Rabat"}
    places = facts_of({"locations": locations})["places"]
    assert [place.get("province") for place in places] == ["Rabat", None]


def test_ages_nationality_and_country_are_read_as_the_rules_know_them() -> None:
    facts = facts_of(
        {
            "victim": {"age_band": "from_13", "nationality": "MA"},
            "suspect": {"age_band": "minor", "country": "FR"},
            "reporter": {"role": "on_behalf", "identity": "named"},
            "locations": {"reporter_country": "ES"},
            "lang": "es",
        }
    )
    assert facts["victim"] == {"age_band": "minor", "nationality": "MA"}
    assert facts["suspect"] == {"age_band": "minor_12_17", "in_morocco": False}
    assert facts["reporter"] == {"identity": "named", "role": "on_behalf", "country": "ES", "language": "es"}


def test_a_victim_who_reports_gives_their_own_age() -> None:
    assert facts_of({"reporter": {"role": "victim", "age_band": "minor"}})["victim"] == {"age_band": "minor"}
    assert "victim" not in facts_of({"reporter": {"role": "witness", "age_band": "minor"}})


def test_the_language_of_the_answer_goes_before_the_language_of_the_page() -> None:
    facts = facts_of({"lang": "ar", "answers": {"reply_language": "en"}})
    assert facts["reporter"] == {"language": "en"}


def test_press_and_official_victims_are_marks() -> None:
    facts = facts_of({"answers": {"press": "yes", "victim_official": "yes"}}, "DEFAM")
    assert facts["marks"] == ["press_publication", "public_official_victim"]
    assert "marks" not in facts_of({"answers": {"press": "no", "victim_official": "unknown"}}, "DEFAM")


def test_a_report_is_never_a_complaint() -> None:
    facts = facts_of({"reporter": {"role": "victim", "identity": "named"}}, "DEFAM")
    assert "complaint" not in facts.get("victim", {})
    assert "own_complaint_required" in propose(facts, LAW)["flags"]


def test_a_place_whose_words_name_a_foreign_country_lies_abroad() -> None:
    report = {
        "reporter": {"role": "victim", "identity": "named"},
        "victim": {"nationality": "MA"},
        "locations": {"offence_commune": "Rotterdam (Pays-Bas)", "reporter_country": "NL"},
    }
    decision = propose(facts_of(report), LAW)
    assert [forum["court_id"] for forum in decision["forums"]] == ["TPI-RABAT"]
    assert {"offence_abroad", "default_rabat", "report_also_abroad", "consular_route"} <= set(decision["flags"])


@pytest.mark.parametrize(
    ("words", "fact"),
    [
        ("tanja", {"commune": "tanja"}),
        ("Casablanca Maroc", {"commune": "06.141.01.0", "said": "Casablanca Maroc"}),
        ("ⵜⴰⵏⵊⴰ", {"commune": "01.511.01.0", "said": "ⵜⴰⵏⵊⴰ"}),
        ("Agdal Maroc", {"commune": "Agdal", "said": "Agdal Maroc"}),
        # Two towns are called so, and J1 knows only one of them: nobody guesses.
        ("Houara", {"commune": None, "said": "Houara"}),
        ("Lyon, France", {"commune": "Lyon, France", "country": "FR"}),
        ("Atlantis", {"commune": "Atlantis"}),
    ],
)
def test_words_become_the_place_that_they_mean(words: str, fact: dict[str, str | None]) -> None:
    assert facts_of({"locations": {"offence_commune": words}})["places"] == [{"role": "offence", **fact}]


@given(text=st.text(max_size=40) | st.sampled_from(["Agdal, Rabat", "Fes Maroc", "agdl", "l7ajeb", "Tanger, Espagne"]))
def test_the_rules_read_a_place_as_it_was_meant_or_ask(text: str) -> None:
    for place in facts_of({"locations": {"offence_commune": text}})["places"]:
        meant = LAW.places.find(text.strip(), None)
        if "country" in place:
            assert place["country"] == meant.country
        elif place["commune"] is not None:
            assert LAW.places.settle(place["commune"], None) == meant.candidates


def test_where_the_reporter_is_says_nothing_of_where_it_happened() -> None:
    report = {"reporter": {"role": "victim"}, "victim": {"nationality": "MA"}, "locations": {"reporter_country": "NL"}}
    decision = propose(facts_of(report), LAW)
    assert decision["forums"] == []
    assert "default_rabat" not in decision["flags"]


@given(report=JSON | st.dictionaries(st.sampled_from(["locations", "answers", "victim", "reporter", "lang"]), JSON))
def test_any_report_gives_facts_that_the_rules_accept(report: Any) -> None:
    facts = facts_from_report(report, LAW, received_on=DAY, category="OTHER")
    assert propose(facts, LAW)["ruleset"] == LAW.version
    assert isinstance(suggested_places(report), list)
