"""What goes wrong on a page is told in the citizen's language, and nothing that was typed is lost."""

import re

import pytest
from playwright.sync_api import Browser, expect

from infrastructure.local.system import System
from tests.journeys.browsing import CitizenPage, window

pytestmark = pytest.mark.system

# Pages count up to 5,000 signs; the API takes 20,000 (api, `text`).
COUNTED, LONGEST = 5_000, 20_000


def told_in_arabic(citizen: CitizenPage) -> None:
    expect(citizen.page.locator(".errors")).to_be_visible()
    expect(citizen.page.locator(".errors li").first).to_be_visible()
    expect(citizen.page.locator("html[lang=ar][dir=rtl]")).to_have_count(1)
    expect(citizen.page.locator("main")).to_contain_text("لا")


@pytest.mark.parametrize("scripts", [False, True], ids=["without scripts", "with scripts"])
def test_an_empty_form_says_what_is_missing(system: System, browser: Browser, scripts: bool) -> None:
    with window(browser, system.base_url, scripts=scripts) as context:
        citizen = CitizenPage(context.new_page(), system.base_url)
        citizen.form_from_home()
        citizen.to_review()
        told_in_arabic(citizen)
        expect(citizen.page.locator("#q-identity .error")).to_be_visible()
        expect(citizen.page).to_have_title(re.compile("^خطأ"))


@pytest.mark.parametrize("scripts", [False, True], ids=["without scripts", "with scripts"])
def test_a_story_that_is_too_long_comes_back_whole(system: System, browser: Browser, scripts: bool) -> None:
    # GIVEN a form filled well, but for a story that no report can hold
    story = "قصة طويلة " * 2_001
    with window(browser, system.base_url, scripts=scripts) as context:
        citizen = CitizenPage(context.new_page(), system.base_url)
        citizen.form_from_home()
        citizen.answer(
            {
                "reporter.role": "victim",
                "text": story,
                "urls": "https://shop-wahmi.example/p/7",
                "locations.offence_commune": "أكادير",
                "reporter.identity": "named",
                "identity.full_name": "سلمى المثال",
            }
        )
        # WHEN it is sent to the review
        citizen.to_review()
        # THEN the page says that the story is too long, and everything typed is still there
        told_in_arabic(citizen)
        expect(citizen.page.locator("#q-story .error").first).to_be_visible()
        form = citizen.page.locator("form.report")
        expect(form.locator('[name="text"]')).to_have_value(re.compile(rf"^\s*{story.strip()}\s*$"))
        expect(form.locator('[name="urls"]').first).to_have_value("https://shop-wahmi.example/p/7")
        expect(form.locator('[name="locations.offence_commune"]')).to_have_value("أكادير")
        expect(form.locator('[name="identity.full_name"]')).to_have_value("سلمى المثال")
        expect(form.locator('[name="reporter.role"][value="victim"]')).to_be_checked()
        # AND shortened it goes on
        kept = story[: COUNTED + 1_000].strip()
        citizen.answer({"text": kept})
        citizen.to_review()
        expect(citizen.page.locator("form.send")).to_be_visible()
        # AND longer than the page advises, nothing of it is cut
        expect(citizen.page.locator('form.send [name="text"]')).to_have_value(kept)


@pytest.mark.parametrize("receipt", ["0000-0000-0000-0000", "ليس وصلا"], ids=["held by nobody", "no receipt at all"])
def test_a_receipt_that_nobody_holds_says_so(system: System, browser: Browser, receipt: str) -> None:
    with window(browser, system.base_url, scripts=False) as context:
        citizen = CitizenPage(context.new_page(), system.base_url)
        citizen.follow(receipt)
        told_in_arabic(citizen)
        expect(citizen.page.locator('form.open [name="receipt"]')).to_have_value(receipt)
        expect(citizen.page).not_to_have_url(re.compile(receipt))
