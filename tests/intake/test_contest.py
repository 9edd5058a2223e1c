"""Contesting a closure: only while the receipt says so."""

import pytest

from chalicelib.usecases.errors import NotAllowedNow, NotFound
from chalicelib.usecases.intake.errors import InvalidMembers
from tests.intake.world import KEY, REPORT, World


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def receipt(world: World) -> str:
    return world.submit(REPORT, KEY).receipt


def test_there_is_nothing_to_contest_before_a_closure(world: World, receipt: str) -> None:
    with pytest.raises(NotAllowedNow):
        world.contest({"receipt": receipt, "text": "je conteste"}, None)
    assert world.follow(receipt)["contest"] is False
    assert world.receipts.additions == []


def test_a_closure_is_contested_and_the_case_is_owed_it(world: World, receipt: str) -> None:
    world.receipts.closed = True
    added = world.contest({"receipt": receipt, "text": "je conteste"}, "c" * 22)
    (addition,) = world.receipts.additions
    assert (addition.act.id, addition.act.body) == (added.id, {"act": "contest", "text": "je conteste"})
    assert addition.act.due_at is not None
    assert world.follow(receipt)["contest"] is True
    # AND its repeat is answered even when the case was reopened meanwhile
    world.receipts.closed = False
    assert world.contest({"receipt": receipt, "text": "je conteste"}, "c" * 22).replayed


@pytest.mark.parametrize("text", ["", " ", "x" * 5001, None, 5])
def test_a_contest_has_visible_words(world: World, receipt: str, text: object) -> None:
    # The body is judged before the state: nothing tells whether the case is closed.
    with pytest.raises(InvalidMembers):
        world.contest({"receipt": receipt, "text": text}, None)


def test_a_code_of_nobody_is_not_found(world: World, receipt: str) -> None:
    with pytest.raises(NotFound):
        world.contest({"receipt": "0000-0000-0000-0000", "text": 5}, None)
