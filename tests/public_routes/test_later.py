"""What a reporter does later, over HTTP."""

from urllib.parse import urlencode

import pytest

from chalicelib.domain.casework.case import Item
from chalicelib.domain.intake.contact_code import code_digest
from tests.intake.world import IDENTITY, KEY, NAMED
from tests.public_routes.conftest import PublicSite

NOBODY = {"receipt": "0000-0000-0000-0000"}


@pytest.fixture
def receipt(site: PublicSite) -> str:
    return str(site.post("/reports", {**NAMED, "reporter": {"identity": "confidential"}}).json["receipt"])


def test_an_identity_is_declared_then_erased_by_the_holder_of_the_receipt(site: PublicSite, receipt: str) -> None:
    declared = {"receipt": receipt, "mode": "named", "identity": {"full_name": "Canari Nom"}}
    first = site.post("/receipts/identity", declared, Idempotency_Key=KEY)
    assert (first.status, set(first.json)) == (202, {"id"})
    assert "Canari" not in first.text
    assert site.post("/receipts/identity", declared, Idempotency_Key=KEY).status == 200
    view = site.post("/receipts", {"receipt": receipt})
    assert (view.json["identity"]["mode"], view.json["identity"]["erasure"]) == ("named", None)
    assert "Canari" not in view.text
    asked = [site.post("/receipts/identity/erase", {"receipt": receipt}) for _ in range(2)]
    assert [answer.status for answer in asked] == [202, 202]
    assert site.post("/receipts", {"receipt": receipt}).json["identity"]["erasure"] == "asked"
    assert site.post("/receipts/identity", declared).slug == "not-allowed-now"


def test_going_back_to_anonymous_is_refused(site: PublicSite, receipt: str) -> None:
    answer = site.post("/receipts/identity", {"receipt": receipt, "mode": "anonymous", "identity": IDENTITY})
    assert (answer.status, answer.json["errors"]) == (422, [{"pointer": "/mode", "slug": "not-in-list"}])


def test_a_form_declares_and_erases_and_is_answered_by_the_page(site: PublicSite, receipt: str) -> None:
    fields = {"receipt": receipt, "mode": "named", "identity.full_name": "Canari", "identity.phone": "", "lang": "ar"}
    page = site.form("/receipts/identity", urlencode(fields), Accept="text/html")
    assert (page.status, page.text) == (202, "<p>follow ar")
    page = site.form("/receipts/identity/erase", urlencode({"receipt": receipt, "lang": "ar"}), Accept="text/html")
    assert (page.status, page.text) == (202, "<p>follow ar")
    assert site.pages.drawn[-1][1]["view"]["identity"]["erasure"] == "asked"


def test_a_closure_is_contested_while_the_receipt_says_so(site: PublicSite, receipt: str) -> None:
    contested = {"receipt": receipt, "text": "je conteste"}
    refused = site.post("/receipts/contest", contested)
    assert (refused.status, refused.slug) == (409, "not-allowed-now")
    site.world.receipts.closed = True
    made = site.post("/receipts/contest", contested, Idempotency_Key=KEY)
    assert (made.status, set(made.json)) == (202, {"id"})
    assert site.post("/receipts/contest", contested, Idempotency_Key=KEY).status == 200
    assert site.post("/receipts/contest", {**contested, "text": "autre"}, Idempotency_Key=KEY).slug == "key-reused"
    page = site.form("/receipts/contest", urlencode({**contested, "lang": "fr"}), Accept="text/html")
    assert (page.status, page.text) == (202, "<p>follow fr")


def test_a_proof_is_taken_as_json_or_on_the_page(site: PublicSite, receipt: str) -> None:
    taken = site.post("/receipts/proof", {"receipt": receipt})
    assert (taken.status, set(taken.json)) == (200, {"jws", "svg"})
    page = site.form("/receipts/proof", urlencode({"receipt": receipt, "lang": "fr"}), Accept="text/html")
    assert (page.status, page.text) == (200, "<p>follow fr")
    assert site.pages.drawn[-1][1]["view"]["proof"] == taken.json


def test_a_code_that_was_said_is_checked_on_the_receipt(site: PublicSite, receipt: str) -> None:
    (partition,) = site.world.receipts.submissions
    digest = code_digest(partition, "7K3M0HV1")
    site.world.receipts.codes[partition, digest] = Item("CODE", digest, "2026-11-24T21:00:00Z", {"channel": "sms"})
    genuine = site.post("/receipts/contact-code", {"receipt": receipt, "code": "7k3m-0hv1"})
    assert (genuine.status, genuine.json) == (
        200,
        {"genuine": True, "channel": "sms", "made_at": "2026-11-24T21:00:00Z"},
    )
    assert site.post("/receipts/contact-code", {"receipt": receipt, "code": "7K3M0HV2"}).json == {"genuine": False}
    fields = {"receipt": receipt, "code": "7K3M0HV2", "lang": "fr"}
    assert site.form("/receipts/contact-code", urlencode(fields), Accept="text/html").text == "<p>follow fr"
    assert site.pages.drawn[-1][1]["view"]["contact_code"] == {"genuine": False}
    for _ in range(7):
        site.post("/receipts/contact-code", {"receipt": receipt, "code": "x"})
    refused = site.post("/receipts/contact-code", {"receipt": receipt, "code": "7K3M0HV1"})
    assert (refused.status, refused.slug, int(refused.headers["retry-after"]) > 0) == (429, "too-many", True)


def test_a_code_of_nobody_has_one_answer_on_every_later_route(site: PublicSite) -> None:
    first = site.post("/receipts", NOBODY)
    for path in ("identity", "identity/erase", "contest", "contact-code", "proof"):
        answer = site.post(f"/receipts/{path}", {**NOBODY, "text": "x", "mode": 1})
        assert (answer.status, answer.text) == (first.status, first.text)
