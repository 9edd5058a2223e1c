"""The built portal in a real Chromium, against the fake service."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from infrastructure.site.portal import SITE, build_portal
from tests.waiting import PATIENCE_MS

from . import cases
from .fake_service import serving
from .world import World

AXE = (SITE / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("portal")
    build_portal(out)
    return out


@pytest.fixture
def world() -> World:
    every = [cases.named(), cases.anonymous(), cases.sealed(), *cases.others(20)]
    return World(
        cases={case["id"]: case for case in sorted(every, key=lambda case: (case["urgency"], case["created_at"]))}
    )


@pytest.fixture
def origin(pages: Path, world: World) -> Iterator[str]:
    with serving(pages, world) as address:
        yield address
    assert world.faults == []


class Desk:
    """A browser window at the portal, and what went wrong in it."""

    def __init__(self, context: BrowserContext, origin: str) -> None:
        self.context = context
        self.origin = origin
        self.faults: list[str] = []
        self.page = self._watched(context.new_page())
        context.on("page", self._watched)

    def _watched(self, page: Page) -> Page:
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on(
            "console",
            lambda line: (
                self.faults.append(line.text)
                if "Content Security Policy" in line.text or "Trusted" in line.text
                else None
            ),
        )
        page.on(
            "request",
            lambda asked: None if asked.url.startswith((self.origin, "blob:")) else self.faults.append(asked.url),
        )
        return page

    def open(self, fragment: str = "") -> Page:
        self.page.goto(f"{self.origin}/portal/{fragment}")
        return self.page

    def sign_in(self, fragment: str = "#queue") -> Page:
        page = self.open(fragment)
        page.locator(".door .button").click()
        page.locator("nav").first.wait_for()
        return page

    def axe(self) -> list[str]:
        """Findings of axe (A, AA, 2.2, best practice) as `rule: element`."""
        expect(self.page.locator(".skeleton")).to_have_count(0)
        # Evaluated, not loaded: the page's policy stays in force.
        self.page.evaluate(AXE)
        found = self.page.evaluate("async () => (await axe.run(document, {resultTypes: ['violations']})).violations")
        return [f"{rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]]


@pytest.fixture
def desk(browser: Browser, origin: str) -> Iterator[Callable[..., Desk]]:
    made: list[Desk] = []

    def make(language: str = "ar", width: int = 1440, height: int = 900, scheme: str = "light") -> Desk:
        # Without motion: colours on their way from one to another have no contrast to speak of.
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
        )
        context.add_init_script(f"try {{ localStorage.setItem('e-blagh.portal.language', '{language}') }} catch {{}}")
        context.set_default_timeout(PATIENCE_MS)
        made.append(Desk(context, origin))
        return made[-1]

    yield make
    faults = [fault for one in made for fault in one.faults]
    for one in made:
        one.context.close()
    assert faults == []
