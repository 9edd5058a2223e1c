"""Pictures of every desk at 360 and 1280 px, in both languages, to be looked at: `build/screens/portal-*.png`."""

from collections.abc import Callable

import pytest

from infrastructure.site.portal import ROOT

from . import cases
from .conftest import Desk
from .world import World

SCREENS = ROOT / "build" / "screens"


@pytest.mark.parametrize(("width", "height"), [(360, 800), (1280, 800)])
@pytest.mark.parametrize("language", ["ar", "fr"])
def test_every_desk_is_drawn(desk: Callable[..., Desk], world: World, language: str, width: int, height: int) -> None:
    SCREENS.mkdir(parents=True, exist_ok=True)
    one = desk(language, width, height)
    page = one.open()

    def draw(name: str, ready: str) -> None:
        page.locator(ready).first.wait_for()
        picture = page.screenshot(path=SCREENS / f"portal-{name}-{language}-{width}.png")
        # A blank page of this size compresses to a few kilobytes.
        assert len(picture) > 8_000

    draw("sign-in", ".door")
    page.locator(".door .button").click()
    for name, fragment, ready in (
        ("queue", "#queue", ".rows"),
        ("case", f"#queue/case/{cases.NAMED}", ".panes"),
        ("gate", f"#queue/case/{cases.ANONYMOUS}", ".gate-box"),
        ("search", "#search", "#search-words"),
        ("figures", "#figures", ".figures"),
    ):
        page.locator("nav").first.wait_for()
        page.evaluate("where => { location.hash = where }", fragment)
        draw(name, ready)
    world.cases.clear()
    page.evaluate("location.hash = '#queue'")
    page.locator(".head .bare").click()
    draw("empty", ".empty")
