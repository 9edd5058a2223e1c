"""When a table does not answer, nothing is shown that was not written down, and a doubt is read back."""

from collections import Counter
from typing import Any

import pytest
from botocore.exceptions import ReadTimeoutError

from chalicelib.stores.tables import CaseRow
from tests.casework.world import AGADIR, World, officer
from tests.portal_routes.conftest import Portal

INVESTIGATOR = officer(f"investigator:{AGADIR}")
COLLEAGUE = officer(f"investigator:{AGADIR}", sub="investigator2")


def on(operation: str, event: str, hook: Any) -> None:
    CaseRow._get_connection().connection.client.meta.events.register_first(f"{event}.dynamodb.{operation}", hook)


def lose(**_: Any) -> None:
    raise ReadTimeoutError(endpoint_url="dynamodb")


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "queue", None),
        ("GET", "cases/{}", None),
        ("GET", "cases/{}/timeline", None),
        ("POST", "search", {"q": "x"}),
        ("POST", "cases/{}/notes", {"text": "x"}),
        ("GET", "cases/01J00000000000000000000000", None),
    ],
)
def test_no_entry_no_answer(portal: Portal, world: World, method: str, path: str, body: Any) -> None:
    case = world.case()
    on("TransactWriteItems", "before-call", lose)
    at = f"/portal/{path.format(case.id)}"
    answer = portal.get(INVESTIGATOR, at) if method == "GET" else portal.post(INVESTIGATOR, at, body)
    assert (answer.status, answer.slug) == (503, "unavailable")
    assert int(answer.headers["Retry-After"]) > 0


def test_a_take_whose_answer_was_lost_is_read_back(portal: Portal, world: World) -> None:
    case = world.case()
    on("TransactWriteItems", "response-received", lose)
    taken = portal.post(INVESTIGATOR, f"/portal/cases/{case.id}/take", {"version": 2})
    assert (taken.status, taken.json["assignee"]) == (200, INVESTIGATOR.sub)
    assert world.actions(case) == ["report.accepted", "case.taken"]


def test_a_case_that_moves_while_a_note_is_written_takes_no_note(
    portal: Portal, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    # GIVEN the case is referred away between the officer's reading and the write
    case = world.case()
    records = portal.api.desk.records
    real = records.save

    def moved_first(change: Any) -> None:
        monkeypatch.setattr(type(records), "save", lambda self, change: real(change))
        world.change(case, court="TPI-FES", version=3)
        real(change)

    monkeypatch.setattr(type(records), "save", lambda self, change: moved_first(change))
    # WHEN / THEN
    assert portal.post(INVESTIGATOR, f"/portal/cases/{case.id}/notes", {"text": "x"}).status == 404
    assert records.items(case.id, "NOTE") == []


def test_work_that_the_machine_owes_survives_an_officers_write(portal: Portal, world: World) -> None:
    case = world.case(owed={"ring": "2026-11-24T21:24:47Z"}, state="received", court="NATIONAL")
    analyst = officer("analyst:NATIONAL")
    portal.post(analyst, f"/portal/cases/{case.id}/take", {"version": 2})
    portal.post(analyst, f"/portal/cases/{case.id}/court", {"version": 3, "court": AGADIR, "motive": "x"})
    assert set(world.stored(case).owed) == {"ring", "terms"}


def test_opening_a_case_takes_three_round_trips(portal: Portal, world: World) -> None:
    case = world.case()
    calls: Counter[str] = Counter()
    for operation in ("Query", "GetItem", "TransactWriteItems"):
        on(operation, "before-call", lambda model, **_: calls.update([model.name]))
    assert portal.get(INVESTIGATOR, f"/portal/cases/{case.id}").status == 200
    assert calls == {"Query": 2, "TransactWriteItems": 1}
