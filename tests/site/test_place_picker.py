"""The place picker in Chromium: a combobox with scripts, a plain text field without, and always free words."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from infrastructure.site.settings import SOURCES
from tests.site.test_in_a_browser import AXE_RULES
from tests.waiting import submit

PLACE = "locations.victim_commune"
FIELD = f'[name="{PLACE}"]'
ROWS = ".places:not([hidden]) li"
SMALLEST_TARGET = 44


def open_form(page: Page, address: str, lang: str) -> None:
    """All questions on one page, the place's among them."""
    page.goto(f"{address}/{lang}/k/21/report/")
    page.click("form.report > .as-link")
    expect(page.locator(FIELD)).to_be_visible()


def write(page: Page, text: str) -> None:
    """Type into the place field once the picker is there, and wait for its answer."""
    page.focus(FIELD)
    expect(page.locator(FIELD)).to_have_attribute("role", "combobox")
    page.fill(FIELD, text)


def test_nothing_is_loaded_before_a_place_field_is_used(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    open_form(page, address, "ar")
    assert not [url for url in asked if "/places." in url]
    write(page, "Agadir")
    expect(page.locator(ROWS).first).to_be_visible()
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
    field, first = page.locator(FIELD), page.locator(ROWS).first
    page.keyboard.press("ArrowDown")
    expect(first).to_have_attribute("aria-selected", "true")
    expect(first).to_have_text(row)
    expect(field).to_have_attribute("aria-activedescendant", first.get_attribute("id") or "none")
    page.keyboard.press("Enter")
    expect(field).to_have_value(chosen)
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_be_focused()


def test_the_very_name_comes_first_and_longer_names_below_it(page: Page, address: str) -> None:
    open_form(page, address, "fr")
    write(page, "Dcheira")
    expect(page.locator(f"{ROWS} strong")).to_have_text(["Dcheira", "Dcheira El Jihadia"])


def test_a_place_is_chosen_with_a_finger(page: Page, address: str) -> None:
    open_form(page, address, "ar")
    write(page, "أكدال")
    page.click(f"{ROWS} >> nth=1")
    expect(page.locator(FIELD)).to_have_value("أكدال الرياض")
    expect(page.locator(ROWS)).to_have_count(0)


def test_the_arrows_go_round_and_escape_keeps_what_was_typed(page: Page, address: str) -> None:
    open_form(page, address, "fr")
    write(page, "sidi")
    rows = page.locator(ROWS)
    expect(rows).to_have_count(5)
    page.keyboard.press("ArrowUp")
    expect(rows.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(rows.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(rows).to_have_count(0)
    expect(page.locator(FIELD)).to_have_value("sidi")
    page.keyboard.press("ArrowDown")
    expect(rows).to_have_count(5)


def test_free_words_stay_and_are_sent_as_they_were_typed(page: Page, address: str) -> None:
    open_form(page, address, "fr")
    write(page, "derrière la gare, je ne sais plus")
    expect(page.locator(".place-list [role=status]")).to_have_text(
        "Pas dans la liste : vous pouvez garder ce que vous avez écrit."
    )
    with page.expect_request("**/api/reports/review") as sent:
        submit(page, 'form.report button[type="submit"]')
    assert "derri" in (sent.value.post_data or "")


def test_the_number_of_places_is_announced(page: Page, address: str) -> None:
    open_form(page, address, "ar")
    write(page, "اولاد عيسى")
    expect(page.locator(".place-list [role=status]")).to_have_text("عدد الأماكن الموجودة: 3")


def test_rows_are_large_enough_for_a_finger_and_inside_the_screen(page: Page, address: str) -> None:
    open_form(page, address, "ar")
    write(page, "سيدي")
    expect(page.locator(ROWS)).to_have_count(5)
    for box in [row.bounding_box() for row in page.locator(ROWS).all()]:
        assert box
        assert box["height"] >= SMALLEST_TARGET
        assert 0 <= box["x"] <= box["x"] + box["width"] <= 360


def test_without_scripts_the_field_is_a_plain_text(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/fr/k/21/report/")
    page.fill(FIELD, "Agadir")
    expect(page.locator(FIELD)).to_have_value("Agadir")
    expect(page.locator(FIELD)).not_to_have_attribute("role", re.compile(""))
    expect(page.locator(".places")).to_have_count(0)
    context.close()


def test_without_network_the_field_is_a_plain_text(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route("**/places.*.json", lambda route: route.abort())
    open_form(page, address, "fr")
    with page.expect_event("requestfailed", lambda asked: asked.url.endswith(".json")):
        page.focus(FIELD)
    page.keyboard.type("Agadir")
    expect(page.locator(FIELD)).to_have_value("Agadir")
    expect(page.locator(FIELD)).not_to_have_attribute("role", re.compile(""))
    context.close()


@pytest.mark.parametrize(("lang", "scheme"), [("ar", "light"), ("fr", "dark")])
def test_axe_finds_nothing_while_the_list_is_open(browser: Browser, address: str, lang: str, scheme: Any) -> None:
    context = browser.new_context(
        viewport={"width": 360, "height": 800}, color_scheme=scheme, bypass_csp=True, reduced_motion="reduce"
    )
    page = context.new_page()
    open_form(page, address, lang)
    write(page, "Agdal")
    page.keyboard.press("ArrowDown")
    expect(page.locator(ROWS).nth(1)).to_be_visible()
    page.evaluate((SOURCES / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate(f"axe.run(document, {{runOnly: {json.dumps(AXE_RULES)}}})")
    context.close()
    assert [f"{each['id']}: {each['nodes'][0]['html']}" for each in found["violations"]] == []
