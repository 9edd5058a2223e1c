"""Queue, search, figures, duty and audit: bounded, paged with sealed cursors, and never beyond the caller's courts."""

import re
from typing import Any

import pytest

from chalicelib.domain.access import Officer
from chalicelib.domain.audit.chain import case_chain
from chalicelib.stores.tables import DutyRow
from tests.casework.world import AGADIR, FES, NATIONAL, World, officer
from tests.portal_routes.conftest import Portal

INVESTIGATOR = officer(f"investigator:{AGADIR}")
STRANGER = officer(f"investigator:{FES}")
ANALYST = officer("analyst:NATIONAL")
SUPERVISOR = officer(f"supervisor:{AGADIR}")
AUDITOR = officer("auditor:NATIONAL")


def walk(portal: Portal, person: Officer, path: str) -> list[str]:
    found: list[str] = []
    cursor = ""
    while True:
        page = portal.get(person, f"{path}{cursor}").json
        assert page["count"] == len(page["items"])
        found += [item["id"] for item in page["items"]]
        if page["cursor"] is None:
            return found
        assert re.fullmatch("[A-Za-z0-9_.~=-]{16,2000}", page["cursor"])
        cursor = f"&cursor={page['cursor']}"


def test_the_queue_is_walked_once_by_each_court_and_by_the_desk(portal: Portal, world: World) -> None:
    here = [world.case(urgency=urgency).id for urgency in ("U0", "U1", "U3")]
    there = [world.case(court=FES, urgency="U2").id]
    assert walk(portal, INVESTIGATOR, "/portal/queue?limit=2") == here
    assert walk(portal, STRANGER, "/portal/queue?limit=2") == there
    assert walk(portal, ANALYST, "/portal/queue?limit=1") == [*here[:2], *there, here[2]]
    assert walk(portal, officer(f"investigator:{AGADIR}", f"supervisor:{FES}"), "/portal/queue?limit=3") == [
        *here[:2],
        *there,
        here[2],
    ]
    assert set(world.own_actions(STRANGER)) == {"list.read"}


def test_asking_for_another_courts_queue_is_an_empty_list(portal: Portal, world: World) -> None:
    case = world.case()
    answer = portal.get(STRANGER, f"/portal/queue?court={AGADIR}&limit=100")
    assert (answer.status, answer.json["items"]) == (200, [])
    assert [row["id"] for row in portal.get(ANALYST, f"/portal/queue?court={AGADIR}").json["items"]] == [case.id]
    for text in ("triage#0", f"triage%23Q%23{AGADIR}%23", f"../{AGADIR}", f"{AGADIR}%23open%230"):
        assert case.id not in portal.get(STRANGER, f"/portal/queue?state={text}&court={text}").text


@pytest.mark.parametrize("limit", ["0", "-1", "101", "1000000000", "1e9", "NaN", "1.5", "", "١٠", "5&limit=100000"])
def test_page_sizes_outside_the_range_are_refused(portal: Portal, limit: str) -> None:
    assert portal.get(INVESTIGATOR, f"/portal/queue?limit={limit}").status == 400


def test_a_cursor_is_sealed_and_bound_to_person_path_and_filter(portal: Portal, world: World) -> None:
    # GIVEN a cursor of a queue
    world.case()
    world.case()
    cursor = portal.get(INVESTIGATOR, "/portal/queue?limit=1").json["cursor"]
    assert not re.search("UQ|eyJwayI6|Q%23|CASE", cursor)
    middle = len(cursor) // 2
    changed = cursor[:middle] + ("a" if cursor[middle] != "a" else "b") + cursor[middle + 1 :]
    colleague = officer(f"investigator:{AGADIR}", sub="investigator2")
    same_person_elsewhere = officer(f"investigator:{FES}", sub=INVESTIGATOR.sub)
    # THEN nobody else, nowhere else, not changed and not later
    for person, path in (
        (INVESTIGATOR, f"/portal/queue?limit=1&cursor={changed}"),
        (INVESTIGATOR, f"/portal/queue?limit=1&cursor={cursor[:middle]}"),
        (INVESTIGATOR, f"/portal/queue?limit=1&cursor={cursor.upper()}"),
        (INVESTIGATOR, f"/portal/queue?limit=1&urgency=U2&cursor={cursor}"),
        (colleague, f"/portal/queue?limit=1&cursor={cursor}"),
        (same_person_elsewhere, f"/portal/queue?limit=1&cursor={cursor}"),
        (INVESTIGATOR, "/portal/queue?cursor=AAAAAAAAAAAAAAAAAAAAAAAA"),
        (INVESTIGATOR, "/portal/queue?cursor=x"),
        (INVESTIGATOR, "/portal/queue?cursor=%00"),
    ):
        assert portal.get(person, path).status == 400, path
    assert portal.post(INVESTIGATOR, "/portal/search", {"q": "a", "cursor": cursor}).status == 400
    assert portal.get(INVESTIGATOR, f"/portal/queue?limit=7&cursor={cursor}").status == 200
    world.pass_time(minutes=16)
    assert portal.get(INVESTIGATOR, f"/portal/queue?limit=1&cursor={cursor}").status == 400


def test_search_asks_for_every_word_and_stays_in_its_courts(portal: Portal, world: World) -> None:
    # GIVEN the same shop reported in two courts
    here, there = world.case(), world.case(court=FES)
    world.index(here, "shop.example", "vendeur")
    world.index(there, "shop.example", "colis")

    def found(person: Officer, q: str) -> list[str]:
        answer = portal.post(person, "/portal/search", {"q": q})
        assert answer.status == 200
        return [row["id"] for row in answer.json["items"]]

    # THEN
    assert found(INVESTIGATOR, "shop.example") == [here.id]
    assert found(STRANGER, "shop.example") == [there.id]
    assert set(found(ANALYST, "shop.example")) == {here.id, there.id}
    assert found(INVESTIGATOR, "shop.example vendeur") == [here.id]
    assert found(INVESTIGATOR, "shop.example colis") == []
    assert found(INVESTIGATOR, "* shop.example *:*") == []
    # AND the words are on no chain
    assert set(world.own_actions(INVESTIGATOR)) == {"search.made"}
    assert "shop" not in str(world.chain(f"ACTOR#{INVESTIGATOR.sub}#2026-11"))
    # AND a case that moved is found by its old court no more, even while its words still lie there
    world.change(here, court=FES, version=3)
    assert found(INVESTIGATOR, "vendeur") == []
    assert portal.get(INVESTIGATOR, "/portal/search?q=vendeur").status == 405
    assert portal.post(officer("administrator:NATIONAL"), "/portal/search", {"q": "vendeur"}).status == 403
    for bad in (
        {},
        {"q": ""},
        {"q": " "},
        {"q": "x" * 201},
        {"q": 5},
        {"q": "a", "limit": 0},
        {"q": "a", "court": FES},
    ):
        assert portal.post(INVESTIGATOR, "/portal/search", bad).status == 422


def test_a_long_search_is_walked_newest_first(portal: Portal, world: World) -> None:
    made = []
    for _ in range(7):
        world.pass_time(minutes=1)
        made.append(world.case())
        world.index(made[-1], "vendeur")
    found: list[str] = []
    body: dict[str, Any] = {"q": "vendeur", "limit": 3}
    while True:
        page = portal.post(INVESTIGATOR, "/portal/search", body).json
        found += [row["id"] for row in page["items"]]
        if page["cursor"] is None:
            break
        body["cursor"] = page["cursor"]
    assert found == [case.id for case in reversed(made)]


def test_figures_speak_of_the_callers_courts_only(portal: Portal, world: World) -> None:
    world.case(court=AGADIR)
    world.case(court=FES, state="closed")
    world.case(court=FES)
    answer = portal.get(officer(f"supervisor:{FES}"), "/portal/statistics?month=2026-11")
    (figures,) = answer.json["courts"]
    assert (figures["court"], figures["cases"], figures["by_state"]) == (FES, 2, {"triage": 1, "closed": 1})
    assert AGADIR not in answer.text
    assert portal.get(officer(f"supervisor:{FES}"), "/portal/statistics?month=2026-10").json["courts"][0]["cases"] == 0
    assert portal.get(INVESTIGATOR, "/portal/statistics").status == 403
    assert portal.get(SUPERVISOR, "/portal/statistics?month=2026-13").status == 400


def test_an_absent_officers_cases_go_to_a_colleague(portal: Portal, world: World) -> None:
    mine = [world.case(assignee="absent") for _ in range(3)]
    elsewhere = world.case(court=FES, assignee="absent")
    body = {"from": "absent", "to": "present", "court": AGADIR}
    assert portal.post(INVESTIGATOR, "/portal/assign", body).status == 403
    assert portal.post(SUPERVISOR, "/portal/assign", {**body, "court": FES}).status == 404
    assert portal.post(SUPERVISOR, "/portal/assign", body).json == {"moved": 3}
    assert {world.stored(case).assignee for case in mine} == {"present"}
    assert world.stored(elsewhere).assignee == "absent"
    assert world.actions(mine[0])[-1] == "case.assigned"


def test_the_duty_list_shows_a_number_and_is_acknowledged_once(portal: Portal, world: World) -> None:
    ids = [world.new_id(), world.new_id()]
    for alert_id, court in zip(ids, (AGADIR, FES), strict=True):
        DutyRow(
            "DUTY",
            f"{court}#{alert_id}",
            id=alert_id,
            court=court,
            urgency="U0",
            reports=1,
            since="2026-11-24T21:00:00Z",
        ).save()
    (alert,) = portal.get(INVESTIGATOR, "/portal/duty").json["items"]
    assert alert == {
        "id": ids[0],
        "urgency": "U0",
        "court": AGADIR,
        "count": 1,
        "since": "2026-11-24T21:00:00Z",
        "acknowledged_at": None,
    }
    assert portal.get(ANALYST, "/portal/duty").json["count"] == 2
    assert portal.post(INVESTIGATOR, f"/portal/duty/{ids[1]}/acknowledge").status == 404
    first = portal.post(INVESTIGATOR, f"/portal/duty/{ids[0]}/acknowledge")
    assert (first.status, first.json["acknowledged_at"]) == (200, "2026-11-24T21:21:47Z")
    world.pass_time(minutes=1)
    again = portal.post(SUPERVISOR, f"/portal/duty/{ids[0]}/acknowledge")
    assert again.json["acknowledged_at"] == "2026-11-24T21:21:47Z"


def test_the_auditor_reads_acts_and_never_contents(portal: Portal, world: World) -> None:
    case = world.case()
    portal.post(INVESTIGATOR, f"/portal/cases/{case.id}/take", {"version": 2})
    portal.post(INVESTIGATOR, f"/portal/cases/{case.id}/notes", {"text": "Repère"})
    answer = portal.get(AUDITOR, f"/portal/audit?case={case.id}")
    assert [entry["action"] for entry in answer.json["items"]] == ["report.accepted", "case.taken", "note.added"]
    told = {"seq", "chain", "actor", "action", "at", "item", "digest", "hash", "role"}
    assert set(answer.json["items"][0]) == told
    assert "Repère" not in answer.text
    first = portal.get(AUDITOR, f"/portal/audit?case={case.id}&limit=2").json
    rest = portal.get(AUDITOR, f"/portal/audit?case={case.id}&limit=2&cursor={first['cursor']}").json
    assert [entry["seq"] for entry in first["items"] + rest["items"]] == [1, 2, 3]
    own = portal.get(AUDITOR, f"/portal/audit?actor={INVESTIGATOR.sub}&month=2026-11")
    assert own.json["items"] == []
    # AND nobody else, nor an auditor of another court
    for person in (INVESTIGATOR, ANALYST, SUPERVISOR, officer(sub="nogroup"), officer("administrator:NATIONAL")):
        assert portal.get(person, f"/portal/audit?case={case.id}").status == 403
    assert portal.get(officer(f"auditor:{FES}"), f"/portal/audit?case={case.id}").status == 404
    assert portal.get(officer(f"auditor:{AGADIR}"), f"/portal/audit?case={case.id}").status == 200
    assert portal.get(AUDITOR, "/portal/audit").status == 400
    assert portal.get(AUDITOR, f"/portal/cases/{case.id}").status == 404


def test_the_timeline_is_the_chain_in_the_officers_words(portal: Portal, world: World) -> None:
    case = world.case()
    portal.post(INVESTIGATOR, f"/portal/cases/{case.id}/take", {"version": 2})
    events = portal.get(INVESTIGATOR, f"/portal/cases/{case.id}/timeline").json["items"]
    assert [(event["action"], event["role"]) for event in events] == [
        ("report.accepted", "reporter"),
        ("case.taken", "investigator"),
        ("case.read", "investigator"),
    ]
    assert events[0]["at"] == "2026-11-24T21:21:00Z"
    assert [entry.action for entry in world.chain(case_chain(case.id))][-1] == "case.read"


def test_closed_cases_are_on_their_own_desk(portal: Portal, world: World) -> None:
    closed = world.case(state="closed", court=NATIONAL)
    assert portal.get(ANALYST, "/portal/queue").json["items"] == []
    for path in ("/portal/queue?desk=closed", "/portal/queue?state=closed"):
        assert [row["id"] for row in portal.get(ANALYST, path).json["items"]] == [closed.id]
