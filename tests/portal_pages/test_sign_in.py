"""Signing in with a code and a key of its own (PKCE), staying, leaving, locking."""

import re
import time
from collections.abc import Callable

from playwright.sync_api import expect

from . import cases
from .conftest import Desk
from .world import World

MINUTE = 60_000


def test_signing_in_asks_for_a_fresh_login_with_a_challenge_and_keeps_no_token(
    desk: Callable[..., Desk], world: World
) -> None:
    one = desk("fr")
    page = one.sign_in()

    expect(page.get_by_role("heading", name="Dossiers")).to_be_visible()
    [attempt] = world.attempts
    assert attempt["prompt"] == "login"
    assert attempt["scope"] == "openid"
    assert attempt["code_challenge_method"] == "S256"
    assert attempt["redirect_uri"] == f"{one.origin}/portal/signed-in/"
    assert len({attempt["state"], attempt["nonce"], attempt["code_challenge"]}) == 3
    expect(page).not_to_have_url(re.compile("code="))
    kept = page.evaluate("JSON.stringify({...localStorage}) + JSON.stringify({...sessionStorage}) + document.cookie")
    assert not any(token in kept for token in world.tokens)
    assert "attempt" not in kept


def test_an_answer_with_another_state_is_not_taken(desk: Callable[..., Desk], world: World) -> None:
    page = desk("fr").open("signed-in/?code=stolen&state=not-mine")

    expect(page.get_by_role("alert")).to_contain_text("n’a pas abouti")
    assert world.tokens == set()


def test_a_token_with_another_nonce_is_not_taken(desk: Callable[..., Desk], world: World) -> None:
    world.wrong_nonce = True
    page = desk("fr").open()
    page.get_by_role("button", name="S’identifier").click()

    expect(page.get_by_role("alert")).to_contain_text("n’a pas abouti")
    assert world.requests == []


def test_a_token_near_its_end_is_renewed_before_it_is_used(desk: Callable[..., Desk], world: World) -> None:
    world.seconds = 30
    page = desk("fr").sign_in()

    expect(page.locator(".rows")).to_be_visible()
    assert len(world.tokens) > 2


def test_leaving_goes_through_the_sign_in_pages_logout(desk: Callable[..., Desk], world: World) -> None:
    one = desk("fr")
    page = one.sign_in()
    with page.expect_request(lambda asked: "/logout?" in asked.url) as asked:
        page.get_by_role("button", name="Quitter").click()

    assert "client_id=portal-client" in asked.value.url
    expect(page.get_by_role("button", name="S’identifier")).to_be_visible()


def test_an_ended_session_keeps_what_was_typed_and_signs_in_beside(desk: Callable[..., Desk], world: World) -> None:
    # GIVEN an officer in the middle of a message
    one = desk("fr")
    page = one.sign_in(f"#queue/case/{cases.NAMED}")
    page.locator("#say-message").fill("Bonjour, avez-vous gardé le numéro ?")
    # WHEN the server no longer knows the session
    world.tokens.clear()
    page.get_by_role("button", name="Envoyer au déclarant").click()
    expect(page.get_by_role("heading", name="Session terminée")).to_be_visible()
    expect(page.locator("main")).not_to_contain_text("numéro")
    # THEN signing in again in another tab brings the page back with the words
    with one.context.expect_page() as beside:
        page.get_by_role("button", name="S’identifier à nouveau").click()
    expect(page.locator("#say-message")).to_have_value("Bonjour, avez-vous gardé le numéro ?")
    assert [attempt["prompt"] for attempt in world.attempts] == ["login", "login"]
    if not beside.value.is_closed():
        expect(beside.value.locator("main")).to_contain_text("Vous pouvez fermer celui-ci")


def test_another_person_at_the_same_desk_finds_nothing_of_the_first(desk: Callable[..., Desk], world: World) -> None:
    one = desk("fr")
    page = one.sign_in(f"#queue/case/{cases.NAMED}")
    page.locator("#say-note").fill("à moi seul")
    page.get_by_role("button", name="Verrouiller").click()
    world.sub = cases.COLLEAGUE
    with one.context.expect_page():
        page.get_by_role("button", name="S’identifier à nouveau").click()

    expect(page.locator("#say-note")).to_have_value("")


def test_an_idle_desk_warns_at_13_minutes_and_locks_at_15(desk: Callable[..., Desk]) -> None:
    one = desk("fr")
    one.page.clock.install(time=time.time())
    page = one.sign_in(f"#queue/case/{cases.NAMED}")
    page.locator("#say-note").fill("gardé")
    page.clock.fast_forward(13 * MINUTE + 1000)
    expect(page.get_by_role("dialog")).to_contain_text("Êtes-vous toujours là")
    page.get_by_role("button", name="Oui, je continue").click()
    expect(page.get_by_role("dialog")).to_have_count(0)

    page.clock.fast_forward(15 * MINUTE + 1000)

    expect(page.get_by_role("heading", name="Bureau verrouillé")).to_be_visible()
    expect(page.locator("body")).not_to_contain_text("Piratage")


def test_a_person_without_rights_is_told_so_and_shown_no_desk(desk: Callable[..., Desk], world: World) -> None:
    world.rights = []
    page = desk("fr").sign_in()

    expect(page.locator("main")).to_contain_text("aucun droit dans ce bureau")
    expect(page.locator("nav a")).to_have_text(["Aide"])


def test_an_auditor_reads_chains_and_has_no_queue(desk: Callable[..., Desk], world: World) -> None:
    world.rights = [("auditor", "NATIONAL")]
    page = desk("fr").sign_in()
    page.locator("[name=value]").fill(cases.NAMED)
    page.get_by_role("button", name="Afficher la chaîne").click()

    expect(page.locator(".chain tbody tr")).to_have_count(7)
    assert not [path for _, path, _ in world.requests if path.startswith(("/queue", "/cases"))]
