"""Following a report and adding to it: one answer for every code that is none, and limits that hold."""

import pytest

from chalicelib.domain.intake.message_cursor import BadCursor
from chalicelib.usecases.errors import NotFound
from chalicelib.usecases.intake.errors import InvalidMembers, KeyReused, TooManyAdditions
from tests.intake.world import KEY, NAMED, REPORT, World


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def receipt(world: World) -> str:
    return world.submit(NAMED, KEY).receipt


def test_a_receipt_is_read_in_any_spelling(world: World, receipt: str) -> None:
    for spelling in (receipt, receipt.lower(), receipt.replace("-", ""), f" {receipt} ", receipt.replace("1", "l")):
        assert world.follow(spelling)["status"] == "received"


@pytest.mark.parametrize(
    "code", ["", "A", "*", "%", "0000-0000-0000-0000", "١٢٣٤-٥٦٧٨-٩٠١٢-٣٤٥٦", "\ud800", "A" * 5000]
)
def test_every_code_that_is_none_of_ours_is_not_found(world: World, receipt: str, code: str) -> None:
    with pytest.raises(NotFound):
        world.follow(code)
    with pytest.raises(NotFound):
        world.add.message({"receipt": code}, None)
    with pytest.raises(NotFound):
        world.add.facts({"receipt": code, "urls": 5}, None)


@pytest.mark.parametrize("code", [{"$gt": ""}, ["A"], True, 12345678])
def test_a_code_of_another_type_is_invalid(world: World, code: object) -> None:
    with pytest.raises(InvalidMembers):
        world.follow.asked({"receipt": code})


def test_the_view_tells_nothing_of_the_inside(world: World, receipt: str) -> None:
    view = world.follow(receipt)
    (submission,) = world.receipts.submissions.values()
    assert submission.case.id not in repr(view)
    assert "FRAUD" not in repr(view)
    assert "NATIONAL" not in repr(view)
    assert view["identity"] == {"mode": "named", "erasure": None, "openings": []}


def test_a_message_is_shown_at_once_and_owed_to_the_case(world: World, receipt: str) -> None:
    added = world.add.message({"receipt": receipt, "text": "un fait de plus"}, None)
    (message,) = world.follow(receipt)["messages"]
    assert message == {"id": added.id, "from": "reporter", "text": "un fait de plus", "at": "2026-11-24T21:21:47Z"}
    (addition,) = world.receipts.additions
    assert addition.act.due_at == "2026-11-24T21:22:47Z"


def test_a_message_sent_twice_under_one_key_is_shown_once(world: World, receipt: str) -> None:
    message = {"receipt": receipt, "text": "une fois"}
    first, again = world.add.message(message, "m" * 22), world.add.message(message, "m" * 22)
    assert again.id == first.id
    assert again.replayed
    assert len(world.follow(receipt)["messages"]) == 1
    with pytest.raises(KeyReused):
        world.add.message({**message, "text": "autre"}, "m" * 22)
    with pytest.raises(KeyReused):
        world.add.facts({"receipt": receipt, "occurred": "hier"}, "m" * 22)


def test_a_message_must_be_visible(world: World, receipt: str) -> None:
    with pytest.raises(InvalidMembers) as refused:
        world.add.message({"receipt": receipt, "text": "\u200b"}, None)
    assert refused.value.errors == [("/text", "blank")]


def test_a_receipt_adds_thirty_things_an_hour(world: World, receipt: str) -> None:
    for number in range(30):
        world.add.message({"receipt": receipt, "text": f"message {number}"}, None)
    with pytest.raises(TooManyAdditions) as refused:
        world.add.message({"receipt": receipt, "text": "encore"}, None)
    assert refused.value.retry_after == 38 * 60 + 13
    world.later(hours=1)
    assert world.add.message({"receipt": receipt, "text": "encore"}, None).id


def test_a_repeat_is_answered_even_when_the_hour_is_full(world: World, receipt: str) -> None:
    for number in range(30):
        world.add.message({"receipt": receipt, "text": f"message {number}"}, f"{number:022d}")
    assert world.add.message({"receipt": receipt, "text": "message 3"}, f"{3:022d}").replayed


def test_facts_seal_the_name_of_the_suspect(world: World, receipt: str) -> None:
    world.add.facts({"receipt": receipt, "suspect": {"name": "Nom Fictif", "known": "online"}}, None)
    (addition,) = world.receipts.additions
    assert set(addition.sealed) == {"suspect.name"}
    assert addition.act.body["facts"] == {"suspect": {"known": "online"}}


def test_older_messages_are_reached_by_a_cursor_of_this_receipt_alone(world: World, receipt: str) -> None:
    for number in range(5):
        world.later(seconds=1)
        world.add.message({"receipt": receipt, "text": f"{number}"}, None)
    newest = world.follow.asked({"receipt": receipt, "limit": 2})
    assert [message["text"] for message in newest["messages"]] == ["3", "4"]
    older = world.follow.asked({"receipt": receipt, "limit": 10, "cursor": newest["cursor"]})
    assert [message["text"] for message in older["messages"]] == ["0", "1", "2"]
    assert older["cursor"] is None
    other = world.submit(REPORT, None).receipt
    with pytest.raises(BadCursor):
        world.follow.asked({"receipt": other, "cursor": newest["cursor"]})
    world.later(minutes=16)
    for cursor in (newest["cursor"], "AAAA", "é", "A" * 400):
        with pytest.raises(BadCursor):
            world.follow.asked({"receipt": receipt, "cursor": cursor})
