"""The queue: order, filters as a sentence, pages, keys, empty and failed states; and the search."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from . import cases
from .conftest import Desk
from .world import World


def test_a_row_says_urgency_age_category_language_court_state_and_holder(desk: Callable[..., Desk]) -> None:
    page = desk("fr").sign_in()
    row = page.locator(f"tr[data-id='{cases.NAMED}']")

    for words in ("U1", "Piratage", "TPI d’Agadir", "À trier", "darija en lettres latines", "personne"):
        expect(row).to_contain_text(words)
    # Came 31 minutes before the test began, which may have been some minutes ago.
    expect(row.locator(".age")).to_have_text(re.compile(r"\b3[1-9]\smin"))
    expect(row.locator("a")).to_have_attribute("href", f"#queue/case/{cases.NAMED}")
    assert row.evaluate("row => row.getBoundingClientRect().height") <= 41


def test_filters_read_as_a_sentence_and_narrow_the_list(desk: Callable[..., Desk], world: World) -> None:
    page = desk("fr").sign_in()
    page.get_by_label("Urgence", exact=True).select_option("U1")

    expect(page.locator(".rows tbody tr")).to_have_count(2)
    assert [asked for _, path, asked in world.requests if path == "/queue"][-1]["urgency"] == "U1"
    page.get_by_label("Catégorie", exact=True).select_option("EXAM")
    expect(page.locator(".empty")).to_contain_text("Aucun dossier ne répond")
    page.locator(".empty .chip", has_text="Fraude aux examens").click()
    expect(page.locator(".rows tbody tr")).to_have_count(2)


def test_pages_follow_the_cursor_and_one_page_is_in_the_document(desk: Callable[..., Desk]) -> None:
    page = desk("fr").sign_in()
    expect(page.locator(".rows tbody tr")).to_have_count(20)
    page.get_by_role("button", name="Suivante").click()
    expect(page.locator(".rows tbody tr")).to_have_count(3)
    page.get_by_role("button", name="Précédente").click()
    expect(page.locator(".rows tbody tr")).to_have_count(20)


def test_keys_move_open_close_and_choose(desk: Callable[..., Desk]) -> None:
    page = desk("fr").sign_in()
    page.locator(".rows").wait_for()
    second = page.locator(".rows tbody tr").nth(1)
    page.keyboard.press("j")
    expect(second.locator("a")).to_be_focused()
    page.keyboard.press("x")
    expect(page.locator(".bulk")).to_contain_text("1 dossier choisi sur cette page")
    page.keyboard.press("Enter")
    expect(page.locator("#case-title")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("eb-case")).to_have_count(0)
    expect(second.locator("a")).to_be_focused()


def test_on_an_arabic_keyboard_the_place_of_the_key_counts(desk: Callable[..., Desk]) -> None:
    page = desk("ar").sign_in()
    page.locator(".rows").wait_for()
    pressed = {"key": "ت", "code": "KeyJ", "bubbles": True, "composed": True}
    page.evaluate("pressed => document.body.dispatchEvent(new KeyboardEvent('keydown', pressed))", pressed)

    expect(page.locator(".rows tbody tr").nth(1).locator("a")).to_be_focused()


def test_single_keys_can_be_turned_off_and_never_fire_in_a_field(desk: Callable[..., Desk]) -> None:
    page = desk("fr").sign_in("#search")
    page.locator("#search-words").fill("")
    page.locator("#search-words").press("j")
    expect(page.locator("#search-words")).to_have_value("j")
    page.get_by_role("link", name="Aide").click()
    page.get_by_label("Utiliser les touches d’une seule lettre").uncheck()
    page.keyboard.press("/")
    # A key is heard at once or not at all.
    assert page.evaluate("location.hash") == "#help"


def test_an_empty_queue_says_why_and_what_next(desk: Callable[..., Desk], world: World) -> None:
    world.cases.clear()
    page = desk("fr").sign_in()

    expect(page.locator(".empty")).to_contain_text("Rien n’attend")


def test_a_failed_take_leaves_the_row_as_it_was_and_says_so(desk: Callable[..., Desk], world: World) -> None:
    page = desk("fr").sign_in()
    page.locator(".rows").wait_for()
    first = page.locator(".rows tbody tr").first
    page.keyboard.press("k")
    world.fail_next = (503, "unavailable")
    page.keyboard.press("a")

    expect(page.get_by_role("alert")).to_contain_text("Le service est occupé")
    expect(first).to_contain_text("personne")
    expect(first).to_have_class("failed")


def test_a_slow_list_shows_its_bones_and_a_quick_one_does_not(desk: Callable[..., Desk], world: World) -> None:
    one = desk("fr")
    with world.held_back:
        one.sign_in()
        expect(one.page.locator(".skeleton")).to_be_visible()
    expect(one.page.locator(".rows")).to_be_visible()
    expect(one.page.locator(".skeleton")).to_have_count(0)


def test_a_search_travels_in_a_body_and_finds_rows(desk: Callable[..., Desk], world: World) -> None:
    page = desk("fr").sign_in("#search")
    page.locator("#search-words").fill("wa-verify.example tpirata")
    page.get_by_role("button", name="Chercher").click()

    expect(page.locator(".rows tbody tr")).to_have_count(1)
    assert world.sent("/search") == [{"q": "wa-verify.example tpirata", "limit": 50}]
    expect(page).to_have_url(re.compile("#search$"))
    page.locator("#search-words").fill("inconnu-au-bataillon")
    page.keyboard.press("Enter")
    expect(page.locator(".empty")).to_contain_text("Aucun dossier de vos juridictions")


def test_the_bell_rings_until_someone_says_heard(desk: Callable[..., Desk], world: World) -> None:
    world.duty = [cases.rang(count=2)]
    page = desk("fr").sign_in()
    page.get_by_role("link", name="Permanence").click()
    expect(page.locator(".calls")).to_contain_text("2 dossiers attendent")
    page.get_by_role("button", name="J’ai entendu").click()

    expect(page.locator(".calls")).to_contain_text("Entendu")
    expect(page.locator("nav .number")).to_have_count(0)
    assert world.sent("/acknowledge") == [{}]


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
@pytest.mark.parametrize("language", ["ar", "fr"])
def test_nothing_overflows_the_window(desk: Callable[..., Desk], width: int, language: str) -> None:
    page = desk(language, width).sign_in()
    for fragment, ready in (
        ("#queue", ".rows"),
        (f"#queue/case/{cases.NAMED}", ".panes"),
        ("#search", "#search-words"),
        ("#duty", "eb-duty h1"),
        ("#figures", ".figures"),
        ("#help", ".keys-list"),
    ):
        page.evaluate("where => { location.hash = where }", fragment)
        expect(page.locator(ready).first).to_be_visible()
        expect(page.locator(".skeleton")).to_have_count(0)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), fragment
