"""Reaching the reporter: contact codes, questions for missing facts, what they say against a closing."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from . import cases
from .conftest import Desk
from .world import World

CODE = "K7M2-9QXD"


def _opened(desk: Callable[..., Desk], case_id: str = cases.NAMED, language: str = "fr") -> Page:
    page = desk(language).sign_in(f"#queue/case/{case_id}")
    page.locator("#case-title").wait_for()
    return page


def test_a_contact_code_is_given_for_a_channel_and_shown_once(desk: Callable[..., Desk], world: World) -> None:
    page = _opened(desk)
    page.get_by_label("Par quel moyen").select_option("letter")
    page.get_by_role("button", name="Donner un code").click()

    expect(page.locator(".given")).to_be_focused()
    expect(page.locator(".given")).to_contain_text(CODE)
    expect(page.locator(".given")).to_contain_text("Valable 72 heures")
    assert world.sent("/contact-codes") == [{"channel": "letter"}]

    page.get_by_role("button", name="Masquer le code").click()
    expect(page.locator(".contact-code")).not_to_contain_text(CODE)
    assert len(world.sent("/contact-codes")) == 1


def test_a_code_does_not_follow_to_another_case(desk: Callable[..., Desk], world: World) -> None:
    world.cases[cases.SEALED]["court"] = "TPI-AGADIR"
    page = _opened(desk)
    page.get_by_role("button", name="Donner un code").click()
    page.locator(".given").wait_for()
    page.evaluate("where => { location.hash = where }", f"#queue/case/{cases.SEALED}")

    page.locator(".contact-code select").wait_for()
    expect(page.locator("main")).not_to_contain_text(CODE)


def test_a_refused_code_is_said_and_may_be_asked_again(desk: Callable[..., Desk], world: World) -> None:
    page = _opened(desk)
    world.fail_next = (503, "unavailable")
    page.get_by_role("button", name="Donner un code").click()

    expect(page.locator(".contact-code [role=alert]")).to_contain_text("Le service est occupé")
    page.get_by_role("button", name="Donner un code").click()
    expect(page.locator(".given")).to_contain_text(CODE)


def test_no_code_is_offered_where_nobody_can_be_reached(desk: Callable[..., Desk]) -> None:
    page = _opened(desk, cases.ANONYMOUS)

    page.locator("#say-message").wait_for()
    expect(page.locator(".contact-code")).to_have_count(0)


def test_what_the_reporter_says_against_the_closing_stands_apart(desk: Callable[..., Desk], world: World) -> None:
    world.cases[cases.NAMED]["contests"] = [
        {"id": "0" + "C" * 25, "text": "ما متافقش، شوفو https://wa-verify.example/x", "at": cases.ago(minutes=5)}
    ]
    page = _opened(desk)
    block = page.get_by_role("region", name="Le déclarant conteste la clôture")

    expect(block).to_contain_text("ما متافقش")
    expect(block).not_to_contain_text("https://")


def test_without_a_contest_there_is_no_such_block(desk: Callable[..., Desk]) -> None:
    expect(_opened(desk).locator(".contests")).to_have_count(0)


def test_the_argument_is_there_in_words_and_the_police_is_marked_as_inferred(desk: Callable[..., Desk]) -> None:
    page = _opened(desk)
    page.get_by_text("L’argument en texte suivi").click()

    expect(page.get_by_text("Tout l’argument.")).to_be_visible()
    local = page.locator("li", has_text="dgsn")
    expect(local).to_contain_text("Agadir")
    expect(local.locator(".tag")).to_have_text("déduit")
    expect(page.locator("li", has_text="national_brigade").locator(".tag")).to_have_count(0)


def test_the_question_for_a_missing_fact_goes_into_the_message_in_the_reporters_language(
    desk: Callable[..., Desk], world: World
) -> None:
    world.cases[cases.NAMED]["report"]["lang"] = "en"
    page = _opened(desk)
    page.locator("#say-message").fill("Bonjour,")
    ask = page.get_by_role("button", name="Demander au déclarant")
    # What only the prosecution knows is not asked of a reporter.
    expect(ask).to_have_count(1)
    ask.click()
    ask.click()

    expect(page.locator("#say-message")).to_be_focused()
    expect(page.locator("#say-message")).to_have_value("Bonjour,\nIs the person harmed Moroccan?")
    assert world.sent("/messages") == []


def test_a_language_without_words_of_its_own_gets_the_french_question(desk: Callable[..., Desk], world: World) -> None:
    world.cases[cases.NAMED]["report"]["lang"] = "zgh"
    page = _opened(desk, language="ar")
    page.get_by_role("button", name="اسأل المبلغ").click()

    expect(page.locator("#say-message")).to_have_value("La personne visée est-elle marocaine ?")


def test_a_case_placed_before_the_words_were_kept_is_shown_without_them(
    desk: Callable[..., Desk], world: World
) -> None:
    territory = world.cases[cases.NAMED]["territory"]
    del territory["explanation"], territory["questions"]
    page = _opened(desk)

    expect(page.locator("main")).to_contain_text("La personne visée est-elle marocaine")
    expect(page.locator(".in-words")).to_have_count(0)
    expect(page.get_by_role("button", name="Demander au déclarant")).to_have_count(0)
