"""Under load a report needs a review ticket or a proof of work, each good for one report."""

import base64
import json
from typing import Any
from urllib.parse import urlencode

import pytest
from altcha import ChallengeV1, solve_challenge_v1

from tests.intake.world import REPORT, World
from tests.public_routes.conftest import FakePages, PublicSite
from tests.public_routes.test_answers import FORM


@pytest.fixture
def busy() -> PublicSite:
    return PublicSite(World(under_load=True), FakePages())


def solved(challenge: dict[str, Any]) -> str:
    asked = ChallengeV1(
        **{name: challenge[name] for name in ("algorithm", "challenge", "salt", "signature")}, max_number=100_000
    )
    found = solve_challenge_v1(asked)
    assert found is not None
    proof = {name: challenge[name] for name in ("algorithm", "challenge", "salt", "signature")}
    return base64.b64encode(json.dumps({**proof, "number": found.number}).encode()).decode()


def reviewed(site: PublicSite) -> dict[str, str]:
    site.form("/reports/review", urlencode(FORM), Accept="text/html")
    about = site.pages.drawn[-1][1]
    return {**FORM, "idempotency_key": about["key"], "ticket": about["ticket"]}


def test_without_load_nothing_is_asked(site: PublicSite) -> None:
    assert site.post("/reports", REPORT, Proof_Of_Work="nonsense").status == 201
    assert site.form("/reports", urlencode({**FORM, "ticket": "nonsense"})).status == 201


def test_under_load_a_report_is_asked_for_work_and_admitted_with_it_once(busy: PublicSite) -> None:
    asked = busy.post("/reports", REPORT)
    assert (asked.status, asked.slug, asked.headers["retry-after"]) == (429, "challenge", "1")
    proof = solved(asked.json["challenge"])
    assert busy.post("/reports", REPORT, Proof_Of_Work=proof).status == 201
    assert busy.post("/reports", REPORT, Proof_Of_Work=proof).status == 422


def test_a_challenge_can_be_asked_for_beforehand(busy: PublicSite) -> None:
    challenge = busy.get("/challenge").json
    assert set(challenge) == {"algorithm", "challenge", "maxNumber", "salt", "signature", "expires_at"}
    assert busy.post("/reports", REPORT, Proof_Of_Work=solved(challenge)).status == 201


@pytest.mark.parametrize(
    "proof", ["x", "0", "A" * 5000, "eyJhbGciOiJub25lIn0.e30.", "../../x", "W10=", "bnVsbA==", "NQ=="]
)
def test_a_proof_that_is_none_is_refused(busy: PublicSite, proof: str) -> None:
    assert busy.post("/reports", REPORT, Proof_Of_Work=proof).status == 422


def test_a_review_takes_the_place_of_work_once_and_after_twenty_seconds(busy: PublicSite) -> None:
    sent = urlencode(reviewed(busy))
    assert busy.form("/reports", sent).slug == "ticket-too-early"
    busy.world.later(seconds=20)
    assert busy.form("/reports", sent).status == 201
    again = urlencode({**reviewed(busy), "ticket": dict(item.split("=") for item in sent.split("&"))["ticket"]})
    assert busy.form("/reports", again).status == 422


def test_an_old_or_forged_ticket_takes_the_place_of_nothing(busy: PublicSite) -> None:
    sent = reviewed(busy)
    busy.world.later(days=2)
    assert busy.form("/reports", urlencode(sent)).slug == "challenge"
    for ticket in ("x", "é", "A" * 60, sent["ticket"][:-1] + "A" * 5):
        assert busy.form("/reports", urlencode({**sent, "ticket": ticket})).slug == "challenge"


def test_a_repeat_of_an_admitted_report_is_answered_as_the_first_time(busy: PublicSite) -> None:
    sent = urlencode(reviewed(busy))
    busy.world.later(seconds=30)
    first = busy.form("/reports", sent)
    assert (busy.form("/reports", sent).status, first.status) == (200, 201)
