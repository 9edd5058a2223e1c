"""The prosecutor's desk: overdue first, each file in one look, decided in a few clicks; readable on a phone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from . import cases
from .conftest import Desk
from .world import World


@pytest.fixture
def waiting(world: World) -> World:
    """A leave asked for, a notice, a closing to tell late, an identity to open; for the prosecutor of two courts."""
    world.rights = [("prosecutor", "TPI-AGADIR"), ("prosecutor", "CA-RABAT")]
    asked = {"act": "ask_leave", "facts": "Une chaîne publique.\nTrois mille abonnés.", "seriousness": "Lien vérifié."}
    world.cases[cases.ANONYMOUS].update(
        state="leave_asked",
        leave={"state": "asked", "dated": None},
        acts=[{"id": "0" + "T" * 25, "at": cases.ago(hours=2), "author": cases.COLLEAGUE, **asked}],
    )
    notice = {"act": "notify", "prosecutor": "procureur_du_roi", "summary": "Titulaire du compte connu."}
    world.cases[cases.NAMED].update(
        state="with_prosecutor",
        acts=[{"id": "0" + "V" * 25, "at": cases.ago(hours=1), "author": cases.COLLEAGUE, **notice}],
    )
    closed = {"act": "close", "reason": "unidentified", "text": "Auteur inconnu."}
    world.cases[cases.SEALED].update(
        state="closed",
        deadlines=[cases.owed("inform", -2)],
        acts=[{"id": "0" + "V" * 25, "at": cases.ago(days=17), "author": cases.ME, **closed}],
    )
    world.openings = [cases.opening("requested"), cases.opening("refused", "Y")]
    return world


def _desk(desk: Callable[..., Desk], language: str = "fr", width: int = 1440) -> Page:
    page = desk(language, width).sign_in("")
    # The piles come one after the other.
    expect(page.locator(".prosecution section").first).to_be_visible()
    expect(page.locator(".prosecution .skeleton")).to_have_count(0)
    return page


def test_what_is_overdue_comes_first_then_leaves_notices_and_identities(
    desk: Callable[..., Desk], waiting: World
) -> None:
    page = _desk(desk)

    piles = (
        "En retard ou dus aujourd’hui",
        "Autorisations demandées",
        "Avis de la police judiciaire",
        "Identités à ouvrir",
    )
    expect(page.locator("h2")).to_have_text([re.compile(rf"^\s*{pile}\s+\d+\s*$") for pile in piles])
    expect(page.locator(".files .late")).to_contain_text("Informer le plaignant · 2 jours de retard")
    expect(page.locator(".openings > li")).to_have_count(1)


def test_a_file_is_one_look_and_a_leave_four_clicks(desk: Callable[..., Desk], waiting: World) -> None:
    page = _desk(desk, width=360)
    page.locator(".files > li", has_text=cases.ANONYMOUS[:8]).get_by_role("button", name="Lire").click()
    brief = page.locator(".brief")

    for words in (
        "L’autorisation d’enquêter sur un signalement anonyme",
        "Trois mille abonnés.",
        "Lien vérifié.",
        "Cour d’appel de Rabat · Procureur général du Roi",
        "Loi 03-03, art. 7",
    ):
        expect(brief).to_contain_text(words)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    brief.get_by_role("button", name="Donner l’autorisation").click()
    brief.locator("#give_leave-reference").fill("2026/1")
    brief.get_by_role("button", name="Aujourd’hui").click()
    brief.locator("form button[type=submit]").click()
    expect(page.locator(".told")).to_contain_text("Autorisation enregistrée.")
    assert waiting.sent("/acts")[-1]["act"] == "give_leave"


def test_an_instruction_has_a_type_and_a_day(desk: Callable[..., Desk], waiting: World) -> None:
    page = _desk(desk)
    page.locator(".files > li", has_text=cases.NAMED[:8]).get_by_role("button", name="Lire").click()
    brief = page.locator(".brief")
    expect(brief).to_contain_text("Titulaire du compte connu.")
    brief.get_by_role("button", name="Donner des instructions").click()
    brief.locator("#instruct-type").select_option("hear_person")
    brief.locator("#instruct-text").fill("L’entendre.")
    brief.locator("#instruct-reference").fill("2026/2")
    for name in ("dated", "due"):
        for part, value in (("day", "25"), ("month", "11"), ("year", "2026")):
            brief.locator(f"[name='{name}.{part}']").fill(value)
    brief.locator("form button[type=submit]").click()
    expect(page.locator(".told")).to_contain_text("Instructions enregistrées.")
    [sent] = waiting.sent("/acts")
    assert (sent["type"], sent["dated"], sent["due"]) == ("hear_person", "2026-11-25", "2026-11-25")


def test_the_closing_is_told_with_the_words_on_how_to_contest(desk: Callable[..., Desk], waiting: World) -> None:
    page = _desk(desk, "ar")
    page.locator(".files .late").get_by_role("button").click()
    brief = page.locator(".brief")
    expect(brief).to_contain_text("فاعل مجهول")
    brief.get_by_role("button", name="إخبار المشتكي").click()
    brief.get_by_role("button", name="نص جاهز").click()
    expect(brief.locator("#inform_complainant-text")).to_have_value(
        "أغلقت النيابة العامة قضيتك. يمكنك أن تنازع في هذا القرار: افتح وصلك، ثم «المنازعة في الإغلاق». "
        "يقرأ شخص ما تكتبه، وتقرر النيابة العامة."
    )


def test_nothing_to_decide_is_said(desk: Callable[..., Desk], world: World) -> None:
    world.rights = [("prosecutor", "TPI-AGADIR")]
    page = desk("fr").sign_in("#prosecution")

    expect(page.locator(".empty")).to_contain_text("Aucun dossier n’attend votre décision")
