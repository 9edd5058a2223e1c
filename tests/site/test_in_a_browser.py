"""The site in Chromium: usable without scripts, better with them, open to everyone, and quiet on the network."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from infrastructure.site.settings import SOURCES
from tests.site.samples import CODE, CONTACT_CODE
from tests.waiting import submit

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
    "check-proof/",
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


def _visit(page: Page, address: str) -> None:
    """Go there; a form is ready once its scripts have drawn its steps."""
    page.goto(address)
    if address.endswith("/report/"):
        expect(page.locator(".stepper")).to_be_visible()


def _axe(page: Page) -> list[str]:
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
    submit(page, 'form.report button[type="submit"]')
    expect(page.locator("form.send")).to_be_visible()


def test_a_report_travels_without_scripts_from_the_form_to_a_later_message(plain: Page, address: str) -> None:
    _write_and_review(plain, address, "ar")
    main = plain.locator("main")
    expect(main).to_contain_text("دفعت ثمن هاتف")
    submit(plain, 'form.send button[type="submit"]')
    expect(plain.locator("[data-code]")).to_have_text(re.compile(r"^\W*" + r"\W*".join(CODE.split("-")) + r"\W*$"))
    submit(plain, 'form[action="/api/receipts"] button')
    plain.fill('[name="text"]', "عندي رابط آخر")
    submit(plain, 'form[action="/api/receipts/messages"] button')
    expect(main).to_contain_text("أُرسلت رسالتك")
    plain.click("details.panel summary")
    plain.fill('details.panel [name="urls"] >> nth=0', "https://shop.example/p/8")
    submit(plain, 'form[action="/api/receipts/facts"] button')
    expect(main).to_contain_text("أضيف إلى تبليغك")


def test_an_answer_can_be_changed_from_the_review_without_scripts(plain: Page, address: str) -> None:
    _write_and_review(plain, address, "fr")
    expect(plain.locator(".edit")).to_be_hidden()
    plain.click('.change a[href="#q-story"]')
    expect(plain.locator(".edit")).to_be_visible()
    plain.fill('.edit [name="text"]', "Autre récit")
    submit(plain, '.edit button[type="submit"]')
    expect(plain.locator("dl.summary").first).to_contain_text("Autre récit")


def test_errors_without_scripts_keep_what_was_typed(plain: Page, address: str) -> None:
    plain.goto(f"{address}/fr/k/13/report/")
    plain.fill('[name="text"]', "Mon récit")
    submit(plain, 'form.report button[type="submit"]')
    expect(plain.locator(".errors")).to_be_visible()
    expect(plain.locator('[name="text"]')).to_have_value("Mon récit")
    plain.click(".errors a")
    expect(plain.locator("#q-identity-error")).to_be_visible()


def test_dependent_questions_hide_without_any_script(plain: Page, address: str) -> None:
    plain.goto(f"{address}/ar/k/08/report/")
    dependent = [plain.locator("#q-deadline_when"), plain.locator("#q-full_name")]
    for question in dependent:
        expect(question).to_be_hidden()
    plain.check('[name="answers.deadline"][value="yes"]')
    plain.check('[name="reporter.identity"][value="named"]')
    for question in dependent:
        expect(question).to_be_visible()


@pytest.mark.parametrize(("lang", "scheme"), [("ar", "light"), ("ar", "dark"), ("fr", "light"), ("en", "dark")])
def test_axe_finds_nothing_on_any_page(browser: Browser, address: str, lang: str, scheme: Any) -> None:
    context = browser.new_context(
        viewport={"width": 360, "height": 800}, color_scheme=scheme, bypass_csp=True, reduced_motion="reduce"
    )
    page = context.new_page()
    found = {}
    for path in PATHS if lang == "ar" else PAGE_TYPES:
        _visit(page, f"{address}/{lang}/{path}")
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
    submit(page, 'form.report button[type="submit"]')
    expect(page.locator(".errors")).to_be_visible()
    found = {"errors": _axe(page)}
    _write_and_review(page, address, lang)
    found["review"] = _axe(page)
    page.click('.change a[href="#q-story"]')
    expect(page.locator(".edit")).to_be_visible()
    found["edit"] = _axe(page)
    submit(page, 'form.send button[type="submit"]')
    expect(page.locator("[data-code]")).to_be_visible()
    found["receipt"] = _axe(page)
    submit(page, 'form[action="/api/receipts"] button')
    page.click("details.panel summary")
    expect(page.locator("details.panel[open]")).to_have_count(1)
    found["follow-up"] = _axe(page)
    page.click("details.prove summary")
    submit(page, 'form[action="/api/receipts/proof"] button')
    expect(page.locator(".scan svg")).to_be_visible()
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
            _visit(page, f"{address}/{lang}/{path}")
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
            _visit(page, f"{address}/{lang}/{path}")
            change()
            wide, inside = _sides(page)
            wider += [f"{path}: {wide}"] if wide > inside else []
    context.close()
    assert wider == []


def test_the_keyboard_meets_the_exit_first_then_the_content(page: Page, address: str) -> None:
    page.goto(f"{address}/ar/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_attribute("href", "/leave")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_attribute("href", "#main")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{address}/ar/#main")
    page.keyboard.press("Tab")
    expect(page.locator("main :focus")).to_have_count(1)


def test_a_form_is_walked_with_the_keyboard_alone(page: Page, address: str) -> None:
    _visit(page, f"{address}/fr/k/13/report/")
    page.focus('[name="reporter.role"] >> nth=0')
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.locator("#q-scam_kind")).to_be_visible()
    expect(page.locator("#q-scam_kind")).to_be_focused()


def test_no_request_leaves_for_another_host(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in PATHS:
        _visit(page, f"{address}/ar/{path}")
    context.close()
    assert asked
    assert all(url.startswith(address) for url in asked)


def test_with_scripts_one_question_is_shown_at_a_time(page: Page, address: str) -> None:
    _visit(page, f"{address}/ar/k/08/report/")
    expect(page.locator(".question:visible")).to_have_count(1)
    page.click(".actions button:visible")
    expect(page.locator("#q-role .error")).to_be_visible()
    page.check('[name="reporter.role"][value="victim"]')
    expect(page.locator("#q-role .error")).to_be_hidden()
    expect(page.locator("#q-reporter_minor")).to_be_visible()
    page.click(".actions button:visible")
    expect(page.locator("#q-victim_age")).to_be_visible()
    expect(page.locator("#q-role")).to_be_hidden()


def test_all_questions_can_be_shown_on_one_page(page: Page, address: str) -> None:
    _visit(page, f"{address}/ar/k/13/report/")
    page.click("form.report > .as-link")
    expect(page.locator(".question:visible").nth(10)).to_be_visible()
    expect(page.locator('form.report button[type="submit"]')).to_be_visible()


def test_a_draft_survives_a_change_of_language_and_dies_with_the_quick_exit(page: Page, address: str) -> None:
    victim = page.locator('[name="reporter.role"][value="victim"]')
    _visit(page, f"{address}/ar/k/08/report/")
    victim.check()
    expect(page.locator(".draft")).to_be_visible()
    _visit(page, f"{address}/fr/k/08/report/")
    expect(page.locator(".draft")).to_be_visible()
    expect(victim).to_be_checked()
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url("**/leave")
    # The steps are drawn after the draft, if there is one, was brought back.
    _visit(page, f"{address}/fr/k/08/report/")
    expect(victim).not_to_be_checked()
    expect(page.locator(".draft")).to_be_hidden()


def test_what_a_later_answer_hid_is_not_sent(page: Page, address: str) -> None:
    page.goto(f"{address}/fr/k/13/report/")
    page.click("form.report > .as-link")
    page.check('[name="reporter.identity"][value="named"]')
    page.fill('[name="identity.full_name"]', "Fictive Personne")
    page.check('[name="reporter.identity"][value="anonymous"]')
    with page.expect_request("**/api/reports/review") as sent:
        submit(page, 'form.report button[type="submit"]')
    assert "reporter.identity=anonymous" in (sent.value.post_data or "")
    assert "Fictive" not in (sent.value.post_data or "")


def test_a_fingerprint_is_made_on_the_phone(page: Page, address: str) -> None:
    _visit(page, f"{address}/en/k/03/report/")
    file = FilePayload(name="a.txt", mimeType="text/plain", buffer=b"abc")
    page.set_input_files("#q-fingerprint input[type=file]", file)
    made = page.locator('[name="identifiers.hashes"]').first
    expect(made).to_have_value(re.compile(r"^ba7816bf8f01cfea[0-9a-f]{48}$"))


def test_the_quick_exit_replaces_the_page(page: Page, address: str) -> None:
    page.goto(f"{address}/ar/k/08/")
    page.click(".leave")
    page.wait_for_url("**/leave")
    expect(page).to_have_title("neutral")


def test_a_card_of_first_aid_appears_when_an_answer_calls_it(plain: Page, address: str) -> None:
    plain.goto(f"{address}/ar/k/08/report/")
    called = [plain.locator("#aid-child"), plain.locator("#aid-fresh_payment")]
    expect(plain.locator("#aid-blackmail")).to_be_visible()
    for card in called:
        expect(card).to_be_hidden()
    plain.check('[name="victim.age_band"][value="from_13"]')
    plain.check('[name="answers.paid_when"][value="under_24h"]')
    for card in called:
        expect(card).to_be_visible()


def _open_receipt(page: Page, address: str, lang: str) -> None:
    page.goto(f"{address}/{lang}/follow/")
    page.fill("#receipt", CODE)
    submit(page, 'form[action="/api/receipts"] button')


def test_what_comes_later_is_done_without_scripts(plain: Page, address: str) -> None:
    _open_receipt(plain, address, "en")
    plain.click("details.give summary")
    plain.check('[name="mode"][value="named"]')
    plain.fill('[name="identity.phone"]', "0600000000")
    submit(plain, "details.give button")
    expect(plain.locator(".notice")).to_contain_text("Your identity is received")
    plain.click("details.erase summary")
    submit(plain, "details.erase button")
    expect(plain.locator(".notice")).to_contain_text("Your identity will be erased")
    plain.click("details.contest summary")
    plain.fill("#q-contest-1", "Two facts were not read.")
    submit(plain, "details.contest button")
    expect(plain.locator(".notice")).to_contain_text("What you contest is received")
    plain.click("details.check summary")
    plain.fill("#q-code-1", "WRONG000")
    submit(plain, "details.check button")
    expect(plain.locator(".notice.bad")).to_contain_text("not a code of ours")


def test_the_code_of_a_call_is_checked_from_the_page_about_false_officers(plain: Page, address: str) -> None:
    plain.goto(f"{address}/fr/really/")
    plain.fill("#receipt", CODE)
    plain.fill("#q-code-1", CONTACT_CODE)
    submit(plain, 'form[action="/api/receipts/contact-code"] button')
    expect(plain.locator(".notice")).to_contain_text("Ce code vient de nous")
    expect(plain.locator("main")).to_contain_text("Fait pour un appel le 25 novembre 2026")


@pytest.mark.parametrize(("lang", "scheme"), [("ar", "light"), ("ar", "dark"), ("fr", "light"), ("en", "dark")])
def test_axe_finds_nothing_on_a_receipt_with_everything_open(
    browser: Browser, address: str, lang: str, scheme: Any
) -> None:
    context = browser.new_context(
        viewport={"width": 360, "height": 800}, color_scheme=scheme, bypass_csp=True, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(f"{address}/{lang}/really/")
    page.fill("#receipt", CODE)
    page.fill("#q-code-1", "WRONG000")
    submit(page, 'form[action="/api/receipts/contact-code"] button')
    expect(page.locator(".notice.bad")).to_be_visible()
    page.evaluate("for (const panel of document.querySelectorAll('details')) panel.open = true")
    expect(page.locator("details.panel[open]")).to_have_count(6)
    found = _axe(page)
    wide, inside = _sides(page)
    context.close()
    assert found == []
    assert wide <= inside
