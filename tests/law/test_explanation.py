"""How a proposal is told: every sentence from its steps, in Arabic and in French."""

import pytest

from chalicelib.domain.jurisdiction.court_map import CourtData
from chalicelib.domain.jurisdiction.explanation import explain, question_for
from tests.law.told import Decide, abroad, at


def test_the_argument_goes_from_the_fact_by_the_article_to_the_court(decide: Decide, law: CourtData) -> None:
    decision = decide(category="SEXT", offence_class="misdemeanour", places=[at("offence", "Béni Mellal")])
    told = explain(decision, law, "fr")
    first = told["forums"][0]["sentences"][0]
    assert first["text"] == (
        "Le lieu de l’infraction (Béni Mellal) relève de : Tribunal de première instance de Béni Mellal "
        "(CPP 44, CPP 259, décret 2.23.665 art. 3)."
    )
    assert first["rules"] == ["J4", "J2"]
    assert first["basis"] == "law"
    assert told["paragraph"].startswith("Proposition au procureur, qui décide : Tribunal de première instance de Béni")


def test_the_arabic_argument_names_arabic_courts_places_and_articles(decide: Decide, law: CourtData) -> None:
    decision = decide(category="SEXT", offence_class="misdemeanour", places=[at("offence", "Béni Mellal")])
    paragraph = explain(decision, law, "ar")["paragraph"]
    assert "المحكمة الابتدائية ببني ملال" in paragraph
    assert "المادة 44 من ق.م.ج" in paragraph
    assert "Tribunal" not in paragraph


def test_alternatives_say_why_they_come_after_and_that_the_order_is_ours(decide: Decide, law: CourtData) -> None:
    places = [at("offence", "Agadir"), at("suspect_residence", "Oujda")]
    told = explain(decide(category="FRAUD", places=places), law, "fr")
    assert told["forums"][0]["why_after"] is None
    assert told["forums"][1]["why_after"] == (
        "Vient après : le lieu de l’infraction passe avant la résidence du suspect."
    )
    assert "un choix du service" in told["paragraph"]


@pytest.mark.parametrize(
    ("places", "reason"),
    [
        ([at("offence", "Agadir"), at("offence", "Inezgane"), at("arrest", "Ait Melloul")], "moins de lieux"),
        ([at("offence", "Agadir"), at("offence", "Oujda")], "donné après"),
    ],
)
def test_equal_forums_say_which_tie_was_broken(
    decide: Decide, law: CourtData, places: list[dict[str, object]], reason: str
) -> None:
    told = explain(decide(category="FRAUD", places=places), law, "fr")
    assert reason in told["forums"][1]["why_after"]


def test_an_inferred_keeper_and_a_presumed_class_are_told_apart_from_law(decide: Decide, law: CourtData) -> None:
    told = explain(decide(category="FRAUD", places=[at("offence", "Bouznika")]), law, "fr")
    assert [sentence["basis"] for sentence in told["forums"][0]["sentences"]] == ["law", "ours", "inferred"]


def test_each_missing_answer_says_what_it_would_change(decide: Decide, law: CourtData) -> None:
    told = explain(decide(category="GROOM", places=[at("offence", "Fès")]), law, "fr")
    (entry,) = told["missing"]
    assert entry["question"] == "S’agit-il d’un délit ou d’un crime ?"
    assert entry["effect"] == "Pour un crime, ce serait : Cour d'appel de Fès (procureur général du Roi)."
    nobody = explain(decide(category="GROOM"), law, "fr")
    assert {entry["key"]: bool(entry["effect"]) for entry in nobody["missing"]} == {
        "offence_class": False,
        "place:offence": True,
        "place:suspect_residence": True,
    }


def test_flags_are_short_labels_with_their_consequence(decide: Decide, law: CourtData) -> None:
    told = explain(decide(category="DEFAM", reporter={"identity": "anonymous"}), law, "fr")
    labels = {flag["flag"]: flag["label"] for flag in told["flags"]}
    assert labels["prosecutor_leave_required"] == "Accord du procureur exigé"
    assert labels["own_complaint_required"] == "Plainte de la victime exigée"


def test_nobody_proposed_is_said(decide: Decide, law: CourtData) -> None:
    told = explain(decide(category="FRAUD"), law, "fr")
    assert told["forums"] == []
    assert told["paragraph"].startswith("Aucune juridiction n’est proposée : le bureau national décide.")


def test_special_grounds_have_their_own_sentences(decide: Decide, law: CourtData) -> None:
    moroccan = {"nationality": "MA"}
    default = explain(decide(category="FRAUD", victim=moroccan, places=[abroad("offence")]), law, "fr")
    assert "Aucun lieu de rattachement au Maroc" in default["paragraph"]
    imported = decide(category="FALSE", marks=["press_publication"], places=[abroad("publisher_seat")])
    assert "Le journal a son siège à l’étranger" in explain(imported, law, "fr")["paragraph"]
    laundering = decide(category="FRAUD", marks=["money_laundering"], places=[at("offence", "Oujda")])
    assert "Le blanchiment relève" in explain(laundering, law, "fr")["paragraph"]
    assert "actes de terrorisme" in explain(decide(category="TERR"), law, "fr")["paragraph"]


def test_the_reporter_is_asked_in_their_language_and_only_what_they_can_know(law: CourtData) -> None:
    assert question_for("commune:offence", law, "en") == (
        "Which commune exactly did it happen in, and in which province?"
    )
    assert question_for("commune:offence", law, "zgh") == question_for("commune:offence", law, "fr")
    assert question_for("court_opening_date", law, "fr") is None
    assert question_for("offence_class", law, "ar") is None


def test_every_fact_flag_and_question_has_its_words(law: CourtData) -> None:
    roles = {role for ranking in law.tables.rankings.values() for role in ranking.rank}
    assert {*roles, "terrorism", "category", "marks", "default"} <= set(law.wording["facts"])
    keys = {"commune" if key.startswith("commune:") else key for key in law.wording["missing"]}
    assert keys == set(law.wording["effects"])
    assert law.tables.unclear | law.tables.likely <= set(law.wording["flags"])
    for entry in law.wording["missing"].values():
        languages = {"ar", "fr", "en", "es"} if entry["asked"] == "reporter" else {"ar", "fr"}
        assert languages <= set(entry)
