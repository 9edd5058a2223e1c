"""Acts: the steps that a document makes, by whom, from where, and the rule that refuses the others."""

from itertools import count
from typing import Any

import pytest

from chalicelib.domain.access import Officer
from chalicelib.domain.audit.chain import case_chain, first_fault
from chalicelib.domain.casework.acts import ACTS
from tests.casework.world import AGADIR, FES, World, officer
from tests.portal_routes.conftest import Answer, Portal

INVESTIGATOR = officer(f"investigator:{AGADIR}")
SUPERVISOR = officer(f"supervisor:{AGADIR}")
PROSECUTOR = officer(f"prosecutor:{AGADIR}")
ANALYST = officer("analyst:NATIONAL")
LEAVE = {"act": "give_leave", "reference": "2026/3", "dated": "2026-11-20"}
NOTICE = {"act": "notify", "prosecutor": "procureur_du_roi", "summary": "Escroquerie"}


class Walk:
    """Acts on one case, always with the version it has."""

    def __init__(self, portal: Portal, world: World, **facts: Any) -> None:
        self.portal, self.world = portal, world
        self.case = world.case(assignee=INVESTIGATOR.sub, **facts)
        self.path = f"/portal/cases/{self.case.id}"

    def act(self, person: Officer, **body: Any) -> Answer:
        return self._post(person, "acts", body)

    def state(self, person: Officer, state: str) -> Answer:
        return self._post(person, "state", {"state": state, "reason": "x"})

    def refer(self, person: Officer, court: str) -> Answer:
        return self._post(person, "refer", {"court": court, "reason": "x"})

    def _post(self, person: Officer, path: str, body: dict[str, Any]) -> Answer:
        version = self.world.stored(self.case).version
        return self.portal.post(person, f"{self.path}/{path}", {"version": version, **body})


def test_anonymous_leave_is_asked_given_and_opens_the_inquiry(portal: Portal, world: World) -> None:
    walk = Walk(portal, world, identity_mode="anonymous")
    # GIVEN no leave, nothing of an inquiry exists
    assert walk.state(INVESTIGATOR, "in_inquiry").slug == "leave-needed"
    assert walk.act(INVESTIGATOR, **NOTICE).slug == "leave-needed"
    assert walk.refer(SUPERVISOR, AGADIR).slug == "leave-needed"
    refused = walk.act(PROSECUTOR, **LEAVE)
    assert (refused.slug, refused.json["rule"], refused.json["possible_in"]) == (
        "not-allowed-now",
        "state",
        ["leave_asked"],
    )
    # WHEN it is asked and given by the prosecutor of the court
    assert walk.act(INVESTIGATOR, act="ask_seriousness", reason="vérifier").json["state"] == "seriousness_check"
    asked = walk.act(INVESTIGATOR, act="ask_leave", facts="Faits", seriousness="Deux pièces")
    assert (asked.json["state"], asked.json["leave"]) == ("leave_asked", {"state": "asked", "dated": "2026-11-24"})
    assert walk.act(INVESTIGATOR, **LEAVE).status == 403
    assert walk.act(officer(f"prosecutor:{FES}"), **LEAVE).status == 404
    given = walk.act(PROSECUTOR, **LEAVE)
    assert (given.json["state"], given.json["leave"]) == ("leave_given", {"state": "given", "dated": "2026-11-20"})
    # THEN the inquiry begins, the leave stays, and the receipt tells a public word
    assert walk.state(INVESTIGATOR, "in_inquiry").json["leave"] == {"state": "given", "dated": "2026-11-20"}
    assert world.receipt(walk.case)["PROGRESS"].status == "with_authorities"
    assert walk.refer(SUPERVISOR, FES).json["court"] == FES
    assert world.actions(walk.case)[-1] == "case.referred"
    assert first_fault(world.chain(case_chain(walk.case.id))) is None


def test_a_named_case_goes_to_the_prosecutor_and_is_closed_contested_reopened(portal: Portal, world: World) -> None:
    walk = Walk(portal, world)
    assert walk.act(INVESTIGATOR, **NOTICE).slug == "leave-needed"
    assert walk.act(INVESTIGATOR, act="ask_leave", facts="x", seriousness="x").json["rule"] == "anonymous-only"
    assert walk.refer(SUPERVISOR, AGADIR).json["state"] == "referred"
    assert walk.state(INVESTIGATOR, "in_inquiry").status == 200
    assert walk.act(INVESTIGATOR, **NOTICE).json["state"] == "with_prosecutor"
    assert walk.refer(SUPERVISOR, FES).slug == "not-allowed-now"
    done = walk.act(PROSECUTOR, act="instruct", reference="2026/1", dated="2026-11-20", text="Poursuivre")
    assert done.json["state"] == "instructed"
    told = walk.act(PROSECUTOR, act="inform_complainant", dated="2026-11-24", channel="message", text="Suite donnée")
    assert told.json["state"] == "instructed"
    assert told.json["messages"][-1]["text"] == "Suite donnée"
    assert any(row.body["text"] == "Suite donnée" for sk, row in world.receipt(walk.case).items() if "MESSAGE" in sk)
    closed = walk.act(PROSECUTOR, act="close", reason="unidentified", text="Auteur inconnu")
    assert closed.json["state"] == "closed"
    progress = world.receipt(walk.case)["PROGRESS"]
    assert (progress.status, progress.contest) == ("closed", True)
    assert walk.act(INVESTIGATOR, act="reopen", reason="x").status == 403
    assert walk.act(SUPERVISOR, act="reopen", reason="contestation").json["state"] == "reopened"
    assert world.receipt(walk.case)["PROGRESS"].contest is False
    # AND the referral behind it still opens the inquiry
    assert walk.state(INVESTIGATOR, "in_inquiry").status == 200


def test_what_was_closed_in_triage_has_no_inquiry_when_reopened(portal: Portal, world: World) -> None:
    walk = Walk(portal, world)
    assert walk.act(ANALYST, act="close", reason="no_offence", text="x").json["rule"] == "reason"
    assert walk.act(PROSECUTOR, act="close", reason="duplicate", text="x").json["rule"] == "reason"
    assert walk.act(ANALYST, act="close", reason="duplicate", text="doublon").json["state"] == "closed"
    assert world.receipt(walk.case)["PROGRESS"].contest is False
    assert walk.act(SUPERVISOR, act="reopen", reason="x").json["state"] == "reopened"
    assert walk.state(INVESTIGATOR, "in_inquiry").slug == "leave-needed"
    assert walk.state(INVESTIGATOR, "triage").json["state"] == "triage"


@pytest.mark.parametrize(
    "body",
    [
        {"act": "delete"},
        {"act": ["close"]},
        {},
        {"act": "give_leave"},
        {"act": "give_leave", "reference": " ", "dated": "2026-11-20"},
        {"act": "give_leave", "reference": "1", "dated": "2999-01-01"},
        {"act": "give_leave", "reference": "1", "dated": "2026-02-30"},
        {"act": "give_leave", "reference": "1", "dated": "2026-11-20", "court": FES},
        {"act": "close", "reason": "fini", "text": "x"},
    ],
)
def test_acts_that_do_not_exist_lack_or_borrow_members(portal: Portal, world: World, body: dict[str, Any]) -> None:
    walk = Walk(portal, world, identity_mode="anonymous")
    assert walk.act(PROSECUTOR, **body).status == 422
    assert world.stored(walk.case).version == 2


def test_the_table_holds_every_act_of_the_contract() -> None:
    assert set(ACTS) == {
        "ask_seriousness",
        "ask_leave",
        "give_leave",
        "refuse_leave",
        "notify",
        "instruct",
        "close",
        "reopen",
        "inform_complainant",
        # Ours: an answer to a contest, the person's own complaint, the prosecutor's orders over what the reporter sees
        # and keeps.
        "uphold_closure",
        "ask_complaint",
        "record_complaint",
        "delay_notice",
        "hold_erasure",
        "release_erasure",
    }


def test_documents_of_one_second_are_told_in_the_order_in_which_they_were_made(portal: Portal, world: World) -> None:
    # GIVEN names that sort against time, and a clock that stands still
    world.numbers = count(1 << 40, -1)
    walk = Walk(portal, world, identity_mode="anonymous")
    # WHEN three documents are made within one second
    assert walk.act(INVESTIGATOR, act="ask_seriousness", reason="vérifier").status == 200
    assert walk.act(INVESTIGATOR, act="ask_leave", facts="Faits", seriousness="Deux pièces").status == 200
    assert walk.act(PROSECUTOR, **LEAVE).status == 200
    # THEN the case tells them as they came, and keeps the version of each to itself
    acts = portal.get(PROSECUTOR, walk.path).json["acts"]
    assert [act["act"] for act in acts] == ["ask_seriousness", "ask_leave", "give_leave"]
    assert len({act["at"] for act in acts}) == 1
    assert all("version" not in act for act in acts)
