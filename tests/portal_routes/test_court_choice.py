"""A person decides the court; what was proposed, what was chosen, by whom and why stays; places become facts."""

from typing import Any

import pytest

from chalicelib.domain.casework.case import Case, Item
from chalicelib.domain.moments import written
from chalicelib.stores.cases import put_item
from chalicelib.wiring.placing import placed
from tests.casework.world import AGADIR, DIAGNOSIS, FES, NATIONAL, World, officer
from tests.portal_routes.conftest import Portal

ANALYST = officer("analyst:NATIONAL")
INVESTIGATOR = officer(f"investigator:{AGADIR}")
SUPERVISOR = officer(f"supervisor:{FES}", sub="chief")
ADMINISTRATOR = officer("administrator:NATIONAL")
REPORT: dict[str, Any] = {
    "lang": "fr",
    "text": "Il m'a dit qu'il habite à Oued Zem depuis un an.",
    "reporter": {"role": "victim", "identity": "named"},
    "locations": {"offence_commune": "Agadir"},
}


def placed_case(world: World, report: dict[str, Any] = REPORT, **facts: Any) -> Case:
    """A case in triage with diagnosis and proposal, as the worker leaves it."""
    case = world.case(report=report, ruleset="r1", **facts)
    route_facts, territory = placed(report, case.created_at, "FRAUD")
    items = [
        Item("DIAGNOSIS", "r1", case.created_at, DIAGNOSIS),
        Item("ROUTE", "r1", case.created_at, {"facts": route_facts, "territory": territory}),
    ]
    world.writer().commit([put_item(case.id, item) for item in items])
    return case


def change(portal: Portal, case: Case, step: str, **body: Any) -> Any:
    return portal.post(
        ANALYST, f"/portal/cases/{case.id}/{step}", {"version": portal.world.stored(case).version, **body}
    )


def test_the_proposal_the_choice_who_when_and_why_stay_on_the_file_and_in_the_audit(
    world: World, portal: Portal
) -> None:
    case = placed_case(world)
    # WHEN an analyst sends the case elsewhere than proposed
    assert change(portal, case, "court", court=FES, motive="Le suspect est détenu à Fès").status == 200
    # THEN whoever reads the case sees both
    shown = portal.get(ANALYST, f"/portal/cases/{case.id}").json
    (choice,) = shown["court_choices"]
    assert {name: choice[name] for name in ("from", "to", "proposed", "rule", "motive", "author", "at")} == {
        "from": AGADIR,
        "to": FES,
        "proposed": AGADIR,
        "rule": "J4",
        "motive": "Le suspect est détenu à Fès",
        "author": ANALYST.sub,
        "at": written(world.now()),
    }
    assert choice["ruleset"] == shown["territory"]["ruleset"]
    assert shown["territory"]["forums"][0]["court_id"] == AGADIR
    # AND the chain names the person and the item
    entry = next(entry for entry in world.chain(f"CASE#{case.id}") if entry.action == "case.court")
    assert (entry.actor, entry.item) == (ANALYST.sub, f"COURT#{choice['id']}")
    assert entry.digest


@pytest.mark.parametrize("person", [INVESTIGATOR, officer(f"prosecutor:{AGADIR}"), ADMINISTRATOR])
def test_only_an_analyst_or_a_supervisor_changes_the_court(world: World, portal: Portal, person: Any) -> None:
    case = placed_case(world)
    answer = portal.post(person, f"/portal/cases/{case.id}/court", {"version": 2, "court": FES, "motive": "x"})
    assert answer.status in (403, 404)
    assert world.stored(case).court == AGADIR


def test_choices_are_counted_by_rule_once_a_case(world: World, portal: Portal) -> None:
    # GIVEN one case that went elsewhere (twice), one that went where it was proposed, one without a proposal
    moved, kept, unplaced = placed_case(world), placed_case(world), placed_case(world, {**REPORT, "locations": {}})
    assert change(portal, moved, "court", court="TPI-OUJDA", motive="erreur").status == 200
    assert change(portal, moved, "court", court=FES, motive="le bon").status == 200
    assert change(portal, kept, "refer", court=AGADIR, reason="complet").status == 200
    assert change(portal, unplaced, "refer", court=FES, reason="complet").status == 200
    # THEN the figures tell the rate of each rule, and where the cases went instead
    figures = portal.get(ANALYST, "/portal/statistics").json
    assert figures["rules"] == [
        {"rule": "J12", "decided": 1, "overridden": 1, "instead": {FES: 1}},
        {"rule": "J4", "decided": 2, "overridden": 1, "instead": {FES: 1}},
    ]
    # AND a court sees what was proposed for it or came to it, of the month in which the cases were received
    assert [line["decided"] for line in portal.get(SUPERVISOR, "/portal/statistics").json["rules"]] == [1, 1]
    assert portal.get(ANALYST, "/portal/statistics?month=2026-10").json["rules"] == []


def test_a_transfer_after_the_referral_says_nothing_of_the_proposal(world: World, portal: Portal) -> None:
    case = placed_case(world)
    assert change(portal, case, "refer", court=AGADIR, reason="complet").status == 200
    chief = officer(f"supervisor:{AGADIR}", sub="chief")
    answer = portal.post(chief, f"/portal/cases/{case.id}/refer", {"version": 3, "court": FES, "reason": "dessaisi"})
    assert answer.status == 200
    (line,) = portal.get(ANALYST, "/portal/statistics").json["rules"]
    assert (line["decided"], line["overridden"]) == (1, 0)


def test_a_place_in_the_text_is_suggested_and_becomes_a_fact_by_a_person(world: World, portal: Portal) -> None:
    case = placed_case(world)
    before = portal.get(INVESTIGATOR, f"/portal/cases/{case.id}").json["territory"]
    (found,) = before["suggested"]
    assert (found["source"], found["words"], found["candidates"]) == ("text", "Oued Zem", ["05.311.01.09"])
    assert found["before"].endswith("habite à ")
    assert [forum["court_id"] for forum in before["forums"]] == [AGADIR]
    # WHEN the officer makes it the residence of the suspect
    place = {"role": "suspect_residence", "commune": found["candidates"][0], "said": found["words"]}
    body = {"version": 2, "reason": "Lieu nommé dans le texte", "places": [place]}
    after = portal.post(INVESTIGATOR, f"/portal/cases/{case.id}/corrections", body).json
    # THEN the proposal is made again, and the case stays where it is
    assert [forum["court_id"] for forum in after["territory"]["forums"]] == [AGADIR, "TPI-OUED-ZEM"]
    assert after["territory"]["suggested"] == []
    assert "several_forums" in after["flags"]
    assert (after["court"], after["state"], after["version"]) == (AGADIR, "triage", 3)
    assert world.actions(case)[-2:] == ["correction.made", "case.proposed"]


def test_settling_an_ambiguous_place_answers_its_question(world: World, portal: Portal) -> None:
    case = placed_case(world, {**REPORT, "text": "Bonjour", "locations": {"offence_commune": "Agdal"}})
    (open_question,) = portal.get(ANALYST, f"/portal/cases/{case.id}").json["territory"]["to_settle"]
    place = {"role": "offence", "commune": "04.421.01.01", "said": open_question["said"]}
    assert place["commune"] in open_question["candidates"]
    after = change(portal, case, "corrections", reason="la victime l'a dit", places=[place]).json["territory"]
    assert (after["to_settle"], after["confidence"]) == ([], "likely")
    assert [forum["court_id"] for forum in after["forums"]] == ["TPI-RABAT"]


def test_a_place_made_a_fact_by_mistake_is_set_aside_again(world: World, portal: Portal) -> None:
    case = placed_case(world)
    place = {"role": "arrest", "commune": "05.311.01.09"}
    assert len(change(portal, case, "corrections", reason="x", places=[place]).json["territory"]["forums"]) == 2
    answer = change(portal, case, "corrections", reason="erreur", places=[{**place, "aside": True}]).json
    assert len(answer["territory"]["forums"]) == 1


def test_a_corrected_category_is_placed_by_its_own_rule(world: World, portal: Portal) -> None:
    case = placed_case(world)
    answer = change(portal, case, "corrections", reason="apologie", category="TERR").json
    assert [forum["court_id"] for forum in answer["territory"]["forums"]] == ["CA-RABAT"]
    assert (answer["court"], "exclusive_forum" in answer["flags"]) == (AGADIR, True)


@pytest.mark.parametrize(
    ("places", "slug"),
    [
        ("Agadir", "type"),
        ([], "too-short"),
        ([{"role": "offence"}], "required"),
        ([{"commune": "Agadir"}], "required"),
        ([{"role": "moon", "commune": "Agadir"}], "not-in-list"),
        ([{"role": "offence", "commune": "Agadir", "x": 1}], "unknown-member"),
        ([{"role": "offence", "country": "france"}], "format"),
        ([{"role": "offence", "commune": "a" * 201}], "too-long"),
        ([{"role": "offence", "commune": "Agadir", "aside": "yes"}], "type"),
        ([{"role": "offence", "commune": "Agadir"}] * 11, "too-many"),
        ([{"role": ["offence"], "commune": "Agadir"}], "type"),
    ],
)
def test_a_place_of_another_shape_is_refused(world: World, portal: Portal, places: Any, slug: str) -> None:
    case = placed_case(world)
    answer = change(portal, case, "corrections", reason="x", places=places)
    assert (answer.status, [error["slug"] for error in answer.json["errors"]]) == (422, [slug])
    assert NATIONAL not in world.stored(case).court


def test_the_receipt_says_that_a_service_has_it_and_never_which(world: World, portal: Portal) -> None:
    case = placed_case(world, court=NATIONAL)
    assert change(portal, case, "court", court=FES, motive="lieu des faits").status == 200
    progress = world.receipt(case)["PROGRESS"]
    assert progress.routing == "placed"
    assert FES not in str(progress.to_simple_dict())
    assert change(portal, case, "court", court=NATIONAL, motive="lieu douteux").status == 200
    assert world.receipt(case)["PROGRESS"].routing == "desk"
