"""Codes that tell the service from somebody who says to be it."""

import pytest

from chalicelib.domain.casework.case import Item
from chalicelib.domain.intake.contact_code import code_digest, code_from
from chalicelib.domain.moments import written
from chalicelib.usecases.errors import NotFound
from chalicelib.usecases.intake.errors import InvalidMembers, TooManyAdditions
from tests.intake.world import KEY, REPORT, World

CODE = "7K3M0HV1"


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def receipt(world: World) -> str:
    """One for which an officer said the code on the telephone."""
    receipt = world.submit(REPORT, KEY).receipt
    (partition,) = world.receipts.submissions
    digest = code_digest(partition, CODE)
    world.receipts.codes[partition, digest] = Item("CODE", digest, written(world.moment), {"channel": "call"})
    return receipt


def test_a_code_is_genuine_in_any_spelling(world: World, receipt: str) -> None:
    genuine = {"genuine": True, "channel": "call", "made_at": "2026-11-24T21:21:47Z"}
    for typed in (CODE, "7k3m-0hv1", " 7K3M 0HV1 ", "7K3MOHVL"):
        assert world.contact_code({"receipt": receipt, "code": typed}) == genuine


@pytest.mark.parametrize("code", ["7K3M0HV2", "", "7K3M0HV", "7K3M0HV1X", "٧", "%", "A" * 200])
def test_every_other_code_is_not(world: World, receipt: str, code: str) -> None:
    assert world.contact_code({"receipt": receipt, "code": code}) == {"genuine": False}


def test_it_is_none_on_another_receipt_nor_after_three_days(world: World, receipt: str) -> None:
    other = world.submit({**REPORT, "text": "autre"}, None).receipt
    assert world.contact_code({"receipt": other, "code": CODE}) == {"genuine": False}
    world.later(hours=71, minutes=59)
    assert world.contact_code({"receipt": receipt, "code": CODE})["genuine"] is True
    world.later(minutes=1)
    assert world.contact_code({"receipt": receipt, "code": CODE}) == {"genuine": False}


def test_ten_tries_an_hour_genuine_or_not_beside_the_messages(world: World, receipt: str) -> None:
    for number in range(30):
        world.add.message({"receipt": receipt, "text": f"message {number}"}, None)
    for _ in range(10):
        assert world.contact_code({"receipt": receipt, "code": CODE})["genuine"] is True
    with pytest.raises(TooManyAdditions) as refused:
        world.contact_code({"receipt": receipt, "code": CODE})
    assert refused.value.retry_after == 38 * 60 + 13
    world.later(hours=1)
    assert world.contact_code({"receipt": receipt, "code": CODE})["genuine"] is True


def test_the_receipt_is_judged_before_the_code(world: World, receipt: str) -> None:
    with pytest.raises(NotFound):
        world.contact_code({"receipt": "0000-0000-0000-0000", "code": 5})
    with pytest.raises(InvalidMembers):
        world.contact_code({"receipt": receipt, "code": 5})
    assert world.receipts.slots == set()


def test_a_code_is_eight_characters_and_its_digest_belongs_to_one_receipt() -> None:
    assert code_from("0" * 18 + CODE) == CODE
    assert code_digest("R1#a", CODE) != code_digest("R1#b", CODE)
    assert CODE not in code_digest("R1#a", CODE)
