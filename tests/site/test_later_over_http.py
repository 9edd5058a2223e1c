"""The forms of a receipt's page posted to the real routes, which answer with the real page."""

from __future__ import annotations

from typing import cast
from urllib.parse import urlencode

import pytest

from chalicelib.routes.pages import Pages
from tests.intake.world import NAMED, World
from tests.public_routes.conftest import Answer, FakePages, PublicSite


class Holder:
    """Who holds a receipt and has no scripts."""

    def __init__(self, pages: Pages) -> None:
        self.service = PublicSite(World(), cast(FakePages, pages))
        sent = self.service.post("/reports", {**NAMED, "reporter": {"identity": "confidential"}})
        self.receipt = str(sent.json["receipt"])

    def posts(self, path: str, **fields: str) -> Answer:
        typed = {"receipt": self.receipt, "lang": "en", **{name.replace("__", "."): v for name, v in fields.items()}}
        return self.service.form(f"/receipts/{path}", urlencode(typed), Accept="text/html")


@pytest.fixture
def holder(pages: Pages) -> Holder:
    return Holder(pages)


def test_an_identity_is_given_then_erased_and_each_is_said(holder: Holder) -> None:
    given = holder.posts("identity", mode="named", identity__full_name="Canari Nom", contact__channel="receipt_only")
    assert (given.status, "Your identity is received and sealed." in given.text) == (202, True)
    assert "Canari" not in given.text
    erased = holder.posts("identity/erase")
    assert (erased.status, "will be erased within fifteen minutes" in erased.text) == (202, True)
    assert "/api/receipts/identity" not in erased.text


def test_an_empty_identity_is_asked_again_on_the_page(holder: Holder) -> None:
    refused = holder.posts("identity", mode="named", identity__full_name="")
    assert refused.status == 422
    assert 'href="#q-full_name-1"' in refused.text
    assert '<details class="panel give" open>' in refused.text


def test_a_closure_is_contested_and_an_empty_contest_is_asked_again_in_its_place(holder: Holder) -> None:
    holder.service.world.receipts.closed = True
    refused = holder.posts("contest", text="")
    assert (refused.status, 'id="q-contest-error"' in refused.text) == (422, True)
    assert 'id="q-text-error"' not in refused.text
    made = holder.posts("contest", text="Two facts were not read.")
    assert (made.status, "What you contest is received." in made.text) == (202, True)


def test_a_false_code_is_told_and_too_many_tries_wait(holder: Holder) -> None:
    assert "This is not a code of ours for your report." in holder.posts("contact-code", code="7K3M0HV2").text
    assert 'id="q-code-error"' in holder.posts("contact-code", code="").text
    for _ in range(9):
        holder.posts("contact-code", code="7K3M0HV2")
    refused = holder.posts("contact-code", code="7K3M0HV2")
    assert (refused.status, "Wait an hour" in refused.text) == (429, True)


def test_a_code_checked_with_the_receipt_of_nobody_is_told_as_a_wrong_receipt(holder: Holder) -> None:
    asked = holder.posts("contact-code", receipt="0000-0000-0000-0000", code="7K3M0HV2")
    assert (asked.status, "No report has this code." in asked.text) == (404, True)


def test_a_proof_is_taken_and_shown_without_scripts(holder: Holder) -> None:
    page = holder.posts("proof")
    assert (page.status, "Your proof is below." in page.text) == (200, True)
    assert '<p class="jws" dir="ltr">' in page.text
