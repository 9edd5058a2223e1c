"""Declaring an identity with the receipt, and having it erased."""

import pytest

from chalicelib.usecases.errors import NotAllowedNow, NotFound, Unavailable
from chalicelib.usecases.intake.errors import InvalidMembers, KeyReused
from tests.intake.world import IDENTITY, KEY, NAMED, REPORT, World


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def receipt(world: World) -> str:
    """Of an anonymous report."""
    return world.submit(REPORT, KEY).receipt


def test_an_identity_declared_later_is_sealed_as_one_sent_at_once(world: World, receipt: str) -> None:
    contact = {"channel": "sms", "hours": "le soir"}
    added = world.declare({"receipt": receipt, "mode": "named", "identity": IDENTITY, "contact": contact}, None)
    (addition,) = world.receipts.additions
    assert set(addition.sealed) == set(IDENTITY)
    assert set(addition.contact) == {"channel", "hours", "phone"}
    assert addition.act.body == {"act": "identity", "mode": "named", "fields": sorted(IDENTITY)}
    assert addition.act.id == added.id
    # AND nothing of it stands in clear, on the case or on the receipt
    ((case_id, secrets),) = world.seal.calls
    assert case_id == addition.status.case_id
    assert {secret.purpose for secret in secrets} == {"identity", "contact"}
    assert not any(value in repr((addition.act, addition.echo)) for value in IDENTITY.values())
    assert world.follow(receipt)["identity"] == {"mode": "named", "erasure": None, "openings": []}


def test_a_name_alone_completes_it(world: World, receipt: str) -> None:
    world.declare({"receipt": receipt, "mode": "confidential", "identity": {"full_name": "Canari"}}, None)
    world.later(seconds=1)
    world.declare({"receipt": receipt, "mode": "named", "identity": {"phone": "0600000042"}}, None)
    assert world.follow(receipt)["identity"]["mode"] == "named"
    assert [set(addition.sealed) for addition in world.receipts.additions] == [{"full_name"}, {"phone"}]
    assert [addition.contact for addition in world.receipts.additions] == [{}, {}]


@pytest.mark.parametrize(
    ("members", "errors"),
    [
        ({"mode": "anonymous", "identity": {"full_name": "x"}}, [("/mode", "not-in-list")]),
        ({"mode": "named"}, [("/identity", "required")]),
        ({"mode": "named", "identity": {}}, [("/identity", "required")]),
        ({"identity": {"full_name": "x"}}, [("/mode", "required")]),
        ({"mode": "named", "identity": {"full_name": "\u200b"}}, [("/identity/full_name", "blank")]),
        ({"mode": "named", "identity": {"email": "nobody"}}, [("/identity/email", "format")]),
        ({"mode": "named", "identity": {"full_name": "x", "sub": "y"}}, [("/identity/sub", "unknown-member")]),
        ({"mode": "named", "identity": {"full_name": "x"}, "role": "y"}, [("/role", "unknown-member")]),
    ],
)
def test_what_is_no_identity_is_refused(world: World, receipt: str, members: object, errors: object) -> None:
    with pytest.raises(InvalidMembers) as refused:
        world.declare({"receipt": receipt, **members}, None)  # type: ignore[dict-item]
    assert refused.value.errors == errors
    assert world.receipts.additions == []


def test_without_the_key_service_nothing_is_declared(world: World, receipt: str) -> None:
    world.seal.down = True
    with pytest.raises(Unavailable):
        world.declare({"receipt": receipt, "mode": "named", "identity": IDENTITY}, None)
    assert world.receipts.additions == []
    assert world.follow(receipt)["identity"]["mode"] == "anonymous"


def test_a_declaration_repeated_under_its_key_is_made_once(world: World, receipt: str) -> None:
    declared = {"receipt": receipt, "mode": "named", "identity": IDENTITY}
    first, again = world.declare(declared, "i" * 22), world.declare(declared, "i" * 22)
    assert (again.id, again.replayed) == (first.id, True)
    assert len(world.receipts.additions) == 1
    for other in ({**declared, "mode": "confidential"}, {**declared, "identity": {"full_name": "Autre"}}):
        with pytest.raises(KeyReused):
            world.declare(other, "i" * 22)
    with pytest.raises(KeyReused):
        world.erase({"receipt": receipt}, "i" * 22)


def test_an_erasure_is_asked_once_and_told_at_once(world: World) -> None:
    receipt = world.submit(NAMED, KEY).receipt
    asked = world.erase({"receipt": receipt}, None)
    again = world.erase({"receipt": receipt}, None)
    assert (again.id, again.replayed) == (asked.id, True)
    (addition,) = world.receipts.additions
    assert addition.act.body == {"act": "erase"}
    assert addition.act.due_at is not None
    assert world.follow(receipt)["identity"] == {"mode": "named", "erasure": "asked", "openings": []}


def test_a_full_hour_does_not_hinder_an_erasure(world: World, receipt: str) -> None:
    for number in range(30):
        world.add.message({"receipt": receipt, "text": f"message {number}"}, None)
    assert world.erase({"receipt": receipt}, None).id


def test_after_an_erasure_nothing_is_declared_any_more(world: World, receipt: str) -> None:
    declared = {"receipt": receipt, "mode": "named", "identity": IDENTITY}
    first = world.declare(declared, "i" * 22)
    world.erase({"receipt": receipt}, None)
    with pytest.raises(NotAllowedNow):
        world.declare({**declared, "identity": {"full_name": "Autre"}}, None)
    # AND a repeat of what was declared before is still answered as it was
    assert world.declare(declared, "i" * 22).id == first.id


def test_a_code_of_nobody_is_not_found_before_anything_else(world: World, receipt: str) -> None:
    nobody = {"receipt": "0000-0000-0000-0000", "mode": 5}
    for ask in (world.declare, world.erase):
        with pytest.raises(NotFound):
            ask(nobody, None)
