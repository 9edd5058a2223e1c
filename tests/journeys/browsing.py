"""Citizens and officers in a real Chromium: they click what the pages show, and read what the pages say."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from infrastructure.browser import browser_path
from infrastructure.local.system import System
from infrastructure.site.settings import SOURCES

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NARROW, WIDE = (360, 740), (1280, 900)
PATIENCE_MS = 15_000
FRAUD = "13"
AXE = SOURCES / "node_modules" / "axe-core" / "axe.min.js"
TEXTS: dict[str, dict[str, Any]] = json.loads(
    (SOURCES / "portal" / "texts" / "catalogue.json").read_text(encoding="utf-8")
)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser, closed at the end."""
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        yield browser
        browser.close()


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
        # With scripts one question is shown at a time, unless all are asked for.
        one_page = self.page.locator("form.report > .as-link")
        if self.page.evaluate("document.querySelector('.stepper') !== null") or self._soon(".stepper"):
            one_page.click()

    def _soon(self, selector: str) -> bool:
        """Whether scripts draw this; without scripts nothing will."""
        if self.page.evaluate("matchMedia('(scripting: none)').matches"):
            return False
        self.page.locator(selector).wait_for()
        return True

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
        self.page.locator('form.report button[type="submit"]').first.click()
        self.page.wait_for_load_state()

    def send(self) -> str:
        """From the review to the receipt; the code as the page shows it."""
        self.page.locator('form.send button[type="submit"]').click()
        return self.page.locator("[data-code]").inner_text().replace("\n", "").strip()

    def follow(self, receipt: str) -> None:
        """Open the follow-up page with a receipt, from the home page."""
        self.page.goto(f"{self.origin}/{self.lang}/")
        self.page.locator(f'nav.after a[href="/{self.lang}/follow/"]').click()
        self.page.locator('form.open [name="receipt"]').fill(receipt)
        self.page.locator('form.open button[type="submit"]').click()

    def main(self) -> str:
        return self.page.locator("main").inner_text()


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
        self.page.evaluate("where => { location.hash = where }", fragment)
        self.page.locator(ready).first.wait_for()

    def open_case(self, case_id: str, desk: str = "queue") -> None:
        self.desk(f"#{desk}/case/{case_id}", "#case-title")

    def press(self, key: str) -> None:
        """The button that says this."""
        self.page.get_by_role("button", name=self.say(key), exact=True).click()
