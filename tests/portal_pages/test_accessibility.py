"""axe (A, AA, 2.2, best practice) finds nothing in any state, in both languages, light and dark."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from . import cases
from .conftest import Desk
from .world import World

LANGUAGES = ["ar", "fr"]
SCHEMES = ["light", "dark"]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_desk_and_state_is_clean(desk: Callable[..., Desk], world: World, language: str, scheme: str) -> None:
    world.duty = [cases.rang()]
    world.cases[cases.NAMED]["assignee"] = cases.ME
    world.cases[cases.NAMED]["contests"] = [{"id": "0" + "C" * 25, "text": "لا أوافق.", "at": cases.ago(minutes=5)}]
    world.rights += [("supervisor", "TPI-AGADIR"), ("prosecutor", "TPI-AGADIR"), ("auditor", "NATIONAL")]
    world.openings = [cases.opening("requested"), cases.opening("refused")]
    world.cases[cases.SEALED].update(state="closed", deadlines=[cases.owed("inform", -2)])
    one = desk(language, 1440, scheme=scheme)
    page = one.open()
    page.locator(".door").wait_for()
    found = {"sign-in": one.axe()}
    page.locator(".door .button").click()
    states = {
        "prosecution": ("#prosecution", ".files"),
        "queue": ("#queue", ".rows"),
        "case": (f"#queue/case/{cases.NAMED}", ".panes"),
        "gate": (f"#queue/case/{cases.ANONYMOUS}", ".gate-box"),
        "missing": (f"#queue/case/{'0' + 'Z' * 25}", ".case [role=alert]"),
        "search": ("#search", "#search-words"),
        "duty": ("#duty", ".calls"),
        "openings": ("#openings", ".openings"),
        "figures": ("#figures", ".figures"),
        "help": ("#help", ".keys-list"),
    }
    for name, (fragment, ready) in states.items():
        page.locator("nav").first.wait_for()
        page.evaluate("where => { location.hash = where }", fragment)
        page.locator(ready).first.wait_for()
        found[name] = one.axe()
    page.evaluate("location.hash = '#prosecution'")
    page.locator(".file-head button").first.click()
    page.locator(".brief .acts button").first.click()
    page.locator(".brief form").wait_for()
    found["file"] = one.axe()
    page.evaluate("location.hash = '#audit'")
    page.locator(".searching [name=value]").fill(cases.NAMED)
    page.locator(".searching .button").click()
    page.locator(".notice.done").wait_for()
    found["audit"] = one.axe()
    assert {name: faults for name, faults in found.items() if faults} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_open_forms_reasons_and_errors_are_clean(desk: Callable[..., Desk], world: World, language: str) -> None:
    world.cases[cases.NAMED]["assignee"] = cases.ME
    one = desk(language)
    page = one.sign_in(f"#queue/case/{cases.NAMED}")
    acts = page.locator(".acts button:enabled")
    expect(acts.first).to_be_visible()
    expect(page.locator("eb-timeline summary")).to_be_visible()
    page.locator("details > summary").evaluate_all("all => all.forEach(one => one.click())")
    expect(page.locator("details:not([open])")).to_have_count(0)
    found = {"unfolded": one.axe()}
    for at, act in enumerate(acts.all()):
        act.click()
        page.locator(".act .button:not(.plain)").click()
        page.locator(".act .wrong").first.wait_for()
        found[f"act {at}"] = one.axe()
        page.locator(".act .actions .button.plain").click()
        expect(page.locator(".act")).to_have_count(0)
    page.locator(".contact-code .button").click()
    page.locator(".contact-code .given").wait_for()
    found["contact code"] = one.axe()
    page.evaluate("where => { location.hash = where }", f"#queue/case/{cases.ANONYMOUS}")
    page.locator(".gate-box button:enabled").last.click()
    page.locator(".gate-box form").wait_for()
    found["at the gate"] = one.axe()
    assert {name: faults for name, faults in found.items() if faults} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_empty_narrow_and_locked_are_clean(desk: Callable[..., Desk], world: World, language: str) -> None:
    one = desk(language, 360, 800)
    page = one.sign_in()
    page.locator(".rows").wait_for()
    found = {"narrow queue": one.axe()}
    page.evaluate("where => { location.hash = where }", f"#queue/case/{cases.NAMED}")
    page.locator(".panes").wait_for()
    found["narrow case"] = one.axe()
    world.cases.clear()
    page.evaluate("location.hash = '#queue'")
    page.locator(".head .bare").click()
    page.locator(".empty").wait_for()
    found["empty"] = one.axe()
    page.locator(".ends .bare").nth(1).click()
    page.locator(".door").wait_for()
    found["locked"] = one.axe()
    assert {name: faults for name, faults in found.items() if faults} == {}
