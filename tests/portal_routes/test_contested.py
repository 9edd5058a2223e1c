"""A closure by the prosecutor opens the contest; what is contested waits on a list of its own until it is answered."""

import pytest

from chalicelib.domain.audit.chain import case_chain, first_fault
from chalicelib.domain.casework.case import Case, Item
from chalicelib.stores.cases import put_item
from tests.casework.world import AGADIR, FES, World, officer
from tests.portal_routes.conftest import Portal

INVESTIGATOR = officer(f"investigator:{AGADIR}")
SUPERVISOR = officer(f"supervisor:{AGADIR}")
PROSECUTOR = officer(f"prosecutor:{AGADIR}")


def test_a_contest_is_open_from_the_closure_to_the_reopening(portal: Portal, world: World) -> None:
    # GIVEN a case that its prosecutor closes without having opened it
    case = world.case(state="with_prosecutor")

    def act(person: object, **body: object) -> int:
        version = world.stored(case).version
        answer = portal.post(person, f"/portal/cases/{case.id}/acts", {"version": version, **body})  # type: ignore[arg-type]
        return answer.status

    def progress() -> tuple[str, bool, bool]:
        row = world.receipt(case)["PROGRESS"]
        return row.status, bool(row.contest), row.first_read_at is not None

    assert act(PROSECUTOR, act="close", reason="no_offence", text="Pas d’infraction") == 200
    assert progress() == ("closed", True, False)
    # WHEN the complainant is informed, and the case is read
    informed = {"act": "inform_complainant", "dated": "2026-11-24", "channel": "message", "text": "Classé"}
    assert act(PROSECUTOR, **informed) == 200
    assert portal.get(INVESTIGATOR, f"/portal/cases/{case.id}").status == 200
    # THEN it can still be contested, until it is reopened
    assert progress() == ("closed", True, True)
    assert act(SUPERVISOR, act="reopen", reason="contestation") == 200
    assert progress() == ("with_authorities", False, True)


def test_officers_read_the_contest_and_the_case_is_unread(portal: Portal, world: World) -> None:
    case = world.case(state="closed")
    contest = Item("CONTEST", "7" * 26, "2026-11-24T21:30:15Z", {"text": "je conteste"})
    world.writer().commit([put_item(case.id, contest)])
    answer = portal.get(PROSECUTOR, f"/portal/cases/{case.id}").json
    assert answer["contests"] == [{"id": contest.id, "text": "je conteste", "at": "2026-11-24T21:30:00Z"}]
    assert answer["unread"] is True


def contested(world: World, at: str, number: int, **facts: object) -> Case:
    """A closed case that its reporter contested at this instant, as the worker leaves it."""
    case = world.case(**{"state": "closed", "contested_at": at, **facts})
    closing = Item("ACT", f"{number}A".zfill(26), "2026-11-20T09:00:00Z", {"act": "close", "author": "x", **CLOSING})
    early = Item("CONTEST", f"{number}B".zfill(26), "2026-10-01T00:00:00Z", {"text": "d’une clôture d’avant"})
    said = Item("CONTEST", f"{number}C".zfill(26), at, {"text": f"je conteste {number}"})
    world.writer().commit([put_item(case.id, item) for item in (closing, early, said)])
    return case


CLOSING = {"reason": "no_offence", "text": "Pas d’infraction", "dated": "2026-11-20"}


def test_contested_closures_are_listed_who_waits_longest_first_with_their_ground(portal: Portal, world: World) -> None:
    # GIVEN two contested closures of a court, one of another, and a case that is only closed
    late = contested(world, "2026-11-24T21:00:30Z", 1)
    early = contested(world, "2026-11-22T08:00:30Z", 2)
    contested(world, "2026-11-21T08:00:00Z", 3, court=FES)
    world.case(state="closed")
    for person in (PROSECUTOR, SUPERVISOR):
        # WHEN those who may reopen ask
        answer = portal.get(person, "/portal/contests").json
        # THEN who waits longest stands on top, with both sides: why it was closed, and why not
        assert [line["id"] for line in answer["items"]] == [early.id, late.id]
        first = answer["items"][0]
        assert (first["contested_at"], first["closing"]) == ("2026-11-22T08:00:00Z", CLOSING)
        assert [contest["text"] for contest in first["contests"]] == ["je conteste 2"]
        # AND each reading stands on the chain of its case
        entry = world.chain(case_chain(early.id))[-1]
        assert (entry.action, entry.actor) == ("contest.read", person.sub)
        assert world.own_actions(person)[-1] == "list.read"


@pytest.mark.parametrize("person", [INVESTIGATOR, officer("analyst:NATIONAL"), officer(f"custodian:{AGADIR}")])
def test_nobody_else_reads_the_list(portal: Portal, world: World, person: object) -> None:
    case = contested(world, "2026-11-22T08:00:30Z", 1)
    assert portal.get(person, "/portal/contests").status == 403  # type: ignore[arg-type]
    assert "contest.read" not in world.actions(case)
    assert portal.get(officer(f"prosecutor:{FES}"), "/portal/contests").json["items"] == []


def test_the_list_goes_on_with_its_cursor_each_once(portal: Portal, world: World) -> None:
    waiting = [contested(world, f"2026-11-2{day}T08:00:00Z", day).id for day in range(5)]
    seen: list[str] = []
    cursor = ""
    for _ in range(3):
        page = portal.get(PROSECUTOR, f"/portal/contests?limit=2{cursor and f'&cursor={cursor}'}").json
        seen += [line["id"] for line in page["items"]]
        cursor = page["cursor"]
    assert (seen, cursor) == (waiting, None)
    first = portal.get(PROSECUTOR, "/portal/contests?limit=2").json["cursor"]
    assert portal.get(SUPERVISOR, f"/portal/contests?limit=2&cursor={first}").status == 400


@pytest.mark.parametrize(
    ("person", "act"),
    [
        (SUPERVISOR, {"act": "reopen", "reason": "à revoir"}),
        (PROSECUTOR, {"act": "uphold_closure", "dated": "2026-11-24", "text": "La décision est maintenue."}),
    ],
)
def test_an_answer_takes_it_off_the_list(portal: Portal, world: World, person: object, act: dict[str, str]) -> None:
    case = contested(world, "2026-11-22T08:00:30Z", 1)
    answer = portal.post(person, f"/portal/cases/{case.id}/acts", {"version": case.version, **act})  # type: ignore[arg-type]
    assert answer.status == 200
    assert portal.get(PROSECUTOR, "/portal/contests").json["items"] == []
    assert world.stored(case).contested_at is None
    assert first_fault(world.chain(case_chain(case.id))) is None
    # AND the reporter reads the answer; a closure that is upheld can be contested once more
    told = [row.body["text"] for sk, row in world.receipt(case).items() if sk.startswith("MESSAGE#")]
    assert told == ([act["text"]] if "text" in act else [])


def test_only_the_prosecutor_upholds_and_only_what_is_contested(portal: Portal, world: World) -> None:
    quiet = world.case(state="closed")
    case = contested(world, "2026-11-22T08:00:30Z", 1)
    upheld = {"act": "uphold_closure", "dated": "2026-11-24", "text": "maintenue"}

    def asked(person: object, of: Case) -> object:
        return portal.post(person, f"/portal/cases/{of.id}/acts", {"version": of.version, **upheld})  # type: ignore[arg-type]

    refused = asked(PROSECUTOR, quiet)
    assert (refused.status, refused.slug, refused.json["rule"]) == (409, "not-allowed-now", "not-contested")  # type: ignore[attr-defined]
    assert asked(SUPERVISOR, case).status == 403  # type: ignore[attr-defined]
    assert asked(INVESTIGATOR, case).status == 403  # type: ignore[attr-defined]
    assert world.stored(case).contested_at is not None


def test_a_contest_between_the_reading_and_the_answer_is_not_lost(
    portal: Portal, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    # GIVEN a supervisor who read a closed case, and a contest that arrives before the reopening is written
    read = world.case(state="closed")
    contested_now = world.change(read, contested_at="2026-11-24T21:21:00Z")
    cases = iter([read])
    monkeypatch.setattr(portal.api.desk.records, "get", lambda case_id: next(cases, contested_now))
    # WHEN the case is reopened
    body = {"version": read.version, "act": "reopen", "reason": "contestation"}
    assert portal.post(SUPERVISOR, f"/portal/cases/{read.id}/acts", body).status == 200
    # THEN it was judged again with the contest in it, and the reopening answers it
    assert (world.stored(read).state, world.stored(read).contested_at) == ("reopened", None)
