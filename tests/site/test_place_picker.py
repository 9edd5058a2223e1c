"""The place picker in Chromium: a combobox with scripts, a plain text field without, and always free words."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from infrastructure.site.settings import SOURCES
from tests.site.test_in_a_browser import AXE_RULES

PLACE = "locations.victim_commune"
FIELD = f'[name="{PLACE}"]'
ROWS = ".places:not([hidden]) li"
SMALLEST_TARGET = 44


def open_form(page: Page, address: str, lang: str) -> None:
    """All questions on one page, the place's among them."""
    page.goto(f"{address}/{lang}/k/21/report/")
    page.click("form.report > .as-link")
    assert page.is_visible(FIELD)


def write(page: Page, text: str) -> None:
    """Type into the place field once the picker is there, and wait for its answer."""
    page.focus(FIELD)
    page.wait_for_selector(f"{FIELD}[role=combobox]")
    page.fill(FIELD, text)


def test_nothing_is_loaded_before_a_place_field_is_used(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    open_form(page, address, "ar")
    assert not [url for url in asked if "/places." in url]
    write(page, "Agadir")
    page.wait_for_selector(ROWS)
    assert len([url for url in asked if "/places." in url]) == 2
    assert all(url.startswith(address) for url in asked)


@pytest.mark.parametrize(
    ("lang", "typed", "row", "chosen"),
    [
        ("ar", "اكادير", "أكادير Agadir أكادير إداوتنان", "أكادير"),
        ("ar", "l3youn", "العيون Laâyoune العيون", "العيون"),
        ("fr", "oulad aissa", "Oulad Aissa أولاد عيسى Khouribga", "Oulad Aissa, Khouribga"),
        ("fr", "ⵜⴰⵏⵊⴰ", "Tanger طنجة Tanger-Assilah", "Tanger"),
        ("en", "marakesh", "Marrakech مراكش Marrakech", "Marrakech"),
        ("en", "casab", "Casablanca الدار البيضاء Casablanca", "Casablanca"),
    ],
)
def test_a_place_is_chosen_with_the_keyboard(
    page: Page, address: str, lang: str, typed: str, row: str, chosen: str
) -> None:
    open_form(page, address, lang)
    write(page, typed)
    page.keyboard.press("ArrowDown")
    active = page.get_attribute(FIELD, "aria-activedescendant")
    assert page.get_attribute(f"#{active}", "aria-selected") == "true"
    assert " ".join(page.inner_text(f"#{active}").split()) == row
    page.keyboard.press("Enter")
    assert page.input_value(FIELD) == chosen
    assert page.get_attribute(FIELD, "aria-expanded") == "false"
    assert page.evaluate("document.activeElement.name") == PLACE


def test_the_very_name_comes_first_and_longer_names_below_it(page: Page, address: str) -> None:
    open_form(page, address, "fr")
    write(page, "Dcheira")
    expect(page.locator(f"{ROWS} strong")).to_have_text(["Dcheira", "Dcheira El Jihadia"])


def test_a_place_is_chosen_with_a_finger(page: Page, address: str) -> None:
    open_form(page, address, "ar")
    write(page, "أكدال")
    page.click(f"{ROWS} >> nth=1")
    assert page.input_value(FIELD) == "أكدال الرياض"
    assert page.locator(ROWS).count() == 0


def test_the_arrows_go_round_and_escape_keeps_what_was_typed(page: Page, address: str) -> None:
    open_form(page, address, "fr")
    write(page, "sidi")
    rows = 5
    expect(page.locator(ROWS)).to_have_count(rows)
    page.keyboard.press("ArrowUp")
    assert page.get_attribute(f"{ROWS} >> nth={rows - 1}", "aria-selected") == "true"
    page.keyboard.press("ArrowDown")
    assert page.get_attribute(f"{ROWS} >> nth=0", "aria-selected") == "true"
    page.keyboard.press("Escape")
    assert page.locator(ROWS).count() == 0
    assert page.input_value(FIELD) == "sidi"
    page.keyboard.press("ArrowDown")
    assert page.locator(ROWS).count() == rows


def test_free_words_stay_and_are_sent_as_they_were_typed(page: Page, address: str) -> None:
    open_form(page, address, "fr")
    write(page, "derrière la gare, je ne sais plus")
    expect(page.locator(".place-list [role=status]")).to_have_text(
        "Pas dans la liste : vous pouvez garder ce que vous avez écrit."
    )
    with page.expect_request("**/api/reports/review") as sent:
        page.click('form.report button[type="submit"]')
    assert "derri" in (sent.value.post_data or "")


def test_the_number_of_places_is_announced(page: Page, address: str) -> None:
    open_form(page, address, "ar")
    write(page, "اولاد عيسى")
    expect(page.locator(".place-list [role=status]")).to_have_text("عدد الأماكن الموجودة: 3")


def test_rows_are_large_enough_for_a_finger_and_inside_the_screen(page: Page, address: str) -> None:
    open_form(page, address, "ar")
    write(page, "سيدي")
    for box in [row.bounding_box() for row in page.locator(ROWS).all()]:
        assert box
        assert box["height"] >= SMALLEST_TARGET
        assert 0 <= box["x"] <= box["x"] + box["width"] <= 360


def test_without_scripts_the_field_is_a_plain_text(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/fr/k/21/report/")
    page.fill(FIELD, "Agadir")
    assert page.get_attribute(FIELD, "role") is None
    assert page.locator(".places").count() == 0
    context.close()


def test_without_network_the_field_is_a_plain_text(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    tried: list[Route] = []
    page.route("**/places.*.json", lambda route: (tried.append(route), route.abort()))
    open_form(page, address, "fr")
    page.focus(FIELD)
    page.wait_for_timeout(300)
    page.keyboard.type("Agadir")
    assert tried
    assert page.input_value(FIELD) == "Agadir"
    assert page.get_attribute(FIELD, "role") is None
    context.close()


@pytest.mark.parametrize(("lang", "scheme"), [("ar", "light"), ("fr", "dark")])
def test_axe_finds_nothing_while_the_list_is_open(browser: Browser, address: str, lang: str, scheme: Any) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 800}, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    open_form(page, address, lang)
    write(page, "Agdal")
    page.keyboard.press("ArrowDown")
    assert page.locator(ROWS).count() > 1
    page.evaluate((SOURCES / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate(f"axe.run(document, {{runOnly: {json.dumps(AXE_RULES)}}})")
    context.close()
    assert [f"{each['id']}: {each['nodes'][0]['html']}" for each in found["violations"]] == []
