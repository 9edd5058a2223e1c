"""A case on the portal: read, taken, noted, answered, moved; each step with its entry, its version, its echo."""

import pytest

from chalicelib.domain.audit.chain import case_chain, first_fault
from chalicelib.domain.casework.case import Item
from chalicelib.domain.casework.found_by import FoundBy
from chalicelib.domain.diagnosis.link import Link
from chalicelib.stores.cases import put_item
from tests.casework.world import AGADIR, DIAGNOSIS, FES, TERRITORY, World, officer
from tests.portal_routes.conftest import Portal

INVESTIGATOR = officer(f"investigator:{AGADIR}")
COLLEAGUE = officer(f"investigator:{AGADIR}", sub="investigator2")
SUPERVISOR = officer(f"supervisor:{AGADIR}")
PROSECUTOR = officer(f"prosecutor:{AGADIR}")
ANALYST = officer("analyst:NATIONAL")
STRANGER = officer(f"investigator:{FES}")
MISSING = "01J00000000000000000000000"


def test_a_case_is_shown_whole_and_its_first_reading_is_told(portal: Portal, world: World) -> None:
    # GIVEN a confidential report that rings
    case = world.case(
        identity_mode="confidential",
        identity_fields=("full_name", "phone"),
        sealed_answers=("suspect.name",),
        owed={"ring": "2026-11-24T21:24:47Z", "diagnose": "2026-11-24T21:22:47Z"},
    )
    route = Item("ROUTE", "r1", case.created_at, {"facts": {}, "territory": TERRITORY})
    diagnosis = Item("DIAGNOSIS", "r1", case.created_at, DIAGNOSIS)
    world.writer().commit([put_item(case.id, route), put_item(case.id, diagnosis)])
    world.pass_time(minutes=5, seconds=3)
    # WHEN
    answer = portal.get(INVESTIGATOR, f"/portal/cases/{case.id}")
    # THEN the page has everything but what is sealed, and minutes for the reporter's times
    assert answer.status == 200
    shown = answer.json
    assert shown["created_at"] == "2026-11-24T21:21:00Z"
    assert shown["identity"] == {"mode": "confidential", "fields": ["full_name", "phone"], "erased": False}
    assert shown["report"]["text"] == "Faux vendeur, appelez le ••••••••••, plus de réponse."
    assert {"own_spans", "dropped"}.isdisjoint(shown["report"])
    assert (shown["diagnosis"], shown["territory"]) == (DIAGNOSIS, TERRITORY)
    assert shown["sealed_answers"] == ["suspect.name"]
    assert {shown["leave"], shown["unread"]} == {None, False}
    assert [shown[name] for name in ("notes", "messages", "evidence", "links", "unseal_requests")] == [
        [],
        [],
        [],
        [],
        [],
    ]
    assert case.receipt_key not in answer.text
    # AND the reading is on the chain, the ring is gone, the receipt says when
    assert world.actions(case) == ["report.accepted", "case.read"]
    stored = world.stored(case)
    assert (stored.owed, stored.version) == ({"diagnose": "2026-11-24T21:22:47Z"}, 2)
    assert stored.first_read_at == "2026-11-24T21:26:50Z"
    assert world.receipt(case)["PROGRESS"].first_read_at == "2026-11-24T21:26:00Z"
    # AND a second reading is one more entry, the first date stays
    world.pass_time(hours=1)
    portal.get(ANALYST, f"/portal/cases/{case.id}")
    assert world.actions(case) == ["report.accepted", "case.read", "case.read"]
    assert world.stored(case).first_read_at == "2026-11-24T21:26:50Z"


def test_what_was_added_later_stands_in_the_report(portal: Portal, world: World) -> None:
    case = world.case()
    facts = Item("FACTS", world.new_id(), case.created_at, {"facts": {"urls": ["https://two.example/x"]}, "sealed": []})
    world.writer().commit([put_item(case.id, facts)])
    shown = portal.get(INVESTIGATOR, f"/portal/cases/{case.id}").json
    assert shown["report"]["urls"] == ["https://shop.example/p/77", "https://two.example/x"]
    assert shown["unread"] is True
    portal.post(INVESTIGATOR, f"/portal/cases/{case.id}/notes", {"text": "vu"})
    world.pass_time(seconds=1)
    portal.post(INVESTIGATOR, f"/portal/cases/{case.id}/notes", {"text": "vu"})
    assert portal.get(INVESTIGATOR, f"/portal/cases/{case.id}").json["unread"] is False


def test_before_the_machine_is_done_diagnosis_and_territory_are_null(portal: Portal, world: World) -> None:
    case = world.case(state="received", court="NATIONAL")
    shown = portal.get(ANALYST, f"/portal/cases/{case.id}").json
    assert (shown["diagnosis"], shown["territory"]) == (None, None)
    assert shown["report"]["text"].endswith("0600000042, plus de réponse.")


@pytest.mark.parametrize("path", ["", "/notes", "/messages"])
def test_another_courts_case_reads_like_a_missing_one(portal: Portal, world: World, path: str) -> None:
    case = world.case()
    foreign = portal.get(STRANGER, f"/portal/cases/{case.id}{path}")
    missing = portal.get(STRANGER, f"/portal/cases/{MISSING}{path}")
    assert (foreign.status, foreign.text) == (missing.status, missing.text)
    assert foreign.status == 404
    assert world.own_actions(STRANGER) == ["access.denied", "access.denied"]
    assert world.actions(case) == ["report.accepted"]


@pytest.mark.parametrize("path", ["notes", "messages", "take", "assign", "refer", "court", "state", "corrections"])
def test_a_bad_body_never_tells_whether_a_case_exists(portal: Portal, world: World, path: str) -> None:
    case = world.case()
    for person, status in ((STRANGER, 404), (officer(f"custodian:{AGADIR}"), 404)):
        foreign = portal.ask("POST", person, f"/portal/cases/{case.id}/{path}", "{no json")
        missing = portal.ask("POST", person, f"/portal/cases/{MISSING}/{path}", "{no json")
        assert foreign.status == missing.status == status
        assert foreign.text == missing.text


@pytest.mark.parametrize(
    "spelling", ["0m8", "CASE%23{}", "{}%23META", "META", "..%2F..", "{}%20", "%20{}", "{}%00", "0{}"]
)
def test_other_spellings_of_a_number_are_no_door(portal: Portal, world: World, spelling: str) -> None:
    case = world.case()
    assert portal.get(STRANGER, f"/portal/cases/{spelling.format(case.id)}").status == 404
    assert portal.get(INVESTIGATOR, f"/portal/cases/{spelling.format(case.id)}").status == 404


def test_taking_makes_a_version_and_an_old_one_is_a_conflict(portal: Portal, world: World) -> None:
    case = world.case()
    taken = portal.post(INVESTIGATOR, f"/portal/cases/{case.id}/take", {"version": 2})
    assert (taken.status, taken.json["assignee"], taken.json["version"]) == (200, INVESTIGATOR.sub, 3)
    late = portal.post(COLLEAGUE, f"/portal/cases/{case.id}/take", {"version": 2})
    assert (late.status, late.slug) == (409, "version-conflict")
    assert late.json["current"] == portal.get(COLLEAGUE, f"/portal/cases/{case.id}").json
    assert portal.post(PROSECUTOR, f"/portal/cases/{case.id}/take", {"version": 3}).status == 403
    assert world.actions(case) == ["report.accepted", "case.taken", "case.read", "access.denied"]
    mine = portal.get(INVESTIGATOR, "/portal/queue?assignee=me").json
    assert [row["id"] for row in mine["items"]] == [case.id]
    assert portal.get(COLLEAGUE, "/portal/queue?assignee=me").json["items"] == []


def test_a_supervisor_gives_a_case_to_somebody(portal: Portal, world: World) -> None:
    case = world.case()
    path = f"/portal/cases/{case.id}/assign"
    assert portal.post(INVESTIGATOR, path, {"version": 2, "sub": COLLEAGUE.sub}).status == 403
    given = portal.post(SUPERVISOR, path, {"version": 2, "sub": COLLEAGUE.sub})
    assert (given.status, given.json["assignee"]) == (200, COLLEAGUE.sub)


def test_notes_are_signed_and_private_ones_are_their_authors_alone(portal: Portal, world: World) -> None:
    case = world.case()
    path = f"/portal/cases/{case.id}/notes"
    refused = portal.post(INVESTIGATOR, path, {"text": "n", "author": "prosecutor", "at": "2020-01-01T00:00:00Z"})
    assert (refused.status, {error["slug"] for error in refused.json["errors"]}) == (422, {"unknown-member"})
    made = portal.post(INVESTIGATOR, path, {"text": "à vérifier", "private": True})
    assert made.status == 201
    world.pass_time(seconds=1)
    portal.post(PROSECUTOR, path, {"text": "vu"})
    mine = portal.get(INVESTIGATOR, path).json
    assert next((note["id"], note["author"], note["private"]) for note in mine["items"]) == (
        made.json["id"],
        INVESTIGATOR.sub,
        True,
    )
    assert [note["text"] for note in portal.get(SUPERVISOR, path).json["items"]] == ["vu"]
    assert world.stored(case).version == 2


def test_a_message_reaches_the_receipt_without_its_author(portal: Portal, world: World) -> None:
    case = world.case()
    made = portal.post(INVESTIGATOR, f"/portal/cases/{case.id}/messages", {"text": "<img src=x> pièces ?"})
    echo = world.receipt(case)[f"MESSAGE#{made.json['id']}"]
    assert dict(echo.body) == {"from": "service", "text": "<img src=x> pièces ?"}
    (message,) = portal.get(INVESTIGATOR, f"/portal/cases/{case.id}/messages").json["items"]
    assert (message["from"], message["author"]) == ("service", INVESTIGATOR.sub)
    assert portal.post(PROSECUTOR, f"/portal/cases/{case.id}/messages", {"text": "x"}).status == 403
    for bad in ({}, {"text": " \u200b"}, {"text": "x" * 5001}, {"text": 5}, {"text": "x", "from": "reporter"}):
        assert portal.post(INVESTIGATOR, f"/portal/cases/{case.id}/messages", bad).status == 422


def test_referring_confirms_the_court_and_leaves_the_desk_reading_only(portal: Portal, world: World) -> None:
    case = world.case(assignee=INVESTIGATOR.sub)
    path = f"/portal/cases/{case.id}"
    assert portal.post(INVESTIGATOR, f"{path}/refer", {"version": 2, "court": AGADIR, "reason": "x"}).status == 403
    done = portal.post(ANALYST, f"{path}/refer", {"version": 2, "court": AGADIR, "reason": "compétence vérifiée"})
    assert (done.status, done.json["state"], done.json["assignee"]) == (200, "referred", INVESTIGATOR.sub)
    assert portal.get(ANALYST, path).json["state"] == "referred"
    assert portal.post(ANALYST, f"{path}/notes", {"text": "x"}).status == 403
    assert world.receipt(case)["PROGRESS"].status == "with_authorities"


def test_referring_to_another_court_ends_the_old_ones_sight_at_once(portal: Portal, world: World) -> None:
    case = world.case(assignee=INVESTIGATOR.sub)
    path = f"/portal/cases/{case.id}"
    done = portal.post(SUPERVISOR, f"{path}/refer", {"version": 2, "court": FES, "reason": "compétence"})
    assert done.json == {"id": case.id, "version": 3, "court": FES, "state": "referred"}
    for person in (INVESTIGATOR, SUPERVISOR):
        assert portal.get(person, path).status == 404
        assert case.id not in portal.get(person, "/portal/queue").text
    moved = world.stored(case)
    assert (moved.assignee, moved.court_changes, set(moved.owed)) == (None, 1, {"terms"})
    assert portal.get(STRANGER, path).json["court"] == FES
    assert first_fault(world.chain(case_chain(case.id))) is None


def test_the_proposed_court_is_overridden_before_referral_only(portal: Portal, world: World) -> None:
    case = world.case()
    path = f"/portal/cases/{case.id}/court"
    assert portal.post(ANALYST, path, {"version": 2, "court": "TPI-NOWHERE", "motive": "x"}).status == 422
    done = portal.post(ANALYST, path, {"version": 2, "court": FES, "motive": "lieu des faits"})
    assert (done.json["court"], done.json["state"]) == (FES, "triage")
    world.change(case, state="in_inquiry")
    judge = officer(f"supervisor:{FES}")
    assert portal.post(judge, path, {"version": 3, "court": AGADIR, "motive": "x"}).slug == "not-allowed-now"


def test_anonymous_before_leave_is_not_referred(portal: Portal, world: World) -> None:
    case = world.case(identity_mode="anonymous")
    path = f"/portal/cases/{case.id}/refer"
    refused = portal.post(SUPERVISOR, path, {"version": 2, "court": AGADIR, "reason": "x"})
    assert (refused.status, refused.slug) == (409, "leave-needed")
    assert (refused.json["rule"], refused.json["allowed_by"]) == ("leave-needed", ["ask_leave", "give_leave"])
    assert world.actions(case) == ["report.accepted", "case.refused"]


@pytest.mark.parametrize("state", ["seriousness_check", "leave_given", "with_prosecutor", "instructed", "closed"])
def test_state_alone_makes_no_step_that_needs_a_document(portal: Portal, world: World, state: str) -> None:
    case = world.case(state="referred", assignee=INVESTIGATOR.sub)
    for person in (INVESTIGATOR, SUPERVISOR):
        path = f"/portal/cases/{case.id}/state"
        answer = portal.post(person, path, {"version": 2, "state": state, "reason": "x"})
        assert (answer.status, answer.slug) == (409, "act-needed")
        assert answer.json["act"]


def test_the_officer_in_charge_begins_the_inquiry(portal: Portal, world: World) -> None:
    case = world.case(state="referred", assignee=INVESTIGATOR.sub)
    path = f"/portal/cases/{case.id}/state"
    body = {"version": 2, "state": "in_inquiry", "reason": "début"}
    assert portal.post(COLLEAGUE, path, body).status == 403
    assert portal.post(INVESTIGATOR, path, body).json["state"] == "in_inquiry"
    for bad in ("", "deleted", "RECEIVED", None, ["closed"], "closed\u0000"):
        assert portal.post(INVESTIGATOR, path, {**body, "state": bad}).status == 422
    assert portal.post(INVESTIGATOR, path, {**body, "version": 3, "state": "received"}).slug == "not-allowed-now"


def test_corrections_keep_what_the_machine_said(portal: Portal, world: World) -> None:
    case = world.case()
    path = f"/portal/cases/{case.id}/corrections"
    done = portal.post(INVESTIGATOR, path, {"version": 2, "urgency": "U1", "category": "SEXT", "reason": "menaces"})
    assert (done.json["urgency"], done.json["category"], done.json["version"]) == ("U1", "SEXT", 3)
    assert portal.get(INVESTIGATOR, "/portal/queue?urgency=U1").json["count"] == 1
    for bad in (
        {"version": 3, "reason": "x"},
        {"version": 3, "urgency": "U9", "reason": "x"},
        {"version": 3, "category": "NOPE", "reason": "x"},
        {"version": 3, "court": FES, "reason": "x"},
    ):
        assert portal.post(INVESTIGATOR, path, bad).status == 422


def test_what_reports_share_is_shown_as_rows_here_and_as_a_number_elsewhere(portal: Portal, world: World) -> None:
    # GIVEN one address in three reports, one of another court
    case, near, far = world.case(), world.case(), world.case(court=FES)
    world.tell(FoundBy((Link("content_key", "shop:page:77", "strong"),)), case, near, far)
    # WHEN / THEN
    answer = portal.get(INVESTIGATOR, f"/portal/cases/{case.id}")
    (link,) = answer.json["links"]
    assert (link["kind"], link["total"], [row["id"] for row in link["items"]]) == ("content_key", 2, [near.id])
    assert far.id not in answer.text
    everywhere = portal.get(ANALYST, f"/portal/cases/{case.id}").json["links"][0]
    assert {row["id"] for row in everywhere["items"]} == {near.id, far.id}


def test_the_reporters_own_number_is_masked_in_the_diagnosis_too(portal: Portal, world: World) -> None:
    case = world.case(identity_mode="confidential")
    own = {"type": "phone", "value": "+212600000042", "raw": "0600000042", "own": True}
    theirs = {"type": "phone", "value": "+212600000077", "raw": "0600000077"}
    diagnosis = {**DIAGNOSIS, "observables": [own, theirs]}
    world.writer().commit([put_item(case.id, Item("DIAGNOSIS", "r1", case.created_at, diagnosis))])
    answer = portal.get(INVESTIGATOR, f"/portal/cases/{case.id}")
    assert "0600000042" not in answer.text
    assert "600000042" not in answer.text
    assert answer.json["diagnosis"]["observables"][1] == theirs


def test_a_link_shows_the_other_case_to_those_who_see_it(portal: Portal, world: World) -> None:
    case, other, foreign = world.case(), world.case(), world.case(court=FES)
    path = f"/portal/cases/{case.id}/links"
    assert portal.post(INVESTIGATOR, path, {"case": other.id, "reason": "même vendeur"}).status == 201
    hidden = portal.post(INVESTIGATOR, path, {"case": foreign.id, "reason": "x"})
    missing = portal.post(INVESTIGATOR, path, {"case": MISSING, "reason": "x"})
    assert (hidden.status, hidden.text) == (422, missing.text)
    # GIVEN the national desk links what the court does not see
    portal.post(ANALYST, path, {"case": foreign.id, "reason": "même compte"})
    answer = portal.get(INVESTIGATOR, f"/portal/cases/{case.id}")
    assert sorted(len(link["items"]) for link in answer.json["links"]) == [0, 1]
    assert foreign.id not in answer.text
