"""In real Chromium: a report with a name, an officer of its court who answers, and one elsewhere who sees nothing."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from infrastructure.local.system import System
from tests.journeys.browsing import CitizenPage, OfficerPage, window
from tests.journeys.people import OfficerDesk, new_mark
from tests.waiting import expect_nowhere

pytestmark = pytest.mark.system

NAME, PHONE = "سلمى المثال", "+212600000042"
ANSWER = "توصلنا بتبليغك. احتفظي بالرسائل."


def written(mark: str) -> dict[str, str]:
    """A fresh payment: urgent, so the case stands high in the queue."""
    return {
        "reporter.role": "victim",
        "reporter.age_band": "adult",
        "text": f"دفعت 1500 درهم لبائع على الإنترنت ثم اختفى. علامة {mark}",
        "urls": "https://shop-wahmi.example/p/7",
        "answers.paid_when": "under_24h",
        "locations.offence_commune": "أكادير",
        "locations.reporter_country": "MA",
        "reporter.identity": "named",
        "identity.full_name": NAME,
        "identity.phone": PHONE,
    }


def opened_from_the_queue(officer: OfficerPage, case_id: str, mark: str) -> None:
    """Found in the queue by narrowing it to the urgent frauds of the court."""
    officer.desk("#queue", ".rows tbody tr")
    officer.page.locator("#filter-urgency").select_option("U2")
    officer.page.locator("#filter-category").select_option("FRAUD")
    officer.page.locator(f"tr[data-id='{case_id}'] a").click()
    expect(officer.page.locator("blockquote").first).to_contain_text(mark)


@pytest.mark.parametrize("scripts", [False, True], ids=["without scripts", "with scripts"])
def test_a_named_report_is_answered_by_its_court_and_by_nobody_else(
    system: System, browser: Browser, officer: OfficerDesk, scripts: bool
) -> None:
    mark = new_mark()
    # GIVEN a citizen who reports with a name, on a small screen, in Arabic
    with window(browser, system.base_url, scripts=scripts) as context:
        citizen = CitizenPage(context.new_page(), system.base_url)
        citizen.form_from_home()
        expect(citizen.page.locator("html[lang=ar][dir=rtl]")).to_have_count(1)
        citizen.answer(written(mark))
        citizen.to_review()
        expect(citizen.page.locator("main")).to_contain_text(NAME)
        receipt = citizen.send()
    row = officer("investigator:TPI-AGADIR").find(mark)
    # WHEN an investigator of that court signs in and opens the queue
    with window(browser, system.base_url) as context:
        investigator = OfficerPage(context.new_page(), system)
        investigator.sign_in("investigator:TPI-AGADIR")
        opened_from_the_queue(investigator, row["id"], mark)
        answer(investigator.page, investigator)
    # THEN the citizen reads the answer with the receipt, and that the name was seen
    with window(browser, system.base_url, scripts=scripts) as context:
        citizen = CitizenPage(context.new_page(), system.base_url)
        citizen.follow(receipt)
        expect(citizen.page.locator(".messages")).to_contain_text(ANSWER)
        expect(citizen.page.locator(".identity li")).to_have_count(1)
        expect_nowhere(citizen.page, NAME)
        expect(citizen.page).not_to_have_url(re.compile(receipt.replace("-", "")))
    # AND an officer of another court sees nothing
    with window(browser, system.base_url) as context:
        stranger = OfficerPage(context.new_page(), system)
        stranger.sign_in("investigator:TPI-FES")
        stranger.desk("#queue", ".rows, .empty")
        expect(stranger.page.locator(f"tr[data-id='{row['id']}']")).to_have_count(0)
        stranger.desk(f"#queue/case/{row['id']}", ".case [role=alert]")
        stranger.desk("#search", "#search-words")
        stranger.page.locator("#search-words").fill(mark)
        stranger.page.keyboard.press("Enter")
        expect(stranger.page.locator(".empty")).to_be_visible()
        expect(stranger.page.locator("main")).not_to_contain_text(mark)


def answer(page: Page, investigator: OfficerPage) -> None:
    """Read, take, see the reporter for a purpose, answer."""
    main = page.locator("main")
    for words in (investigator.say("category.FRAUD"), "أكادير"):
        expect(main).to_contain_text(words)
    expect(page.locator(".forum.first")).to_contain_text("المحكمة الابتدائية")
    expect(main).not_to_contain_text(NAME)
    investigator.press("act.take")
    expect(page.locator(".told")).to_contain_text(investigator.say("act.done.take"))
    investigator.press("act.reporter")
    investigator.press("act.button.reporter")
    expect(page.locator("#purpose-error")).to_be_visible()
    page.locator("#purpose").fill("الاتصال بالضحية")
    investigator.press("act.button.reporter")
    expect(page.locator(".sighted")).to_contain_text(NAME)
    expect(page.locator(".sighted")).to_contain_text(PHONE)
    investigator.press("reporter.hide")
    expect_nowhere(page, NAME)
    page.locator("#say-message").fill(ANSWER)
    investigator.press("message.button")
    expect(page.locator(".pane.outside")).to_contain_text(ANSWER)
