"""What the public function answers: members, statuses, headers, pages."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from chalicelib.usecases.errors import Unavailable
from tests.intake.world import IDENTITY, KEY, NAMED, REPORT
from tests.public_routes.conftest import Answer, PublicSite

HEADERS = {
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
FORM = {
    "lang": "fr",
    "citizen_choice": "FRAUD",
    "text": "Faux vendeur.",
    "reporter.role": "victim",
    "reporter.identity": "anonymous",
    "urls": "https://a.example/\nhttps://b.example/",
    "form.version": "1",
    "form.kind": "FRAUD",
    "answers.amount": "1 500,50",
    "answers.paid_when": "under_24h",
}


def form(**changed: Any) -> str:
    return urlencode({name: value for name, value in {**FORM, **changed}.items() if value is not None}, doseq=True)


def check_headers(answer: Answer) -> None:
    for name, value in HEADERS.items():
        assert answer.headers[name] == value
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert "max-age" in answer.headers["strict-transport-security"]
    for name in ("set-cookie", "location", "etag", "x-powered-by", "access-control-allow-origin"):
        assert name not in answer.headers


def test_a_report_is_acknowledged_by_a_receipt_in_the_body_alone(site: PublicSite) -> None:
    answer = site.post("/reports", NAMED, Idempotency_Key=f" {KEY} ")
    assert answer.status == 201
    assert set(answer.json) == {"receipt", "received_at"}
    check_headers(answer)
    again = site.post("/reports", NAMED, Idempotency_Key=KEY)
    assert (again.status, again.json) == (200, answer.json)


def test_the_same_key_with_another_payload_tells_nothing_of_the_first(site: PublicSite) -> None:
    first = site.post("/reports", REPORT, Idempotency_Key=KEY)
    answer = site.post("/reports", NAMED, Idempotency_Key=KEY)
    assert (answer.status, answer.slug) == (409, "key-reused")
    assert first.json["receipt"] not in answer.text
    assert "Canari" not in answer.text


def test_member_order_and_white_space_are_the_same_payload(site: PublicSite) -> None:
    first = site.post("/reports", json.dumps(REPORT), Idempotency_Key=KEY)
    turned = json.dumps(dict(reversed(REPORT.items())), indent=3, ensure_ascii=False)
    assert site.post("/reports", turned, Idempotency_Key=KEY).json == first.json


@pytest.mark.parametrize(
    "name",
    ["state", "court", "urgency", "id", "case_id", "pk", "receipt", "version", "__proto__", "constructor", "$where"],
)
def test_members_that_are_not_the_citizens_to_set_are_refused(site: PublicSite, name: str) -> None:
    answer = site.post("/reports", {**REPORT, name: {"admin": True}})
    assert (answer.status, answer.slug) == (422, "invalid")
    assert {error["slug"] for error in answer.json["errors"]} == {"unknown-member"}


@pytest.mark.parametrize(
    ("changed", "pointer", "slug"),
    [
        ({"reporter": {}}, "/reporter/identity", "required"),
        ({"reporter": {"identity": "anonymous", "verified": True}}, "/reporter/verified", "unknown-member"),
        ({"citizen_choice": "NOT_ACTIONABLE"}, "/citizen_choice", "not-in-list"),
        ({"citizen_choice": ["FRAUD"]}, "/citizen_choice", "not-in-list"),
        ({"citizen_choice": "FR\u200bAUD"}, "/citizen_choice", "not-in-list"),
        ({"citizen_choice": None}, "/citizen_choice", "required"),
        ({"text": 5}, "/text", "type"),
        ({"text": "a" * 20_001}, "/text", "too-long"),
        ({"urls": ["https://e.example/"] * 51}, "/urls", "too-many"),
        ({"urls": ["a\u0000b"]}, "/urls/0", "format"),
        ({"occurred": "a" * 201}, "/occurred", "too-long"),
        ({"answers": {}}, "/form", "required"),
        ({"form": {"version": "1", "kind": "FRAUD"}}, "/form/version", "type"),
        ({"form": {"version": 0, "kind": "DANGER"}}, "/form/kind", "not-in-list"),
    ],
)
def test_each_fault_is_named_by_its_place(site: PublicSite, changed: dict[str, Any], pointer: str, slug: str) -> None:
    answer = site.post("/reports", {**REPORT, **changed})
    assert (answer.status, answer.slug) == (422, "invalid")
    assert {"pointer": pointer, "slug": slug} in answer.json["errors"]


@pytest.mark.parametrize(
    ("answers", "slug"),
    [
        ({"no_such_question": "x"}, "unknown-question"),
        ({"danger_kind": "attack"}, "unknown-question"),
        ({"role": "victim"}, "unknown-question"),
        ({"scam_kind": "no_such_option"}, "not-in-list"),
        ({"scam_kind": ["purchase"]}, "type"),
        ({"pay_method": "transfer"}, "type"),
        ({"own_bank": "a" * 2001}, "too-long"),
        ({"amount": 5}, "type"),
    ],
)
def test_answers_are_checked_against_the_form_that_was_shown(
    site: PublicSite, answers: dict[str, Any], slug: str
) -> None:
    answer = site.post("/reports", {**REPORT, "form": {"version": 1, "kind": "FRAUD"}, "answers": answers})
    assert answer.status == 422
    assert slug in {error["slug"] for error in answer.json["errors"]}


@pytest.mark.parametrize("breaking", ["\n", "\r\n", "\r", "%0a", " "])
def test_a_mail_address_breaks_no_line(site: PublicSite, breaking: str) -> None:
    identity = {**IDENTITY, "email": f"a@example.org{breaking}Bcc: victim@example.org"}
    answer = site.post("/reports", {**NAMED, "identity": identity})
    assert answer.status == 422
    assert "victim@" not in answer.text
    assert "Canari" not in answer.text


@pytest.mark.parametrize(
    "text",
    ["نصب عليا واحد فالأنترنت", "ⵙⵙⵏⵖ ⴰⵏ ⵉⵙⵎ", "👩‍👩‍👧‍👦🏽 𐍈 𞤀", "‏نص‎ abc", "a\u0000b", "a\u001b[31mb", "a\ufffeb"],
)
def test_every_script_and_pasted_control_characters_are_kept_in_the_text(site: PublicSite, text: str) -> None:
    assert site.post("/reports", {**REPORT, "text": text}).status == 201
    (submission,) = site.world.receipts.submissions.values()
    assert submission.content.body["text"] == text


def test_titles_are_in_the_readers_language(site: PublicSite) -> None:
    bad = {**REPORT, "text": 5}
    assert site.post("/reports", {**bad, "lang": "es"}).json["title"].startswith("Falta")
    assert site.post("/reports", "{", Accept_Language="en-GB,fr;q=0.8").json["title"] == "The request cannot be read."
    assert site.post("/reports", "{").json["title"] == "الطلب غير مقروء."


def test_a_form_is_read_as_people_fill_it(site: PublicSite) -> None:
    assert site.form("/reports", form()).status == 201
    (submission,) = site.world.receipts.submissions.values()
    assert submission.content.body["answers"]["amount"] == {"amount": 150_050, "currency": "MAD"}
    assert submission.content.body["urls"] == ["https://a.example/", "https://b.example/"]


@pytest.mark.parametrize(
    "name", ["state", "court", "pk", "reporter.verified", "identity.sealed", "locations.court", "__class__"]
)
def test_a_form_may_set_no_more_than_json(site: PublicSite, name: str) -> None:
    assert site.form("/reports", form(**{name: "x"})).status in (400, 422)


def test_a_faulty_form_comes_back_as_a_page_with_what_was_typed(site: PublicSite) -> None:
    answer = site.form("/reports", form(**{"reporter.identity": None}), Accept="text/html")
    assert answer.status == 422
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    check_headers(answer)
    ((page, about),) = site.pages.drawn
    assert page == "form"
    assert about["fields"]["text"] == ["Faux vendeur."]
    assert about["errors"] == [{"pointer": "/reporter/identity", "slug": "required"}]


def test_a_form_is_answered_by_the_receipts_page(site: PublicSite) -> None:
    answer = site.form("/reports", form(), Accept="text/html")
    assert (answer.status, answer.text) == (201, "<p>receipt fr")
    assert site.pages.drawn[0][1]["urgency"] == "U3"


def test_a_review_keeps_nothing_and_carries_a_fresh_key(site: PublicSite) -> None:
    answer = site.form("/reports/review", form(), Accept="text/html")
    assert answer.status == 200
    ((_, about),) = site.pages.drawn
    assert len(about["key"]) == 64
    assert about["ticket"]
    assert site.world.receipts.submissions == {}
    sent = form(idempotency_key=about["key"], ticket=about["ticket"])
    assert site.form("/reports", sent).status == 201
    assert site.form("/reports", sent).status == 200


def test_a_review_takes_forms_alone(site: PublicSite) -> None:
    assert site.post("/reports/review", REPORT).slug == "unsupported-media"


def test_without_its_page_a_problem_is_still_told(site: PublicSite) -> None:
    site.pages.broken = True
    answer = site.form("/reports", form(**{"reporter.identity": None}), Accept="text/html")
    assert (answer.status, answer.slug) == (422, "invalid")


def test_a_receipt_is_followed_by_json_and_by_form(site: PublicSite) -> None:
    receipt = site.post("/reports", NAMED).json["receipt"]
    answer = site.post("/receipts", {"receipt": receipt.lower()})
    assert answer.status == 200
    check_headers(answer)
    assert "Canari" not in answer.text
    page = site.form("/receipts", urlencode({"receipt": receipt, "lang": "ar"}), Accept="text/html")
    assert (page.status, page.text) == (200, "<p>follow ar")


def test_unknown_receipts_have_one_answer_on_every_route(site: PublicSite) -> None:
    nobody = {"receipt": "0000-0000-0000-0000"}
    answers = [
        site.post("/receipts", nobody),
        site.post("/receipts/messages", {**nobody, "text": "x"}),
        site.post("/receipts/facts", {**nobody, "urls": ["https://a.example/"]}),
        site.post("/receipts/messages", {**nobody, "unknown": 1}),
    ]
    assert {(answer.status, answer.text) for answer in answers} == {(404, answers[0].text)}
    page = site.form("/receipts", "receipt=%3Cscript%3E", Accept="text/html")
    assert (page.status, page.text) == (404, "<p>code ar")


def test_what_a_holder_adds_has_an_id_and_a_repeat_has_the_same(site: PublicSite) -> None:
    receipt = site.post("/reports", NAMED).json["receipt"]
    message = {"receipt": receipt, "text": "un fait"}
    first = site.post("/receipts/messages", message, Idempotency_Key=KEY)
    again = site.post("/receipts/messages", message, Idempotency_Key=KEY)
    assert (first.status, again.status, again.json) == (201, 200, first.json)
    assert site.post("/receipts/facts", {"receipt": receipt, "occurred": "hier"}).status == 202
    assert site.post("/receipts/facts", {"receipt": receipt}).slug == "nothing-reported"
    assert site.post("/receipts/messages", {**message, "from": "service"}).status == 422


def test_too_many_additions_are_told_to_wait(site: PublicSite) -> None:
    receipt = site.post("/reports", NAMED).json["receipt"]
    for number in range(30):
        assert site.post("/receipts/messages", {"receipt": receipt, "text": f"{number}"}).status == 201
    answer = site.post("/receipts/messages", {"receipt": receipt, "text": "encore"})
    assert (answer.status, answer.slug) == (429, "too-many")
    assert int(answer.headers["retry-after"]) > 0


def test_a_seal_that_is_down_is_told_with_a_time_to_wait(site: PublicSite) -> None:
    site.world.seal.down = True
    answer = site.post("/reports", NAMED)
    assert (answer.status, answer.slug, answer.headers["retry-after"]) == (503, "unavailable", "10")
    page = site.form(
        "/reports", form(**{"reporter.identity": "named", "identity.phone": "+212600000042"}), Accept="text/html"
    )
    assert (page.status, page.text) == (503, "<p>form fr")


def test_a_defect_tells_nothing(site: PublicSite, caplog: pytest.LogCaptureFixture) -> None:
    site.world.receipts.broken = RuntimeError("Canari secret")
    answer = site.post("/reports", NAMED)
    assert (answer.status, answer.slug) == (500, "internal")
    assert "Canari" not in answer.text + caplog.text
    site.world.receipts.broken = Unavailable()
    assert site.post("/reports", NAMED).status == 503


def test_the_service_says_that_it_is_well_whatever_the_query(site: PublicSite) -> None:
    answer = site.get("/health?x=%0d%0aSet-Cookie:%20a=b&x=2")
    assert (answer.status, answer.json) == (200, {"status": "ok"})
    check_headers(answer)


def test_the_committed_description_of_the_api_is_up_to_date() -> None:
    from infrastructure.openapi import FILE, text

    assert Path(FILE).read_text(encoding="utf-8") == text()


def test_the_description_is_valid_openapi() -> None:
    from openapi_spec_validator import validate

    from infrastructure.openapi import FILE

    document = json.loads(Path(FILE).read_text(encoding="utf-8"))
    validate(document)
    for path in ("/reports", "/reports/review", "/receipts", "/receipts/messages", "/receipts/proof", "/health"):
        assert path in document["paths"]
    # Capabilities of later releases must not look as if they were there.
    assert "/receipts/evidence" not in document["paths"]


def test_the_compiled_forms_agree_with_their_trees() -> None:
    from infrastructure.form_structure import FORMS, compiled_text

    for source in FORMS.glob("*.yaml"):
        assert source.with_suffix(".json").read_text(encoding="utf-8") == compiled_text(source)


def test_each_call_leaves_one_line_without_anything_that_was_sent(
    site: PublicSite, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    site.post(
        "/reports?x=Canari", {**NAMED, "text": "texte canari"}, User_Agent="canari", Referer="https://canari.example/"
    )
    (line,) = [vars(record) for record in caplog.records if record.getMessage() == "call"]
    assert (line["route"], line["method"], line["status"]) == ("/reports", "POST", 201)
    assert "anari" not in repr(line)
