"""Citizens and officers in a real Chromium: they click what the pages show, and read what the pages say."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, expect

from infrastructure.local.system import System
from infrastructure.site.settings import SOURCES
from tests.waiting import PATIENCE_MS, submit

NARROW, WIDE = (360, 740), (1280, 900)
FRAUD = "13"
AXE = SOURCES / "node_modules" / "axe-core" / "axe.min.js"
TEXTS: dict[str, dict[str, Any]] = json.loads(
    (SOURCES / "portal" / "texts" / "catalogue.json").read_text(encoding="utf-8")
)


@contextmanager
def window(
    browser: Browser, origin: str, size: tuple[int, int] = NARROW, scripts: bool = True
) -> Iterator[BrowserContext]:
    """A browser window of its own. Fails at the end on an error of a script and on any request to another origin."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, java_script_enabled=scripts)
    context.set_default_timeout(PATIENCE_MS)
    faults: list[str] = []

    def watched(page: Page) -> None:
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on(
            "request",
            lambda asked: None if asked.url.startswith((origin, "blob:", "data:")) else faults.append(asked.url),
        )

    context.on("page", watched)
    yield context
    context.close()
    assert faults == []


def axe(page: Page) -> list[str]:
    """Findings of axe (A, AA, 2.2, best practice) as `rule: element`; evaluated, so the page's policy stays on."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("async () => (await axe.run(document, {resultTypes: ['violations']})).violations")
    return [f"{rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]]


@dataclass
class CitizenPage:
    """Somebody on the site, in one language."""

    page: Page
    origin: str
    lang: str = "ar"

    def form_from_home(self) -> None:
        """From the home page through the page of the kind to its form, all questions on one page."""
        self.page.goto(f"{self.origin}/{self.lang}/")
        self.page.locator(f'a[href="/{self.lang}/k/{FRAUD}/"]').first.click()
        self.page.locator(f'a.button[href="/{self.lang}/k/{FRAUD}/report/"]').click()
        expect(self.page.locator("form.report")).to_be_visible()
        # With scripts one question is shown at a time, unless all are asked for.
        if not self.page.evaluate("matchMedia('(scripting: none)').matches"):
            self.page.locator("form.report > .as-link").click()
            expect(self.page.locator(".stepper")).to_have_count(0)

    def answer(self, answers: Mapping[str, str]) -> None:
        """Give answers by the names of the fields, as a person does: choose, tick, type."""
        for name, value in answers.items():
            field = self.page.locator(f'form.report [name="{name}"]').first
            kind = field.evaluate("field => field.type || field.localName")
            if kind in ("radio", "checkbox"):
                self.page.locator(f'form.report [name="{name}"][value="{value}"]').check()
            elif kind.startswith("select"):
                field.select_option(value)
            else:
                field.fill(value)

    def to_review(self) -> None:
        submit(self.page, 'form.report button[type="submit"] >> nth=0')

    def send(self) -> str:
        """From the review to the receipt; the code as the page shows it."""
        submit(self.page, 'form.send button[type="submit"]')
        return self.page.locator("[data-code]").inner_text().replace("\n", "").strip()

    def follow(self, receipt: str) -> None:
        """Open the follow-up page with a receipt, from the home page."""
        self.page.goto(f"{self.origin}/{self.lang}/")
        self.page.locator(f'nav.after a[href="/{self.lang}/follow/"]').click()
        self.page.locator('form.open [name="receipt"]').fill(receipt)
        submit(self.page, 'form.open button[type="submit"]')


@dataclass
class OfficerPage:
    """An officer in the portal, in one language."""

    page: Page
    system: System
    lang: str = "ar"

    def say(self, key: str) -> str:
        """The portal's own words."""
        return str(TEXTS[key][self.lang])

    def door(self) -> None:
        """The page before anyone has signed in."""
        self.page.add_init_script(
            f"try {{ localStorage.setItem('e-blagh.portal.language', '{self.lang}') }} catch {{}}"
        )
        self.page.goto(f"{self.system.base_url}/portal/")
        self.page.locator(".door .button").wait_for()

    def sign_in(self, principal: str) -> None:
        """Through the pool's own sign-in page, and back with a code."""
        account = self.system.account(principal)
        self.door()
        self.page.locator(".door .button").click()
        self.page.locator("#username").fill(account.user)
        self.page.locator("#password").fill(account.password)
        self.page.locator('form[action="/login"] button').click()
        self.page.locator("nav").first.wait_for()

    def desk(self, fragment: str, ready: str) -> None:
        """Go there by way of the help: what is seen then is read anew, and not what was left."""
        for where, sign in (("#help", ".keys-list"), (fragment, ready)):
            self.page.evaluate("where => { location.hash = where }", where)
            expect(self.page.locator(sign).first).to_be_visible()
        expect(self.page.locator(".skeleton")).to_have_count(0)

    def open_case(self, case_id: str, desk: str = "queue") -> None:
        self.desk(f"#{desk}/case/{case_id}", "#case-title")

    def press(self, key: str) -> None:
        """The button that says this."""
        self.page.get_by_role("button", name=self.say(key), exact=True).click()
