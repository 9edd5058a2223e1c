"""The territory of a case, as the rules make it of four reports: an argument, and what a person adds to it."""

import re
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from chalicelib.reference_data.court_list import court_list
from chalicelib.wiring.placing import placed
from infrastructure.site.portal import ROOT

from . import cases
from .conftest import Desk
from .world import World

SCREENS = ROOT / "build" / "screens"
MEKNES = "03.061.01.01"
RECEIVED = "2026-11-24T21:21:47Z"

# Each as a form sends it; told as in the sample reports R12, R04, R13, and one whose place two towns are called.
REPORTS: dict[str, tuple[str, dict[str, Any]]] = {
    "two-forums": (
        "FRAUD",
        {
            "lang": "fr",
            "text": "Payé à Fès une location qui n'existe pas. Le vendeur habite Sefrou, rendez-vous à Meknès.",
            "reporter": {"role": "victim", "identity": "named", "age_band": "adult"},
            "locations": {"offence_commune": "Fès", "suspect_commune": "Sefrou", "reporter_country": "MA"},
            "identifiers": {"rib": ["999780000000000000000105"]},
            "occurred": "yesterday",
        },
    ),
    "exclusive": (
        "TERR",
        {
            "lang": "ar",
            "text": "أبلغكم عن قناة تنشر مقاطع تمجد عملية إرهابية وتدعو الشباب إلى السفر.",
            "reporter": {"role": "witness", "identity": "anonymous"},
            "locations": {"offence_commune": "Nador"},
        },
    ),
    "abroad": (
        "FRAUD",
        {
            "lang": "en",
            "text": "I am Moroccan and live in Rotterdam. A fake trader took 6,200 euros in crypto from me.",
            "reporter": {"role": "victim", "identity": "named", "age_band": "adult"},
            "victim": {"nationality": "MA", "age_band": "adult"},
            "locations": {"offence_commune": "Rotterdam", "reporter_country": "NL"},
        },
    ),
    "ambiguous": (
        "SEXT",
        {
            "lang": "fr",
            "text": "Il me menace depuis Oued Zem et demande de l'argent.",
            "reporter": {"role": "victim", "identity": "confidential", "age_band": "adult"},
            "locations": {"offence_commune": "Agdal", "reporter_country": "MA"},
        },
    ),
}


def territory_case(name: str) -> dict[str, Any]:
    category, report = REPORTS[name]
    _, territory = placed(report, RECEIVED, category)
    letter = "TVWX"[list(REPORTS).index(name)]
    forums = territory["forums"]
    row = cases.row("0" + letter * 25, category=category, court=forums[0]["court_id"] if forums else "NATIONAL")
    identity = {"mode": report["reporter"]["identity"], "fields": [], "erased": False}
    beside: dict[str, Any] = {"notes": [], "messages": [], "contests": [], "evidence": [], "links": []}
    beside |= {"unseal_requests": [], "acts": [], "deadlines": [], "orders": {}, "complaint": None}
    return {
        **row,
        **beside,
        "diagnosis": None,
        "territory": territory,
        "court_choices": [],
        "report": {"citizen_choice": category, **report},
        "leave": None,
        "contested_at": None,
        "flags": territory["flags"],
        "unread": False,
        "identity": identity,
        "sealed_answers": [],
    }


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr(cases, "COURTS", [asdict(court) for court in court_list()])
    every = [territory_case(name) for name in REPORTS]
    return World(cases={case["id"]: case for case in every}, rights=[("analyst", "NATIONAL")])


def opened(desk: Callable[..., Desk], name: str, *, language: str = "fr", width: int = 1440) -> Page:
    # Tall enough for the whole section: beside the queue the case scrolls in a pane of its own.
    page = desk(language, width, 1800).sign_in(f"#queue/case/{territory_case(name)['id']}")
    # The words of the law and the names of communes are read after the case: until then their codes are shown.
    section = page.locator("section[aria-labelledby=territory-title]")
    expect(section).to_be_visible()
    expect(section).not_to_contain_text(re.compile(r"\d\d\.\d{3}\.\d\d|[a-z]_[a-z]"))
    return page


def test_two_courts_come_with_why_one_comes_after_the_other(desk: Callable[..., Desk]) -> None:
    page = opened(desk, "two-forums")
    expect(page.locator(".forum.first")).to_contain_text("Fès")
    page.get_by_text("1 autre juridiction compétente").click()
    expect(page.locator("details .forum")).to_contain_text("Vient après")
    expect(page.locator("details .forum")).to_contain_text("Sefrou")


def test_a_place_of_the_text_is_quoted_and_made_a_fact_by_a_person(desk: Callable[..., Desk], world: World) -> None:
    page = opened(desk, "two-forums")
    # GIVEN a town that only the text names, quoted with its words
    suggestion = page.locator(".named-places li")
    expect(suggestion).to_contain_text("rendez-vous à Meknès")
    expect(suggestion.locator("mark")).to_have_text("Meknès")
    # WHEN the officer says what it is
    suggestion.get_by_label("En tant que").select_option("arrest")
    suggestion.get_by_role("button", name="Retenir comme fait").click()
    # THEN exactly that is sent, with its words, as a correction
    expect(page.locator(".told.done")).to_be_visible()
    (sent,) = world.sent("/corrections")
    assert sent["places"] == [{"role": "arrest", "commune": MEKNES, "said": "Meknès"}]
    assert "Meknès" in sent["reason"]


def test_an_ambiguous_place_asks_with_the_court_of_each_answer(desk: Callable[..., Desk], world: World) -> None:
    page = opened(desk, "ambiguous")
    expect(page.locator(".named-places").first).to_contain_text("« Agdal »")
    page.get_by_role("button", name="Agdal Riyad").click()
    expect(page.locator(".told.done")).to_be_visible()
    (sent,) = world.sent("/corrections")
    assert sent["places"] == [{"role": "offence", "commune": "04.421.01.01", "said": "Agdal"}]


def test_who_chose_another_court_stands_beside_the_proposal(desk: Callable[..., Desk], world: World) -> None:
    case = world.cases[territory_case("two-forums")["id"]]
    case["court"] = "TPI-OUJDA"
    case["court_choices"] = [
        {
            "id": "0" * 26,
            "at": RECEIVED,
            "author": cases.COLLEAGUE,
            "from": "TPI-FES",
            "to": "TPI-OUJDA",
            "proposed": "TPI-FES",
            "rule": "J4",
            "motive": "Suspect détenu à Oujda",
        }
    ]
    page = opened(desk, "two-forums")
    section = page.locator("section[aria-labelledby=territory-title]")
    for words in ("Suspect détenu à Oujda", "proposé : ", "J4", "Seule une personne déplace le dossier"):
        expect(section).to_contain_text(words)


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("language", ["ar", "fr"])
@pytest.mark.parametrize("name", REPORTS)
def test_the_territory_is_drawn(desk: Callable[..., Desk], name: str, language: str, width: int) -> None:
    SCREENS.mkdir(parents=True, exist_ok=True)
    page = opened(desk, name, language=language, width=width)
    section = page.locator("section[aria-labelledby=territory-title]")
    expect(section.locator("h4").first).to_be_visible()
    picture: Path = SCREENS / f"territory-{name}-{language}-{width}.png"
    assert len(section.screenshot(path=picture)) > 8_000
    # AND nothing is wider than the page
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_figures_tell_which_rule_persons_change_most(desk: Callable[..., Desk]) -> None:
    page = desk("fr", 360).sign_in("#figures")
    rows = page.locator("table.rules tbody tr")
    expect(rows).to_have_count(2)
    # The most often changed first: two of two before one of eight.
    expect(rows.first).to_contain_text("J12")
    expect(rows.first).to_contain_text("2 / 2")
    expect(rows.last).to_contain_text("TPI de Fès 1")
    page.locator("table.rules").screenshot(path=SCREENS / "territory-rules-fr-360.png")
