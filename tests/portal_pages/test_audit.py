"""The auditor's page computes each hash again and names the first entry that is not what was written."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from . import cases
from .conftest import Desk
from .world import World


def _chain(desk: Callable[..., Desk], world: World) -> Page:
    world.rights = [("auditor", "NATIONAL")]
    page = desk("fr").sign_in("")
    page.locator("[name=value]").fill(cases.NAMED)
    page.get_by_role("button", name="Afficher la chaîne").click()
    page.locator(".chain").wait_for()
    return page


def test_a_whole_chain_is_said_to_be_whole(desk: Callable[..., Desk], world: World) -> None:
    page = _chain(desk, world)

    expect(page.locator(".notice.done")).to_contain_text("Chaîne intacte")
    expect(page.locator(".chain tbody tr")).to_have_count(7)
    expect(page.locator("main")).to_contain_text("e-blagh verify-audit --chain CASE#x")


def test_on_a_phone_the_words_of_a_chain_stay_whole(desk: Callable[..., Desk], world: World) -> None:
    world.rights = [("auditor", "NATIONAL")]
    page = desk("ar", 360, 780).sign_in("")
    page.locator("[name=value]").fill(cases.NAMED)
    page.locator(".searching .button").click()
    page.locator(".chain").wait_for()

    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    heights = page.locator(".chain tbody tr").evaluate_all("rows => rows.map(row => row.offsetHeight)")
    assert max(heights) < 120


def _changed(entries: list[dict[str, Any]]) -> None:
    entries[2]["action"] = "case.taken"


def _deleted(entries: list[dict[str, Any]]) -> None:
    del entries[3]


def _swapped(entries: list[dict[str, Any]]) -> None:
    entries[4], entries[5] = entries[5], entries[4]


@pytest.mark.parametrize(
    ("tamper", "first"), [(_changed, 3), (_deleted, 5), (_swapped, 6)], ids=["changed", "deleted", "swapped"]
)
def test_a_chain_that_was_tampered_with_names_its_first_bad_entry(
    desk: Callable[..., Desk], world: World, tamper: Callable[[list[dict[str, Any]]], None], first: int
) -> None:
    tamper(world.entries)
    page = _chain(desk, world)

    expect(page.locator(".notice.failed")).to_contain_text(f"L’écriture nº {first} n’est pas celle qui fut écrite")
