"""An officer says a code, the reporter checks it on the receipt, and nothing else tells it."""

import pytest

from chalicelib.domain.intake.receipt_code import ReceiptKeys
from chalicelib.schemas.checking import errors_in, errors_in_answers
from chalicelib.stores.receipts import ReceiptBook
from chalicelib.stores.tables import ReceiptStatusRow
from chalicelib.usecases.intake.check_contact_code import CheckContactCode
from chalicelib.usecases.intake.check_members import FormCheck
from chalicelib.usecases.intake.errors import TooManyAdditions
from tests.casework.world import AGADIR, FES, World, officer
from tests.portal_routes.conftest import Portal

INVESTIGATOR = officer(f"investigator:{AGADIR}")
KEYS = ReceiptKeys({1: b"a fictional secret"})
RECEIPT = "0" * 16


def checking(world: World, receipts: ReceiptBook) -> CheckContactCode:
    def random(size: int) -> bytes:
        return next(world.numbers).to_bytes(16, "big")[-size:]

    return CheckContactCode(receipts, KEYS, FormCheck(errors_in, errors_in_answers), world.now, random)


def test_the_public_function_knows_the_code_that_the_portal_gave(portal: Portal, world: World) -> None:
    # GIVEN a case with its receipt
    key = KEYS.partition(RECEIPT, 1)
    case = world.case(receipt_key=key)
    ReceiptStatusRow(
        key,
        "STATUS",
        case_id=case.id,
        payload_digest="",
        received_at=case.created_at,
        identity_mode="named",
        uploads="open",
    ).save()
    # WHEN an officer asks for a code to say on the telephone
    world.numbers = iter(range(10**30, 10**31))
    given = portal.post(INVESTIGATOR, f"/portal/cases/{case.id}/contact-codes", {"channel": "call"})
    assert (given.status, set(given.json)) == (201, {"code", "expires_at"})
    assert len(given.json["code"]) == 8
    assert given.json["expires_at"] == "2026-11-27T21:21:47Z"
    # THEN the reporter's check says genuine, and no store has the code itself
    check = checking(world, ReceiptBook(world.writer()))
    asked = {"receipt": RECEIPT, "code": given.json["code"]}
    assert check(asked) == {"genuine": True, "channel": "call", "made_at": "2026-11-24T21:21:47Z"}
    assert world.actions(case)[-1] == "contact.code"
    assert given.json["code"] not in repr([row.attribute_values for row in world.receipt(case).values()])
    assert given.json["code"] not in repr(portal.get(INVESTIGATOR, f"/portal/cases/{case.id}").json)
    # AND after ten tries of the hour there is no eleventh
    for _ in range(9):
        check(asked)
    with pytest.raises(TooManyAdditions):
        check(asked)


@pytest.mark.parametrize(
    ("person", "status"),
    [
        (officer(f"analyst:{AGADIR}"), 201),
        (officer(f"supervisor:{AGADIR}"), 201),
        (officer("analyst:NATIONAL"), 201),
        (officer(f"prosecutor:{AGADIR}"), 403),
        (officer(f"custodian:{AGADIR}"), 404),
        (officer(f"investigator:{FES}"), 404),
        (None, 401),
    ],
)
def test_who_may_give_a_code(portal: Portal, world: World, person: object, status: int) -> None:
    path = f"/portal/cases/{world.case().id}/contact-codes"
    assert portal.post(person, path, {"channel": "sms"}).status == status  # type: ignore[arg-type]


@pytest.mark.parametrize("body", [{}, {"channel": "fax"}, {"channel": 5}, {"channel": "call", "code": "0" * 8}])
def test_a_channel_is_one_of_four(portal: Portal, world: World, body: object) -> None:
    case = world.case()
    assert portal.post(INVESTIGATOR, f"/portal/cases/{case.id}/contact-codes", body).status == 422
    assert "contact.code" not in world.actions(case)
