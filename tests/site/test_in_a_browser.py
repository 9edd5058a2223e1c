"""The site in Chromium: usable without scripts, better with them, open to everyone, and quiet on the network."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, FilePayload, Page

from infrastructure.site.settings import SOURCES
from tests.site.samples import CODE, CONTACT_CODE

AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LANGUAGES = ("ar", "fr", "en")
PATHS = (
    "",
    "now/",
    "kinds/",
    "k/08/",
    "k/21/",
    "k/08/report/",
    "k/03/report/",
    "follow/",
    "really/",
    "data/",
    "access/",
    "kit/",
    "safe/",
)
# One page of each type, for the languages that share everything but their words.
PAGE_TYPES = [path for path in PATHS if path not in ("k/21/", "k/03/report/", "kit/")]
WIDTHS = (320, 360, 768, 1280)


@pytest.fixture(scope="module")
def plain(browser: Browser) -> Iterator[Page]:
    """A narrow page without scripts."""
    context = browser.new_context(viewport={"width": 360, "height": 800}, java_script_enabled=False)
    yield context.new_page()
    context.close()


def _axe(page: Page) -> list[str]:
    page.wait_for_load_state()
    page.evaluate((SOURCES / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate(f"axe.run(document, {{runOnly: {json.dumps(AXE_RULES)}}})")
    return [f"{each['id']}: {each['nodes'][0]['html']}" for each in found["violations"]]


def _sides(page: Page) -> tuple[int, int]:
    wide, inside = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    return wide, inside


def _write_and_review(page: Page, address: str, lang: str) -> None:
    page.goto(f"{address}/{lang}/k/13/report/")
    page.check('[name="reporter.role"][value="witness"]')
    page.fill('[name="text"]', "دفعت ثمن هاتف ثم اختفت الصفحة")
    page.fill('[name="urls"] >> nth=0', "https://shop.example/p/7")
    page.select_option('[name="locations.reporter_country"]', "MA")
    page.check('[name="reporter.identity"][value="anonymous"]')
    page.click('form.report button[type="submit"]')
    page.wait_for_load_state()


def test_a_report_travels_without_scripts_from_the_form_to_a_later_message(plain: Page, address: str) -> None:
    _write_and_review(plain, address, "ar")
    assert "دفعت ثمن هاتف" in plain.inner_text("main")
    plain.click('form.send button[type="submit"]')
    assert re.findall(r"\w{4}", plain.inner_text("[data-code]")) == CODE.split("-")
    plain.click('form[action="/api/receipts"] button')
    plain.fill('[name="text"]', "عندي رابط آخر")
    plain.click('form[action="/api/receipts/messages"] button')
    assert "أُرسلت رسالتك" in plain.inner_text("main")
    plain.click("details.panel summary")
    plain.fill('details.panel [name="urls"] >> nth=0', "https://shop.example/p/8")
    plain.click('form[action="/api/receipts/facts"] button')
    assert "أضيف إلى تبليغك" in plain.inner_text("main")


def test_an_answer_can_be_changed_from_the_review_without_scripts(plain: Page, address: str) -> None:
    _write_and_review(plain, address, "fr")
    assert not plain.is_visible(".edit")
    plain.click('.change a[href="#q-story"]')
    assert plain.is_visible(".edit")
    plain.fill('.edit [name="text"]', "Autre récit")
    plain.click('.edit button[type="submit"]')
    assert "Autre récit" in plain.inner_text("dl.summary >> nth=0")


def test_errors_without_scripts_keep_what_was_typed(plain: Page, address: str) -> None:
    plain.goto(f"{address}/fr/k/13/report/")
    plain.fill('[name="text"]', "Mon récit")
    plain.click('form.report button[type="submit"]')
    assert plain.is_visible(".errors")
    assert plain.input_value('[name="text"]') == "Mon récit"
    plain.click(".errors a")
    assert plain.is_visible("#q-identity-error")


def test_dependent_questions_hide_without_any_script(plain: Page, address: str) -> None:
    plain.goto(f"{address}/ar/k/08/report/")
    assert not plain.is_visible("#q-deadline_when")
    assert not plain.is_visible("#q-full_name")
    plain.check('[name="answers.deadline"][value="yes"]')
    plain.check('[name="reporter.identity"][value="named"]')
    assert plain.is_visible("#q-deadline_when")
    assert plain.is_visible("#q-full_name")


@pytest.mark.parametrize(("lang", "scheme"), [("ar", "light"), ("ar", "dark"), ("fr", "light"), ("en", "dark")])
def test_axe_finds_nothing_on_any_page(browser: Browser, address: str, lang: str, scheme: Any) -> None:
    context = browser.new_context(
        viewport={"width": 360, "height": 800}, color_scheme=scheme, bypass_csp=True, reduced_motion="reduce"
    )
    page = context.new_page()
    found = {}
    for path in PATHS if lang == "ar" else PAGE_TYPES:
        page.goto(f"{address}/{lang}/{path}")
        found[path] = _axe(page)
    for path in ("/", "/404.html", "/error.html"):
        page.goto(address + path)
        found[path] = _axe(page)
    context.close()
    assert {path: faults for path, faults in found.items() if faults} == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_axe_finds_nothing_on_the_answers(browser: Browser, address: str, lang: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, bypass_csp=True, reduced_motion="reduce")
    page = context.new_page()
    page.route("**/*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto(f"{address}/{lang}/k/13/report/")
    page.click('form.report button[type="submit"]')
    found = {"errors": _axe(page)}
    _write_and_review(page, address, lang)
    found["review"] = _axe(page)
    page.click('.change a[href="#q-story"]')
    found["edit"] = _axe(page)
    page.click('form.send button[type="submit"]')
    found["receipt"] = _axe(page)
    page.click('form[action="/api/receipts"] button')
    page.click("details.panel summary")
    found["follow-up"] = _axe(page)
    page.click("details.prove summary")
    page.click('form[action="/api/receipts/proof"] button')
    page.wait_for_selector(".scan svg")
    found["proof"] = _axe(page)
    context.close()
    assert {path: faults for path, faults in found.items() if faults} == {}


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_is_wider_than_its_screen(browser: Browser, address: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=True)
    page = context.new_page()
    wider = []
    for lang in LANGUAGES:
        for path in PATHS:
            page.goto(f"{address}/{lang}/{path}")
            wide, inside = _sides(page)
            wider += [f"{lang}/{path}: {wide}"] if wide > inside else []
    context.close()
    assert wider == []


LONGER = """
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
for (let node = walker.nextNode(); node; node = walker.nextNode()) {
  const text = node.textContent.trim();
  if (text) node.textContent += " " + text.slice(0, Math.ceil(text.length * 0.4));
}
"""
SPACED = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }"


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_longer_texts_and_wider_spacing_still_fit(browser: Browser, address: str, lang: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 800}, bypass_csp=True)
    page = context.new_page()
    wider = []
    for path in PATHS:
        for change in (lambda: page.evaluate(LONGER), lambda: page.add_style_tag(content=SPACED)):
            page.goto(f"{address}/{lang}/{path}")
            change()
            wide, inside = _sides(page)
            wider += [f"{path}: {wide}"] if wide > inside else []
    context.close()
    assert wider == []


def test_the_keyboard_meets_the_exit_first_then_the_content(page: Page, address: str) -> None:
    page.goto(f"{address}/ar/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "/leave"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_a_form_is_walked_with_the_keyboard_alone(page: Page, address: str) -> None:
    page.goto(f"{address}/fr/k/13/report/")
    page.wait_for_selector(".stepper")
    page.focus('[name="reporter.role"] >> nth=0')
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    assert page.is_visible("#q-scam_kind")
    assert page.evaluate("document.activeElement.id") == "q-scam_kind"


def test_no_request_leaves_for_another_host(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in PATHS:
        page.goto(f"{address}/ar/{path}")
    context.close()
    assert asked
    assert all(url.startswith(address) for url in asked)


def test_with_scripts_one_question_is_shown_at_a_time(page: Page, address: str) -> None:
    page.goto(f"{address}/ar/k/08/report/")
    page.wait_for_selector(".stepper")
    assert page.locator(".question:visible").count() == 1
    page.click(".actions button:visible")
    assert page.is_visible("#q-role .error")
    page.check('[name="reporter.role"][value="victim"]')
    assert not page.is_visible("#q-role .error")
    assert page.is_visible("#q-reporter_minor")
    page.click(".actions button:visible")
    assert page.is_visible("#q-victim_age")
    assert not page.is_visible("#q-role")


def test_all_questions_can_be_shown_on_one_page(page: Page, address: str) -> None:
    page.goto(f"{address}/ar/k/13/report/")
    page.click("form.report > .as-link")
    assert page.locator(".question:visible").count() > 10
    assert page.is_visible('form.report button[type="submit"]')


def test_a_draft_survives_a_change_of_language_and_dies_with_the_quick_exit(page: Page, address: str) -> None:
    page.goto(f"{address}/ar/k/08/report/")
    page.wait_for_selector(".stepper")
    page.check('[name="reporter.role"][value="victim"]')
    page.wait_for_selector(".draft:visible")
    page.goto(f"{address}/fr/k/08/report/")
    page.wait_for_selector(".draft:visible")
    assert page.is_checked('[name="reporter.role"][value="victim"]')
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url("**/leave")
    page.goto(f"{address}/fr/k/08/report/")
    page.wait_for_selector(".stepper")
    assert not page.is_checked('[name="reporter.role"][value="victim"]')


def test_what_a_later_answer_hid_is_not_sent(page: Page, address: str) -> None:
    page.goto(f"{address}/fr/k/13/report/")
    page.click("form.report > .as-link")
    page.check('[name="reporter.identity"][value="named"]')
    page.fill('[name="identity.full_name"]', "Fictive Personne")
    page.check('[name="reporter.identity"][value="anonymous"]')
    with page.expect_request("**/api/reports/review") as sent:
        page.click('form.report button[type="submit"]')
    assert "Fictive" not in (sent.value.post_data or "")


def test_a_fingerprint_is_made_on_the_phone(page: Page, address: str) -> None:
    page.goto(f"{address}/en/k/03/report/")
    page.wait_for_selector(".stepper")
    file = FilePayload(name="a.txt", mimeType="text/plain", buffer=b"abc")
    page.set_input_files("#q-fingerprint input[type=file]", file)
    page.wait_for_function("document.querySelector('[name=\"identifiers.hashes\"]').value.length === 64")
    assert page.input_value('[name="identifiers.hashes"] >> nth=0').startswith("ba7816bf8f01cfea")


def test_the_quick_exit_replaces_the_page(page: Page, address: str) -> None:
    page.goto(f"{address}/ar/k/08/")
    page.click(".leave")
    page.wait_for_url("**/leave")
    assert page.title() == "neutral"


def test_a_card_of_first_aid_appears_when_an_answer_calls_it(plain: Page, address: str) -> None:
    plain.goto(f"{address}/ar/k/08/report/")
    assert plain.is_visible("#aid-blackmail")
    assert not plain.is_visible("#aid-child")
    assert not plain.is_visible("#aid-fresh_payment")
    plain.check('[name="victim.age_band"][value="from_13"]')
    plain.check('[name="answers.paid_when"][value="under_24h"]')
    assert plain.is_visible("#aid-child")
    assert plain.is_visible("#aid-fresh_payment")


def _open_receipt(page: Page, address: str, lang: str) -> None:
    page.goto(f"{address}/{lang}/follow/")
    page.fill("#receipt", CODE)
    page.click('form[action="/api/receipts"] button')


def test_what_comes_later_is_done_without_scripts(plain: Page, address: str) -> None:
    _open_receipt(plain, address, "en")
    plain.click("details.give summary")
    plain.check('[name="mode"][value="named"]')
    plain.fill('[name="identity.phone"]', "0600000000")
    plain.click("details.give button")
    assert "Your identity is received" in plain.inner_text(".notice")
    plain.click("details.erase summary")
    plain.click("details.erase button")
    assert "Your identity will be erased" in plain.inner_text(".notice")
    plain.click("details.contest summary")
    plain.fill("#q-contest-1", "Two facts were not read.")
    plain.click("details.contest button")
    assert "What you contest is received" in plain.inner_text(".notice")
    plain.click("details.check summary")
    plain.fill("#q-code-1", "WRONG000")
    plain.click("details.check button")
    assert "not a code of ours" in plain.inner_text(".notice.bad")


def test_the_code_of_a_call_is_checked_from_the_page_about_false_officers(plain: Page, address: str) -> None:
    plain.goto(f"{address}/fr/really/")
    plain.fill("#receipt", CODE)
    plain.fill("#q-code-1", CONTACT_CODE)
    plain.click('form[action="/api/receipts/contact-code"] button')
    assert "Ce code vient de nous" in plain.inner_text(".notice")
    assert "Fait pour un appel le 25 novembre 2026" in plain.inner_text("main")


@pytest.mark.parametrize(("lang", "scheme"), [("ar", "light"), ("ar", "dark"), ("fr", "light"), ("en", "dark")])
def test_axe_finds_nothing_on_a_receipt_with_everything_open(
    browser: Browser, address: str, lang: str, scheme: Any
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 800}, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.goto(f"{address}/{lang}/really/")
    page.fill("#receipt", CODE)
    page.fill("#q-code-1", "WRONG000")
    page.click('form[action="/api/receipts/contact-code"] button')
    page.wait_for_selector(".notice.bad")
    page.evaluate("for (const panel of document.querySelectorAll('details')) panel.open = true")
    assert page.locator("details.panel[open]").count() == 6
    found = _axe(page)
    wide, inside = _sides(page)
    context.close()
    assert found == []
    assert wide <= inside
