"""The prosecutor's part of a case: instructions with a day, the 15-day duty, orders that end by themselves, and the
rules that refuse a step and say what would allow it.
"""

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain.audit.chain import first_fault
from chalicelib.domain.casework.case import Case
from tests.casework.world import AGADIR, FES, World, officer
from tests.portal_routes.conftest import Portal
from tests.portal_routes.test_acts import INVESTIGATOR, LEAVE, NOTICE, PROSECUTOR, SUPERVISOR, Walk

INSTRUCTION = {"act": "instruct", "reference": "2026/7", "dated": "2026-11-24", "text": "Entendre le plaignant"}
CLOSING = {"act": "close", "reason": "unidentified", "text": "Auteur inconnu", "dated": "2026-11-20"}
INFORMED = {
    "act": "inform_complainant",
    "dated": "2026-11-24",
    "channel": "message",
    "text": "Classé, recours possible",
}
HOLD = {"act": "hold_erasure", "reference": "2026/9", "dated": "2026-11-24", "until": "2026-12-24", "reason": "Enquête"}
DELAY = {"act": "delay_notice", "reference": "2026/8", "dated": "2026-11-24", "until": "2026-12-01"}


def with_prosecutor(portal: Portal, world: World) -> Walk:
    walk = Walk(portal, world)
    walk.refer(SUPERVISOR, AGADIR)
    assert walk.act(INVESTIGATOR, **NOTICE).status == 200
    return walk


def test_a_closing_owes_the_complainant_a_word_within_fifteen_days(portal: Portal, world: World) -> None:
    walk = with_prosecutor(portal, world)
    closed = walk.act(PROSECUTOR, **CLOSING).json
    # GIVEN a decision of the 20th, it is owed until the fifth, and the desk lists it
    due = {"kind": "inform", "owed_by": "prosecutor", "due": "2026-12-05", "days_left": 11, "standing": "later"}
    assert closed["deadlines"] == [due]
    listed = portal.get(PROSECUTOR, "/portal/deadlines").json["items"]
    assert [(line["id"], line["deadlines"]) for line in listed] == [(walk.case.id, [due])]
    assert world.stored(walk.case).owed["remind"] == "2026-11-28T08:00:00Z"
    # WHEN the complainant is told
    told = walk.act(PROSECUTOR, **INFORMED).json
    # THEN nothing is owed any more, and the receipt has the word
    assert told["deadlines"] == []
    assert portal.get(PROSECUTOR, "/portal/deadlines").json["items"] == []
    assert "remind" not in world.stored(walk.case).owed
    assert any("MESSAGE" in sk for sk in world.receipt(walk.case))


@pytest.mark.parametrize("channel", ["message", "letter", "call"])
def test_whatever_the_way_the_receipt_says_that_the_complainant_was_told_and_nothing_of_what(
    portal: Portal, world: World, channel: str
) -> None:
    walk = with_prosecutor(portal, world)
    walk.act(PROSECUTOR, **CLOSING)
    assert walk.act(PROSECUTOR, **{**INFORMED, "channel": channel, "dated": "2026-11-23"}).status == 200
    receipt = world.receipt(walk.case)
    (told,) = [row for sk, row in receipt.items() if sk.startswith("INFORMED#")]
    assert dict(told.body) == {"channel": channel, "on": "2026-11-23", "service": AGADIR}
    # AND the words themselves are there only when they went by message
    messages = [row.body["text"] for sk, row in receipt.items() if sk.startswith("MESSAGE#")]
    assert messages == ([INFORMED["text"]] if channel == "message" else [])


def test_no_other_act_says_that_somebody_was_told(portal: Portal, world: World) -> None:
    walk = with_prosecutor(portal, world)
    walk.act(PROSECUTOR, **INSTRUCTION)
    walk.act(INVESTIGATOR, **NOTICE)
    walk.act(PROSECUTOR, **CLOSING)
    assert not [sk for sk in world.receipt(walk.case) if sk.startswith("INFORMED#")]


def test_what_an_analyst_sorts_out_owes_nobody_a_decision(portal: Portal, world: World) -> None:
    walk = Walk(portal, world)
    closed = walk.act(officer("analyst:NATIONAL"), act="close", reason="duplicate", text="doublon")
    assert (closed.json["state"], closed.json["deadlines"]) == ("closed", [])


def test_reopening_ends_the_duty_and_the_next_closing_has_its_own(portal: Portal, world: World) -> None:
    walk = with_prosecutor(portal, world)
    walk.act(PROSECUTOR, **CLOSING)
    assert walk.act(PROSECUTOR, act="reopen", reason="contestation").json["deadlines"] == []
    again = walk.act(PROSECUTOR, **{**CLOSING, "dated": "2026-11-24"}).json
    assert [line["due"] for line in again["deadlines"]] == ["2026-12-09"]


def test_an_instruction_is_typed_dated_and_due_and_a_new_notice_answers_it(portal: Portal, world: World) -> None:
    walk = with_prosecutor(portal, world)
    given = walk.act(PROSECUTOR, **INSTRUCTION, type="hear_person", due="2026-11-27").json
    assert given["deadlines"] == [
        {"kind": "instruction", "owed_by": "judicial_police", "due": "2026-11-27", "days_left": 3, "standing": "soon"}
    ]
    document = given["acts"][-1]
    assert (document["act"], document["type"], document["due"]) == ("instruct", "hear_person", "2026-11-27")
    assert (document["author"], document["reference"]) == (PROSECUTOR.sub, "2026/7")
    assert walk.act(INVESTIGATOR, **NOTICE).json["deadlines"] == []
    assert walk.act(PROSECUTOR, **INSTRUCTION, due="2026-11-23").status == 422
    assert walk.act(PROSECUTOR, **INSTRUCTION, type="arrest").status == 422


def test_the_overdue_stand_first_and_no_other_court_sees_them(portal: Portal, world: World) -> None:
    late, soon = with_prosecutor(portal, world), with_prosecutor(portal, world)
    soon.act(PROSECUTOR, **INSTRUCTION, due="2026-11-26")
    late.act(PROSECUTOR, **INSTRUCTION, due="2026-11-25")
    world.pass_time(days=2)
    first = portal.get(INVESTIGATOR, "/portal/deadlines?limit=1").json
    assert [(line["id"], line["deadlines"][0]["standing"]) for line in first["items"]] == [(late.case.id, "overdue")]
    second = portal.get(INVESTIGATOR, f"/portal/deadlines?limit=1&cursor={first['cursor']}").json
    assert [(line["id"], line["deadlines"][0]["standing"]) for line in second["items"]] == [(soon.case.id, "today")]
    assert second["cursor"] is None
    assert portal.get(officer(f"prosecutor:{FES}"), "/portal/deadlines").json["items"] == []
    assert portal.get(officer(f"custodian:{AGADIR}"), "/portal/deadlines").status == 403
    assert portal.get(PROSECUTOR, f"/portal/deadlines?cursor={first['cursor']}").status == 400


def test_offences_of_own_complaint_ask_for_it_before_an_inquiry(portal: Portal, world: World) -> None:
    walk = Walk(portal, world, flags=("own_complaint_required",), category="DEFAM")
    walk.refer(SUPERVISOR, AGADIR)
    refused = walk.state(INVESTIGATOR, "in_inquiry")
    assert (refused.status, refused.slug) == (409, "not-allowed-now")
    assert (refused.json["rule"], refused.json["articles"]) == ("complaint-needed", ["88-13 art. 99"])
    assert "record_complaint" in refused.json["allowed_by"]
    assert walk.act(INVESTIGATOR, **NOTICE).json["rule"] == "complaint-needed"
    # WHEN it is asked for, the reporter reads so; once it is on file, the inquiry may begin
    asked = walk.act(INVESTIGATOR, act="ask_complaint", text="Votre plainte est nécessaire")
    assert asked.json["messages"][-1]["text"] == "Votre plainte est nécessaire"
    filed = walk.act(INVESTIGATOR, act="record_complaint", reference="PL-1", dated="2026-11-23")
    assert filed.json["complaint"] == "2026-11-23"
    assert walk.act(INVESTIGATOR, act="record_complaint", reference="PL-2", dated="2026-11-23").status == 409
    assert walk.state(INVESTIGATOR, "in_inquiry").status == 200
    assert Walk(portal, world).act(INVESTIGATOR, act="ask_complaint", text="x").json["rule"] == "no-complaint-needed"


def test_a_felony_goes_to_the_procureur_general_a_misdemeanour_to_the_procureur_du_roi(
    portal: Portal, world: World
) -> None:
    walk = Walk(portal, world)
    walk.refer(SUPERVISOR, AGADIR)
    wrong = walk.act(INVESTIGATOR, **{**NOTICE, "prosecutor": "procureur_general"})
    assert (wrong.status, wrong.json["rule"], wrong.json["allowed_by"]) == (409, "prosecutor-level", ["refer"])
    appeal = "CA-AGADIR"
    walk.refer(SUPERVISOR, appeal)
    police = officer(f"investigator:{appeal}")
    assert walk.act(police, **NOTICE).json["rule"] == "prosecutor-level"
    assert walk.act(police, **{**NOTICE, "prosecutor": "procureur_general"}).json["state"] == "with_prosecutor"


def test_leave_given_stays_good_when_the_reporter_declares_who_they_are(portal: Portal, world: World) -> None:
    walk = Walk(portal, world, identity_mode="anonymous")
    walk.act(INVESTIGATOR, act="ask_leave", facts="Faits", seriousness="Deux pièces")
    walk.act(PROSECUTOR, **LEAVE)
    world.change(walk.case, identity_mode="confidential")
    assert walk.state(INVESTIGATOR, "in_inquiry").status == 200


def test_the_prosecutors_orders_are_dated_and_end_by_themselves(portal: Portal, world: World) -> None:
    walk = Walk(portal, world, identity_mode="confidential")
    for who in (INVESTIGATOR, SUPERVISOR):
        assert walk.act(who, **HOLD).status == 403
    assert walk.act(officer(f"prosecutor:{FES}"), **HOLD).status == 404
    held = walk.act(PROSECUTOR, **HOLD).json
    assert held["orders"] == {"hold_erasure": {"dated": "2026-11-24", "until": "2026-12-24"}}
    assert walk.act(PROSECUTOR, **DELAY).json["orders"]["delay_notice"]["until"] == "2026-12-01"
    assert world.actions(walk.case)[-2:] == ["case.act.hold_erasure", "case.act.delay_notice"]
    # The last day belongs to the order; the day after it holds no more.
    world.moment = world.moment.replace(day=1, month=12)
    shown = portal.get(PROSECUTOR, walk.path).json["orders"]
    assert set(shown) == {"hold_erasure", "delay_notice"}
    world.pass_time(days=1)
    assert set(portal.get(PROSECUTOR, walk.path).json["orders"]) == {"hold_erasure"}
    assert (
        walk.act(PROSECUTOR, act="release_erasure", reference="2026/10", dated="2026-12-01").json["orders"]
        == {"delay_notice": {"dated": "2026-11-24", "until": "2026-12-01"}}
        or portal.get(PROSECUTOR, walk.path).json["orders"] == {}
    )


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({**HOLD, "until": "2026-11-23"}, "/until"),
        ({**HOLD, "until": "2027-11-25"}, "/until"),
        ({**DELAY, "until": "2027-02-23"}, "/until"),
        ({**DELAY, "dated": "2026-11-25"}, "/dated"),
    ],
)
def test_an_order_has_a_day_and_lasts_no_longer_than_it_may(
    portal: Portal, world: World, body: dict[str, str], pointer: str
) -> None:
    refused = Walk(portal, world, identity_mode="confidential").act(PROSECUTOR, **body)
    assert (refused.status, refused.json["errors"]) == (422, [{"pointer": pointer, "slug": "format"}])


def test_orders_need_something_to_hold(portal: Portal, world: World) -> None:
    def rule(case_facts: dict[str, object], body: dict[str, str]) -> object:
        return Walk(portal, world, **case_facts).act(PROSECUTOR, **body).json["rule"]

    assert rule({"identity_mode": "anonymous"}, HOLD) == "anonymous"
    assert rule({"identity_mode": "anonymous"}, DELAY) == "anonymous"
    assert rule({"identity_erased": True}, HOLD) == "erased"
    assert rule({}, {"act": "release_erasure", "reference": "1", "dated": "2026-11-24"}) == "no-hold"


def test_a_case_tells_each_officer_the_steps_that_are_theirs_and_why_one_is_refused(
    portal: Portal, world: World
) -> None:
    walk = Walk(portal, world, identity_mode="anonymous")

    def steps(person: object) -> dict[str, dict[str, object]]:
        answer = portal.get(person, walk.path)  # type: ignore[arg-type]
        return {step["step"]: step for step in answer.json["steps"]}

    police, prosecutor = steps(INVESTIGATOR), steps(PROSECUTOR)
    assert police["ask_leave"]["possible"] is True
    assert (police["notify"]["possible"], police["notify"]["refusal"]["rule"]) == (False, "leave-needed")  # type: ignore[index]
    assert "give_leave" not in police
    assert prosecutor["give_leave"]["refusal"] == {
        "rule": "state",
        "possible_in": ["leave_asked"],
        "articles": [],
        "allowed_by": ["ask_leave"],
    }
    # Every step that is told as possible is then made, every other one refused: the table is one.
    world.pass_time(seconds=1)
    assert walk.act(INVESTIGATOR, act="ask_leave", facts="x", seriousness="y").status == 200
    assert steps(PROSECUTOR)["give_leave"]["possible"] is True


def test_a_refused_step_stands_on_the_cases_chain(portal: Portal, world: World) -> None:
    walk = Walk(portal, world)
    case: Case = walk.case
    assert walk.state(INVESTIGATOR, "closed").slug == "act-needed"
    assert walk.act(INVESTIGATOR, **NOTICE).slug == "leave-needed"
    assert walk.act(PROSECUTOR, **INSTRUCTION).slug == "leave-needed"
    assert world.actions(case)[1:] == ["case.refused"] * 3
    world.pass_time(seconds=timedelta(seconds=1).seconds)


def test_the_history_of_a_case_says_in_which_role_somebody_acted(portal: Portal, world: World) -> None:
    walk = with_prosecutor(portal, world)
    both = officer(f"investigator:{AGADIR}", f"custodian:{AGADIR}", sub="double")
    portal.get(both, walk.path)
    portal.get(officer("analyst:NATIONAL"), walk.path)
    entries = portal.get(PROSECUTOR, f"{walk.path}/timeline").json["items"]
    assert [(entry["action"], entry["role"]) for entry in entries] == [
        ("report.accepted", "reporter"),
        ("case.referred", "supervisor"),
        ("case.act.notify", "investigator"),
        ("case.read", "investigator"),
        ("case.read", "analyst"),
        ("case.read", "prosecutor"),
    ]
    # The role is part of what is hashed: another one breaks the chain.
    chain = world.chain(f"CASE#{walk.case.id}")
    assert first_fault(chain) is None
    changed = first_fault([*chain[:1], replace(chain[1], role="prosecutor"), *chain[2:]])
    assert changed is not None
    assert changed.seq == 2
