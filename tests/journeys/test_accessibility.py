"""Every page, filled with sample reports, in each language and at two widths: axe finds nothing, nothing overflows.

Pictures of all of them go to the folder that `E_BLAGH_PICTURES` names, else to a temporary one, to be looked at.
With `E_BLAGH_DRAW_SCREENS` set, the few of the README are drawn anew under `docs/screens/`.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from infrastructure.local.sample_reports import sample_reports
from infrastructure.local.system import System
from tests.journeys.browsing import NARROW, WIDE, CitizenPage, OfficerPage, axe, window
from tests.journeys.conftest import SentSample
from tests.journeys.people import OfficerDesk, new_mark

pytestmark = pytest.mark.system

SCREENS = Path(__file__).parents[2] / "docs" / "screens"
HEAVIEST = 120 * 1024
DESK = (1024, 640)
# Reports of frauds, one in each language of the site: Berrechid with a name, Casablanca, Essaouira with a name.
FILLED_WITH = {"ar": "R16", "fr": "R01", "en": "R19"}
ANSWERS = {"ar": "توصلنا بتبليغك.", "fr": "Nous avons reçu votre signalement.", "en": "We have received your report."}

# From the top, once the new size has been laid out and drawn.
DRAWN_ANEW = """() => {
  scrollTo(0, 0);
  return new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
}"""

Look = Callable[[Page, str], None]


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    named = os.environ.get("E_BLAGH_PICTURES")
    return Path(named) if named else tmp_path_factory.mktemp("pictures")


@pytest.fixture
def look(pictures: Path) -> Look:
    """Looks at a page at both widths: a picture of each, axe, and no sideways scrolling. Complains at once."""

    def at(page: Page, name: str) -> None:
        found: dict[str, list[str]] = {}
        for width, height in (NARROW, WIDE):
            page.set_viewport_size({"width": width, "height": height})
            page.evaluate(DRAWN_ANEW)
            page.screenshot(path=pictures / f"{name}-{width}.png", full_page=True)
            inside = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
            found[f"{name} at {width}"] = axe(page) + (
                [f"wider than the screen: {inside}"] if inside[0] > width else []
            )
        assert {where: faults for where, faults in found.items() if faults} == {}

    return at


def keep_screen(page: Page, name: str, size: tuple[int, int]) -> None:
    """The picture of the README, when asked for."""
    if "E_BLAGH_DRAW_SCREENS" not in os.environ:
        return
    SCREENS.mkdir(parents=True, exist_ok=True)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.evaluate(DRAWN_ANEW)
    page.screenshot(path=SCREENS / f"{name}.png")
    assert (SCREENS / f"{name}.png").stat().st_size <= HEAVIEST


def answers_of(sample: dict[str, Any], mark: str) -> dict[str, str]:
    """What the sample's reporter would give on the form, with a name that is nobody's."""
    role, identity = sample["reporter"]["role"], sample["reporter"]["identity"]
    # Whoever reports for another person is not asked for an age.
    age = {"reporter.age_band": sample["reporter"]["age_band"]} if role == "victim" else {}
    return {
        "reporter.role": role,
        **age,
        "text": f"{sample['text']} {mark}",
        "urls": sample["urls"][0],
        "identifiers.phones": sample["identifiers"]["phones"][0],
        "locations.offence_commune": sample["locations"]["offence_commune"],
        "locations.reporter_country": "MA",
        "reporter.identity": identity,
        "identity.full_name": "سلمى المثال",
        "identity.phone": "+212600000042",
    }


@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
def test_the_citizens_pages_are_open_to_everyone(
    system: System, browser: Browser, officer: OfficerDesk, look: Look, lang: str
) -> None:
    mark = new_mark()
    with window(browser, system.base_url) as context:
        citizen = CitizenPage(context.new_page(), system.base_url, lang)
        page = citizen.page
        page.goto(f"{system.base_url}/{lang}/")
        look(page, f"home-{lang}")
        if lang == "ar":
            keep_screen(page, "home", NARROW)
        # The form: empty, sent empty, filled.
        citizen.form_from_home()
        look(page, f"form-{lang}")
        citizen.to_review()
        expect(page.locator(".errors")).to_be_visible()
        look(page, f"form-with-errors-{lang}")
        citizen.form_from_home()
        citizen.answer(answers_of(sample_reports()[FILLED_WITH[lang]], mark))
        look(page, f"form-filled-{lang}")
        if lang == "ar":
            keep_screen(page, "form", NARROW)
        citizen.to_review()
        expect(page.locator("form.send")).to_be_visible()
        look(page, f"review-{lang}")
        receipt = citizen.send()
        look(page, f"receipt-{lang}")
        if lang == "ar":
            keep_screen(page, "receipt", NARROW)
        # The follow-up, with an answer.
        analyst = officer("analyst:NATIONAL")
        case = analyst.case(analyst.find(mark)["id"])
        assert analyst.post(f"cases/{case['id']}/messages", text=ANSWERS[lang]).status_code == 201
        citizen.follow(receipt)
        expect(page.locator(".messages")).to_contain_text(ANSWERS[lang])
        look(page, f"follow-up-{lang}")


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_the_portal_is_open_to_everyone(
    system: System, browser: Browser, sent_samples: dict[str, SentSample], look: Look, lang: str
) -> None:
    with window(browser, system.base_url, WIDE) as context:
        analyst = OfficerPage(context.new_page(), system, lang)
        analyst.door()
        look(analyst.page, f"sign-in-{lang}")
        analyst.sign_in("analyst:NATIONAL")
        analyst.desk("#queue", ".rows tbody tr")
        look(analyst.page, f"queue-{lang}")
        if lang == "ar":
            keep_screen(analyst.page, "queue", DESK)
        for name in ("R01", "R04"):
            analyst.open_case(sent_samples[name].case["id"])
            analyst.page.locator(".panes").wait_for()
            look(analyst.page, f"case-{name}-{lang}")
            if (name, lang) == ("R01", "ar"):
                keep_screen(analyst.page, "case", DESK)
    with window(browser, system.base_url, WIDE) as context:
        investigator = OfficerPage(context.new_page(), system, lang)
        investigator.sign_in("investigator:TPI-SEFROU")
        investigator.desk("#queue", ".empty")
        look(investigator.page, f"queue-empty-{lang}")
