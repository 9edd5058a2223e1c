"""A proof that a report was made: for the holder of its receipt, to be shown to anybody."""

import json
from base64 import urlsafe_b64decode
from typing import Any

import pytest

from chalicelib.domain.intake.receipt_code import ReceiptKeys
from chalicelib.domain.moments import read
from chalicelib.usecases.errors import NotFound
from chalicelib.usecases.intake.errors import InvalidMembers
from tests.intake.world import KEY, NAMED, ORIGIN, REPORT, World


def part(text: str) -> Any:
    return json.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))


def claims_of(proof: dict[str, str]) -> dict[str, Any]:
    claims: dict[str, Any] = part(proof["jws"].split(".")[1])
    return claims


def test_it_says_who_vouches_since_which_minute_and_nothing_else() -> None:
    world = World()
    receipt = world.submit(NAMED, KEY).receipt
    world.later(days=40)
    proof = world.prove({"receipt": receipt})
    header, claims, signature = proof["jws"].split(".")
    assert part(header) == {"alg": "ES256", "kid": "fictional"}
    assert set(part(claims)) == {"iss", "iat", "jti"}
    # The minute in which the report arrived, however late the proof is taken.
    assert (part(claims)["iss"], part(claims)["iat"]) == (ORIGIN, read("2026-11-24T21:21:00Z").timestamp())
    assert len(signature) == 86


def test_the_receipts_code_the_case_and_the_report_are_nowhere_in_it() -> None:
    world = World()
    receipt = world.submit(NAMED, KEY).receipt
    (submission,) = world.receipts.submissions.values()
    proof = world.prove({"receipt": receipt})
    told = json.dumps([proof, *(part(each) for each in proof["jws"].split(".")[:2])])
    secret = (receipt, receipt.replace("-", ""), submission.case.id, submission.status.key, "FRAUD", "Canari")
    assert [word for word in secret if word in told] == []


def test_a_receipt_has_one_proof_and_no_two_receipts_have_the_same() -> None:
    world = World()
    first, second = (world.submit(REPORT, KEY + end).receipt for end in "ab")
    once, again, other = (claims_of(world.prove({"receipt": code})) for code in (first, first.lower(), second))
    assert once == again
    assert once["jti"] != other["jti"]


def test_a_renewed_secret_changes_no_proof() -> None:
    # GIVEN a proof that was taken under the first version of the secret
    secrets = {1: b"a fictional secret", 2: b"another fictional secret"}
    world = World(secrets={1: secrets[1]})
    receipt = world.submit(REPORT, KEY).receipt
    before = claims_of(world.prove({"receipt": receipt}))
    # WHEN the secret was renewed
    renewed = World(receipts=world.receipts, secrets=secrets)
    # THEN the proof is the same
    assert ReceiptKeys(secrets).current == 2
    assert claims_of(renewed.prove({"receipt": receipt})) == before


def test_a_receipt_nobody_holds_is_told_before_anything_else_of_the_request_is() -> None:
    with pytest.raises(NotFound):
        World().prove({"receipt": "0000-0000-0000-0000", "unknown": 1})


@pytest.mark.parametrize(("more", "error"), [({"lang": "fr"}, ("/lang", "unknown-member"))])
def test_members_that_it_does_not_know_are_refused(more: dict[str, Any], error: tuple[str, str]) -> None:
    world = World()
    receipt = world.submit(REPORT, KEY).receipt
    with pytest.raises(InvalidMembers) as refused:
        world.prove({"receipt": receipt, **more})
    assert refused.value.errors == [error]
