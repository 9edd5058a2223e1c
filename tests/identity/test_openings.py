"""Opening a confidential identity takes two people, once, and the reporter sees it."""

from typing import Any

import pytest

from chalicelib.domain.access import Right
from chalicelib.domain.audit.chain import case_chain, first_fault
from chalicelib.domain.casework.case import Case
from chalicelib.stores.cases import partition
from chalicelib.stores.tables import IdentityRow, MetaRow
from chalicelib.usecases.errors import Unavailable
from tests.casework.world import AGADIR, FES, World, officer
from tests.identity.conftest import NAME, Asking

INVESTIGATOR = officer(f"investigator:{AGADIR}")
COLLEAGUE = officer(f"investigator:{AGADIR}", sub="investigator2")
CUSTODIAN = officer(f"custodian:{AGADIR}")
PROSECUTOR = officer(f"prosecutor:{AGADIR}")
WANTED = {"fields": ["full_name"], "motive": "Audition", "reference": "PV-2026-17", "legal_basis": "CPP 59"}


@pytest.fixture
def case(asking: Asking) -> Case:
    return asking.sealed_case(identity_mode="confidential", assignee=INVESTIGATOR.sub)


def request(asking: Asking, case: Case, **members: Any) -> str:
    status, answer = asking.post(INVESTIGATOR, f"cases/{case.id}/unseal-requests", {**WANTED, **members})
    assert status == 201, answer
    return str(answer["id"])


def step(asking: Asking, person: Any, opening: str, verb: str, body: Any = None) -> tuple[int, dict[str, Any]]:
    return asking.post(person, f"unseal-requests/{opening}/{verb}", body)


def test_asked_approved_opened_once_and_told(asking: Asking, world: World, case: Case) -> None:
    # GIVEN a request that another person approves
    opening = request(asking, case)
    listed = asking.get(CUSTODIAN, "unseal-requests?state=requested")[1]["items"]
    assert [(line["id"], line["case"], line["motive"]) for line in listed] == [(opening, case.id, "Audition")]
    assert step(asking, INVESTIGATOR, opening, "open")[0] == 409
    assert step(asking, CUSTODIAN, opening, "approve") == (
        200,
        {"state": "approved", "expires_at": "2026-11-25T21:21:47Z"},
    )
    # WHEN its requester opens
    assert step(asking, INVESTIGATOR, opening, "open") == (200, {"fields": {"full_name": NAME}})
    # THEN never again, and the chain and the receipt tell it without its reason
    assert step(asking, INVESTIGATOR, opening, "open")[0] == 409
    assert step(asking, CUSTODIAN, opening, "approve")[0] == 409
    actions = world.actions(case)
    assert [action for action in actions if action != "unseal.denied"] == [
        "report.accepted",
        "unseal.requested",
        "unseal.approved",
        "unseal.opened",
    ]
    assert actions.count("unseal.denied") == 3
    (line,) = [row for sk, row in world.receipt(case).items() if sk.startswith("OPENING")]
    assert dict(line.body) == {"kind": "opened", "service": AGADIR}
    assert first_fault(world.chain(case_chain(case.id))) is None


def test_nobody_approves_alone(asking: Asking, world: World, case: Case) -> None:
    double = officer(f"investigator:{AGADIR}", f"custodian:{AGADIR}", sub="double")
    status, answer = asking.post(double, f"cases/{case.id}/unseal-requests", WANTED)
    assert status == 201
    assert step(asking, double, answer["id"], "approve")[0] == 403
    # AND not by a second account of the same personnel number, nor by one without any
    for personnel in (double.personnel, ""):
        second = officer(f"custodian:{AGADIR}", sub=f"second{len(personnel)}")
        twin = type(second)(second.sub, personnel, second.rights)
        assert step(asking, twin, answer["id"], "approve")[0] == 403


def test_who_decides_reads_who_asks_and_who_asked_reads_the_answer(asking: Asking, case: Case) -> None:
    # GIVEN a request of an investigator
    opening = request(asking, case)
    (asked,) = asking.get(CUSTODIAN, "unseal-requests")[1]["items"]
    investigator = {"sub": INVESTIGATOR.sub, "name": INVESTIGATOR.sub, "personnel": INVESTIGATOR.personnel}
    assert asked["requester"] == {**investigator, "role": "investigator"}
    assert (asked["court"], asked["decider"], asked["reason"]) == (AGADIR, None, None)
    # WHEN another person refuses it
    step(asking, CUSTODIAN, opening, "refuse", {"reason": "motif insuffisant"})
    # THEN the requester reads who, and why; nobody else of the court does
    (answered,) = asking.get(INVESTIGATOR, "unseal-requests")[1]["items"]
    custodian = {"sub": CUSTODIAN.sub, "name": CUSTODIAN.sub, "personnel": CUSTODIAN.personnel, "role": "custodian"}
    assert (answered["decider"], answered["reason"]) == (custodian, "motif insuffisant")
    assert asking.get(COLLEAGUE, "unseal-requests")[1]["items"] == []


def test_the_list_says_whose_the_next_word_is(asking: Asking, case: Case) -> None:
    # GIVEN a request of somebody who is custodian of the same court, too
    double = officer(f"investigator:{AGADIR}", f"custodian:{AGADIR}", sub="double")
    asking.post(double, f"cases/{case.id}/unseal-requests", WANTED)
    twin = officer(f"custodian:{AGADIR}", sub="twin", personnel=double.personnel)

    def may_decide(person: Any) -> list[bool]:
        return [line["may_decide"] for line in asking.get(person, "unseal-requests")[1]["items"]]

    # THEN it is the other custodian's, never the requester's or that of their second account
    assert [may_decide(person) for person in (CUSTODIAN, double, twin)] == [[True], [False], [False]]
    # AND nobody's once it is decided
    (line,) = asking.get(CUSTODIAN, "unseal-requests")[1]["items"]
    step(asking, CUSTODIAN, line["id"], "approve")
    assert may_decide(CUSTODIAN) == [False]


@pytest.mark.parametrize(
    ("person", "status"),
    [
        (COLLEAGUE, 404),
        (officer(f"custodian:{FES}"), 404),
        (officer("analyst:NATIONAL"), 404),
        (officer("administrator:NATIONAL"), 404),
        (INVESTIGATOR, 403),
    ],
)
def test_others_neither_decide_nor_open(asking: Asking, case: Case, person: Any, status: int) -> None:
    opening = request(asking, case)
    assert step(asking, person, opening, "approve")[0] == status
    assert step(asking, person, opening, "refuse", {"reason": "x"})[0] == status
    step(asking, CUSTODIAN, opening, "approve")
    assert step(asking, CUSTODIAN, opening, "open")[0] == 403
    if person is not INVESTIGATOR:
        assert step(asking, person, opening, "open")[0] == 404


@pytest.mark.parametrize("role", ["investigator", "custodian"])
def test_a_role_that_was_lost_since_opens_nothing(asking: Asking, case: Case, role: str) -> None:
    opening = request(asking, case)
    step(asking, CUSTODIAN, opening, "approve")
    asking.removed = {Right(role, AGADIR)}
    assert step(asking, INVESTIGATOR, opening, "open")[0] == 403


def test_time_ends_requests_and_approvals(asking: Asking, world: World, case: Case) -> None:
    late, used_late = request(asking, case), request(asking, case)
    step(asking, CUSTODIAN, used_late, "approve")
    world.pass_time(hours=25)
    assert step(asking, INVESTIGATOR, used_late, "open")[0] == 409
    world.pass_time(days=7)
    assert step(asking, CUSTODIAN, late, "approve")[0] == 409
    assert {line["state"] for line in asking.get(INVESTIGATOR, "unseal-requests")[1]["items"]} == {"expired"}


def test_a_referral_cancels_what_was_asked(asking: Asking, world: World, case: Case) -> None:
    pending, granted = request(asking, case), request(asking, case)
    step(asking, CUSTODIAN, granted, "approve")
    # GIVEN the case goes to another court, and even comes back
    world.change(case, court_changes=2, version=4)
    assert step(asking, CUSTODIAN, pending, "approve")[0] == 409
    assert step(asking, INVESTIGATOR, granted, "open")[0] == 409
    assert world.actions(case).count("unseal.cancelled") == 2


def test_refused_with_a_reason_is_the_end_of_it(asking: Asking, case: Case) -> None:
    opening = request(asking, case)
    assert step(asking, PROSECUTOR, opening, "refuse", {"reason": " "})[0] == 422
    assert step(asking, PROSECUTOR, opening, "refuse", {"reason": "motif insuffisant"}) == (200, {"state": "refused"})
    assert step(asking, CUSTODIAN, opening, "approve")[0] == 409


def test_a_key_that_does_not_answer_uses_the_approval_up(asking: Asking, world: World, case: Case) -> None:
    opening = request(asking, case)
    step(asking, CUSTODIAN, opening, "approve")

    def silent(case_id: str, fields: Any) -> Any:
        raise Unavailable

    works, asking.open_seal = asking.open_seal, silent
    assert step(asking, INVESTIGATOR, opening, "open")[0] == 503
    asking.open_seal = works
    assert step(asking, INVESTIGATOR, opening, "open")[0] == 409


def test_what_was_erased_meanwhile_is_not_an_opening(asking: Asking, case: Case) -> None:
    # GIVEN an approval, and an erasure between the look at the case and the sealed rows
    opening = request(asking, case)
    step(asking, CUSTODIAN, opening, "approve")
    IdentityRow.get(partition(case.id), "SEALED").delete()
    # THEN nothing is shown, and the request says that it failed
    assert step(asking, INVESTIGATOR, opening, "open")[0] == 409
    assert asking.get(CUSTODIAN, "unseal-requests?state=failed")[1]["count"] == 1


@pytest.mark.parametrize(
    "members",
    [
        {"fields": []},
        {"fields": ["full_name", "full_name"]},
        {"fields": ["receipt"]},
        {"fields": "full_name"},
        {"motive": " "},
        {"reference": None},
        {"legal_basis": "x" * 2001},
        {"state": "approved"},
    ],
)
def test_a_request_says_what_why_and_on_what_ground(asking: Asking, case: Case, members: dict[str, Any]) -> None:
    assert asking.post(INVESTIGATOR, f"cases/{case.id}/unseal-requests", {**WANTED, **members})[0] == 422


def test_no_request_without_an_identity_and_no_more_than_ten(asking: Asking, world: World, case: Case) -> None:
    anonymous = world.case(identity_mode="anonymous")
    assert asking.post(INVESTIGATOR, f"cases/{anonymous.id}/unseal-requests", WANTED)[0] == 409
    for person, status in (
        (PROSECUTOR, 403),
        (officer("analyst:NATIONAL"), 403),
        (officer(f"investigator:{FES}"), 404),
    ):
        assert asking.post(person, f"cases/{case.id}/unseal-requests", WANTED)[0] == status
    for _ in range(10):
        request(asking, case)
    refused = asking.post(INVESTIGATOR, f"cases/{case.id}/unseal-requests", WANTED)
    assert (refused[0], refused[1]["type"]) == (409, "urn:e-blagh:problem:too-many-requests-pending")
    assert asking.get(COLLEAGUE, "unseal-requests")[1]["items"] == []
    assert asking.get(officer("analyst:NATIONAL"), "unseal-requests")[0] == 403


def test_a_referral_at_the_very_moment_of_the_opening_stops_it(
    asking: Asking, world: World, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    # GIVEN an approved request, and a case that is sent to another court after the opening looked at it
    opening = request(asking, case)
    step(asking, CUSTODIAN, opening, "approve")
    rights = asking.rights

    def referred_meanwhile(person: Any) -> frozenset[Right]:
        row = MetaRow.get(partition(case.id), "META")
        row.update(actions=[MetaRow.court.set(FES), MetaRow.court_changes.set(1)])
        return rights(person)

    monkeypatch.setattr(asking, "rights", referred_meanwhile)
    # WHEN / THEN nothing is decrypted, nothing told, the try is on the chain
    assert step(asking, INVESTIGATOR, opening, "open")[0] == 409
    assert "unseal.opened" not in world.actions(case)
    assert world.actions(case)[-1] == "unseal.denied"


def test_a_prosecutors_order_delays_the_receipts_line_and_ends_by_itself(
    asking: Asking, world: World, case: Case
) -> None:
    # GIVEN an order in force when the identity is opened, and none for an opening before
    first, second = request(asking, case), request(asking, case)
    for opening in (first, second):
        step(asking, CUSTODIAN, opening, "approve")
    assert step(asking, INVESTIGATOR, first, "open")[0] == 200
    world.change(case, orders={"delay_notice": {"dated": "2026-11-24", "until": "2026-11-30"}})
    assert step(asking, INVESTIGATOR, second, "open")[0] == 200
    # THEN the line is written at once, with the day from which it is shown: the first of December in Casablanca
    lines = {sk: row.body for sk, row in world.receipt(case).items() if sk.startswith("OPENING")}
    assert lines == {
        f"OPENING#{first}": {"kind": "opened", "service": AGADIR},
        f"OPENING#{second}": {"kind": "opened", "service": AGADIR, "shown_from": "2026-12-01T00:00:00Z"},
    }


def test_an_order_that_is_over_delays_nothing(asking: Asking, world: World, case: Case) -> None:
    world.change(case, orders={"delay_notice": {"dated": "2026-11-01", "until": "2026-11-23"}})
    opening = request(asking, case)
    step(asking, CUSTODIAN, opening, "approve")
    step(asking, INVESTIGATOR, opening, "open")
    assert world.receipt(case)[f"OPENING#{opening}"].body == {"kind": "opened", "service": AGADIR}


def test_the_list_of_requests_goes_on_with_its_cursor_each_once(asking: Asking, world: World, case: Case) -> None:
    asked = []
    for _ in range(5):
        asked.append(request(asking, case))
        world.pass_time(seconds=1)
    seen: list[str] = []
    cursor = ""
    for size in (2, 2, 1):
        answer = asking.get(CUSTODIAN, f"unseal-requests?limit=2{cursor and f'&cursor={cursor}'}")[1]
        assert answer["count"] == size
        seen += [line["id"] for line in answer["items"]]
        cursor = answer["cursor"]
    assert (seen, cursor) == (asked[::-1], None)
    # A cursor is one person's, for one filter.
    first = asking.get(CUSTODIAN, "unseal-requests?limit=2")[1]["cursor"]
    assert asking.get(PROSECUTOR, f"unseal-requests?limit=2&cursor={first}")[0] == 400
    assert asking.get(CUSTODIAN, f"unseal-requests?state=opened&cursor={first}")[0] == 400


def test_every_opening_raises_the_alarm_once_and_a_refused_one_none(asking: Asking, case: Case) -> None:
    opening = request(asking, case)
    step(asking, INVESTIGATOR, opening, "open")
    step(asking, CUSTODIAN, opening, "approve")
    assert asking.alarms == 0
    step(asking, INVESTIGATOR, opening, "open")
    step(asking, INVESTIGATOR, opening, "open")
    assert asking.alarms == 1


def test_what_time_and_the_key_do_to_a_request_stands_on_the_chain(asking: Asking, world: World, case: Case) -> None:
    # GIVEN a request that nobody decides in time, and an approved one whose key does not answer
    late, failing = request(asking, case), request(asking, case)
    step(asking, CUSTODIAN, failing, "approve")

    def silent(case_id: str, fields: Any) -> Any:
        raise Unavailable

    asking.open_seal = silent
    assert step(asking, INVESTIGATOR, failing, "open")[0] == 503
    world.pass_time(days=8)
    assert step(asking, CUSTODIAN, late, "approve")[0] == 409
    assert {"unseal.failed", "unseal.expired"} <= set(world.actions(case))
    assert first_fault(world.chain(case_chain(case.id))) is None


def test_a_request_that_cannot_be_made_is_a_failed_try_on_the_chain(asking: Asking, world: World) -> None:
    case = asking.sealed_case(identity_mode="anonymous")
    assert asking.post(INVESTIGATOR, f"cases/{case.id}/unseal-requests", WANTED)[0] == 409
    assert world.actions(case)[-1] == "unseal.denied"
