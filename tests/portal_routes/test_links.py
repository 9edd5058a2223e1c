"""Linked cases through the API: why, how sure, joined and parted by people, nothing moved, nothing unbounded."""

from typing import Any

import pytest

from chalicelib.domain.audit.chain import case_chain, first_fault
from chalicelib.domain.casework.case import Case
from chalicelib.domain.casework.found_by import FoundBy
from chalicelib.domain.diagnosis.link import TEXT, Link
from chalicelib.domain.diagnosis.near_text import near_texts
from chalicelib.stores import link_book
from tests.casework.world import AGADIR, FES, World, officer
from tests.portal_routes.conftest import Portal

INVESTIGATOR = officer(f"investigator:{AGADIR}")
PROSECUTOR = officer(f"prosecutor:{AGADIR}")
ANALYST = officer("analyst:NATIONAL")
STRANGER = officer(f"investigator:{FES}")
RIB = Link("rib", "999120941544442979328079", "strong")
PHONE, ACCOUNT = Link("phone", "+212600000021", "medium"), Link("account", "@nom", "medium")
LURE = (
    "Bonjour cher client votre colis est bloqué au centre de tri il faut régler les frais de douane avant ce soir "
    "sur notre page sécurisée sinon il sera retourné à son expéditeur merci de votre confiance"
)


def text(said: str) -> tuple[Link, ...]:
    return tuple(Link(TEXT, key, "weak", near.sketch) for near in near_texts(said) for key in near.keys)


def links(portal: Portal, case: Case, person: Any = INVESTIGATOR) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = portal.get(person, f"/portal/cases/{case.id}").json["links"]
    return listed


def verdicts(portal: Portal, case: Case) -> dict[str, str]:
    return {row["id"]: row["joins"] for link in links(portal, case) for row in link["items"]}


def test_one_strong_or_two_medium_links_make_a_group_and_weak_ones_propose(portal: Portal, world: World) -> None:
    case, strong, two, one, weak = (world.case() for _ in range(5))
    world.tell(FoundBy((RIB, PHONE, ACCOUNT, *text(LURE))), case)
    world.tell(FoundBy((RIB,)), strong)
    world.tell(FoundBy((PHONE, ACCOUNT)), two)
    world.tell(FoundBy((PHONE,)), one)
    world.tell(FoundBy(text(LURE)), weak)
    assert verdicts(portal, case) == {
        strong.id: "group",
        two.id: "group",
        one.id: "proposal",
        weak.id: "proposal",
    }
    assert [(link["kind"], link["strength"]) for link in links(portal, case)] == [
        ("rib", "strong"),
        ("phone", "medium"),
        ("account", "medium"),
        ("text", "weak"),
    ]


def test_nearly_the_same_text_says_how_alike_and_another_text_is_not_shown(portal: Portal, world: World) -> None:
    case, near, far = (world.case() for _ in range(3))
    world.tell(FoundBy(text(LURE)), case)
    world.tell(FoundBy(text(LURE.replace("ce soir", "demain"))), near)
    world.tell(FoundBy(text(" ".join(reversed(LURE.split())))), far)
    [link] = links(portal, case)
    assert [(row["id"], row["alike"]) for row in link["items"]] == [(near.id, 86)]


def test_joining_and_parting_leave_their_trace_on_both_cases_and_move_nothing(portal: Portal, world: World) -> None:
    # GIVEN two victims' cases of two courts, and the national desk which sees both
    case, other = world.case(), world.case(court=FES)
    path = f"/portal/cases/{case.id}/links"
    joined = portal.post(ANALYST, path, {"case": other.id, "reason": "même vendeur"})
    assert joined.status == 201
    # THEN both know it, each court sees the other as a number, and a second joining is refused
    for mine, theirs, person in ((case, other, INVESTIGATOR), (other, case, STRANGER)):
        [link] = links(portal, mine, person)
        assert (link["id"], link["kind"], link["total"], link["items"]) == (joined.json["id"], "officer", 1, [])
        assert link["made"]["reason"] == "même vendeur"
        assert [row["joins"] for link in links(portal, mine, ANALYST) for row in link["items"]] == ["officer"]
        assert world.stored(mine).court == mine.court
        assert world.stored(mine).receipt_key != theirs.receipt_key
    assert portal.post(ANALYST, path, {"case": other.id, "reason": "encore"}).slug == "not-allowed-now"
    # WHEN it is undone from the other side
    undo = f"/portal/cases/{other.id}/links/{joined.json['id']}/undo"
    assert portal.post(ANALYST, undo, {}).status == 422
    assert portal.post(PROSECUTOR, undo, {"reason": "x"}).status == 404
    assert portal.post(ANALYST, undo, {"reason": "homonyme"}).json["links"] == []
    # THEN nothing joins them, the chains of both say who did what, and they may be joined again
    assert links(portal, case) == []
    assert portal.post(ANALYST, undo, {"reason": "encore"}).slug == "not-allowed-now"
    for each in (case, other):
        chain = world.chain(case_chain(each.id))
        acts = [entry for entry in chain if entry.action.startswith("link.")]
        assert [(entry.action, entry.actor) for entry in acts] == [
            ("link.made", ANALYST.sub),
            ("link.undone", ANALYST.sub),
        ]
        assert first_fault(chain) is None
    assert portal.post(ANALYST, path, {"case": other.id, "reason": "finalement"}).status == 201


def test_a_link_that_does_not_exist_cannot_be_undone(portal: Portal, world: World) -> None:
    case = world.case()
    path = f"/portal/cases/{case.id}/links/01J00000000000000000000000/undo"
    assert portal.post(INVESTIGATOR, path, {"reason": "x"}).status == 404


def test_what_too_many_reports_carry_joins_nothing_and_is_still_told(
    portal: Portal, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chalicelib.usecases.casework.shown_links.COUNTED", 3)
    monkeypatch.setattr(link_book, "COMMON_LEAST", 3)
    case, others = world.case(), [world.case() for _ in range(5)]
    world.tell(FoundBy((RIB,)), case, *others)
    [link] = links(portal, case)
    assert (link["common"], link["total"], link["items"]) == (True, 3, [])
    # GIVEN so many reports that five are few
    monkeypatch.setattr(link_book, "COMMON_LEAST", 10)
    assert len(verdicts(portal, world.stored(others[0]))) == 5


def test_a_large_group_is_shown_to_a_limit(portal: Portal, world: World) -> None:
    case, others = world.case(), [world.case() for _ in range(14)]
    world.tell(FoundBy((PHONE,)), case, *others)
    world.tell(FoundBy((PHONE, RIB)), others[9])
    world.tell(FoundBy((PHONE, RIB)), case)
    by_phone = next(link for link in links(portal, case) if link["kind"] == "phone")
    assert (by_phone["total"], len(by_phone["items"])) == (14, 10)
    # The surest come first.
    assert by_phone["items"][0]["id"] == others[9].id
