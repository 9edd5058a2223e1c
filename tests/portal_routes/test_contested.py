"""A closure by the prosecutor opens the contest; what does not move the case leaves it open."""

from chalicelib.domain.casework.case import Item
from chalicelib.stores.cases import put_item
from tests.casework.world import AGADIR, World, officer
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
