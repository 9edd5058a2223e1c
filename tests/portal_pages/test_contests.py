"""Contested closures: who waits longest first, both sides in one look, answered in a few clicks."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from . import cases
from .conftest import Desk
from .world import World


@pytest.fixture
def contested(world: World) -> World:
    """Two contested closures."""
    said = ((cases.NAMED, 3, "لم يسمعني أحد."), (cases.SEALED, 9, "Je conteste : j’ai la preuve."))
    for case_id, days, words in said:
        closed = {"act": "close", "reason": "unidentified", "text": "Auteur inconnu.", "dated": "2026-11-10"}
        world.cases[case_id].update(
            state="closed",
            contested_at=cases.ago(days=days),
            acts=[{"id": "0" + "V" * 25, "at": cases.ago(days=12), "author": cases.ME, **closed}],
            contests=[{"id": "0" + "C" * 25, "text": words, "at": cases.ago(days=days)}],
        )
    return world


def test_a_supervisor_finds_them_on_a_desk_of_their_own_and_reopens(
    desk: Callable[..., Desk], contested: World
) -> None:
    # GIVEN a supervisor
    contested.rights = [("supervisor", "TPI-AGADIR")]
    one = desk("fr", 360)
    page = one.sign_in("#contests")
    # THEN who waits longest stands first, with both sides, before anything is unfolded
    lines = page.locator(".files > li")
    expect(lines).to_have_count(2)
    expect(lines.nth(0)).to_contain_text("Je conteste : j’ai la preuve.")
    expect(lines.nth(0)).to_contain_text("Auteur inconnu.")
    expect(lines.nth(1)).to_contain_text("لم يسمعني أحد.")
    assert one.axe() == []
    # WHEN the file is read and the case reopened
    lines.nth(0).get_by_role("button", name="Lire").click()
    page.get_by_role("button", name="Rouvrir").click()
    page.locator("#reopen-reason").fill("Preuve nouvelle")
    page.locator(".act .button:not(.plain)").click()
    # THEN it is off the list
    expect(lines).to_have_count(1)
    assert contested.sent(f"/cases/{cases.SEALED}/acts")[0]["act"] == "reopen"


def test_a_prosecutor_answers_among_the_files_to_decide(desk: Callable[..., Desk], contested: World) -> None:
    contested.rights = [("prosecutor", "TPI-AGADIR")]
    page = desk("ar").sign_in("")
    pile = page.locator("section", has=page.locator("#pile-contests"))
    expect(pile.locator(".files > li")).to_have_count(2)
    expect(page.locator("nav a").get_by_text("المنازعات")).to_have_count(0)
    pile.locator(".files > li").nth(0).locator(".file-head button").click()
    expect(page.locator(".brief dd").first).to_contain_text("الجواب على المنازعة")
    # Two opposite answers: neither is put forward.
    expect(page.locator(".brief .acts .button:not(.plain)")).to_have_count(0)
    page.get_by_role("button", name="الإبقاء على الإغلاق").click()
    page.get_by_role("button", name="اليوم", exact=True).click()
    page.locator("#uphold_closure-text").fill("نُظر فيه من جديد.")
    page.locator(".act .button:not(.plain)").click()
    expect(pile.locator(".files > li")).to_have_count(1)
    [sent] = contested.sent(f"/cases/{cases.SEALED}/acts")
    assert (sent["act"], sent["text"]) == ("uphold_closure", "نُظر فيه من جديد.")
