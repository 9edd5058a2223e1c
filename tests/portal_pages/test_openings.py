"""Opening an identity takes two people; the values are shown once and are gone after a minute."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.waiting import expect_nowhere

from . import cases
from .conftest import Desk
from .world import World


def test_an_identity_is_asked_for_accepted_by_another_and_opened_once(desk: Callable[..., Desk], world: World) -> None:
    # GIVEN an investigator of the court, on a confidential report
    world.rights = [("investigator", "TPI-AGADIR")]
    page = desk("fr").sign_in(f"#queue/case/{cases.SEALED}")
    page.get_by_role("button", name="Demander la levée du sceau").click()
    page.locator(".act .button:not(.plain)").click()
    expect(page.locator("#unseal-fields-error")).to_be_visible()
    page.get_by_label("Nom complet").check()
    page.locator("#unseal-motive").fill("Audition de la victime")
    page.locator("#unseal-reference").fill("PV-2026-17")
    page.locator("#unseal-legal_basis").fill("CPP 59")
    page.locator(".act .button:not(.plain)").click()
    expect(page.locator(".case")).to_contain_text("Demandes de levée du sceau")
    [asked] = world.sent(f"/cases/{cases.SEALED}/unseal-requests")
    assert asked == {
        "fields": ["full_name"],
        "motive": "Audition de la victime",
        "reference": "PV-2026-17",
        "legal_basis": "CPP 59",
    }
    # WHEN the custodian accepts
    world.rights = [("custodian", "TPI-AGADIR")]
    world.sub = cases.COLLEAGUE
    other = desk("fr").sign_in("#openings")
    expect(other.locator(".openings")).to_contain_text("Audition de la victime")
    # Who asks, in which role, and how long the request lives: what the rule of two people is judged by.
    for said in (
        "investigator.5f0c",
        "Enquêteur",
        "P-001",
        "Tribunal de première instance d’Agadir",
        "expire dans 6 j",
    ):
        expect(other.locator(".openings")).to_contain_text(said)
    expect(other.locator("nav a")).to_have_text(["Levées du sceau", "Aide"])
    other.get_by_role("button", name="Accepter").click()
    expect(other.locator(".openings .tag").first).to_have_text("Accepté")
    # THEN the requester opens it, once, for a minute
    world.rights = [("investigator", "TPI-AGADIR")]
    world.sub = cases.ME
    one = desk("fr")
    one.page.clock.install()
    page = one.sign_in("#openings")
    page.get_by_role("button", name="Ouvrir maintenant").click()
    expect(page.locator(".sighted")).to_contain_text("سلمى المثال")
    # Read, not carried: nothing to select, to copy, to drag into a note; nothing kept among what was typed.
    value = page.locator(".sighted dd").first
    assert value.evaluate("value => getComputedStyle(value).userSelect") == "none"
    for carried in ("copy", "cut", "dragstart"):
        stopped = "(value, name) => !value.dispatchEvent(new Event(name, {bubbles: true, cancelable: true}))"
        assert value.evaluate(stopped, carried) is True
    assert page.evaluate("Object.keys(localStorage).concat(Object.keys(sessionStorage)).join()").count("full_name") == 0
    assert "سلمى" not in page.evaluate("location.href + document.title + JSON.stringify(history.state)")
    page.clock.fast_forward(61_000)
    expect(page.locator(".sighted")).to_have_count(0)
    expect(page.get_by_role("button", name="Ouvrir maintenant")).to_have_count(0)
    expect_nowhere(page, "سلمى")


def test_a_refusal_wants_a_reason(desk: Callable[..., Desk], world: World) -> None:
    world.rights = [("custodian", "TPI-AGADIR")]
    world.openings = [cases.opening("requested")]
    one = desk("ar")
    page = one.sign_in("#openings")
    page.get_by_role("button", name="رفض").click()
    page.locator(".act .button:not(.plain)").click()
    expect(page.locator("#refusal")).to_be_focused()
    assert world.sent("/refuse") == []
    assert one.axe() == []
    page.locator("#refusal").fill("السند غير كاف")
    page.locator(".act .button:not(.plain)").click()

    expect(page.locator(".openings .tag").first).to_have_text("مرفوض")
    assert world.sent("/refuse") == [{"reason": "السند غير كاف"}]


def test_nobody_decides_on_their_own_request_nor_opens_anothers(desk: Callable[..., Desk], world: World) -> None:
    # GIVEN somebody who is investigator and custodian, their own request, and one of a colleague that is accepted
    world.rights = [("investigator", "TPI-AGADIR"), ("custodian", "TPI-AGADIR")]
    world.openings = [
        cases.opening("requested", requester=cases.named_officer(cases.ME)),
        cases.opening("approved", "Y", decider=cases.named_officer(cases.ME, "custodian")),
    ]
    one = desk("fr")
    page = one.sign_in("#openings")
    # THEN both stand with another person, without any button
    waiting = page.get_by_role("heading", name="Chez une autre personne").locator("..")
    expect(waiting.locator(".case")).to_have_count(2)
    expect(page.locator(".openings .button")).to_have_count(0)
    assert one.axe() == []


def test_who_asked_reads_who_refused_and_why(desk: Callable[..., Desk], world: World) -> None:
    world.rights = [("investigator", "TPI-AGADIR")]
    custodian = cases.named_officer(cases.COLLEAGUE, "custodian")
    mine = cases.named_officer(cases.ME)
    world.openings = [cases.opening("refused", requester=mine, decider=custodian, reason="Motif insuffisant")]
    page = desk("fr").sign_in("#openings")
    page.locator(".decided summary").click()
    for said in ("custodian.9b1d", "Gardien des identités", "Motif insuffisant"):
        expect(page.locator(".decided li")).to_contain_text(said)


def test_a_request_in_its_last_day_says_so(desk: Callable[..., Desk], world: World) -> None:
    world.rights = [("custodian", "TPI-AGADIR")]
    world.openings = [cases.opening("requested", expires_at=cases.ago(hours=-5, minutes=-1))]
    page = desk("ar").sign_in("#openings")
    expect(page.locator(".until .alarm")).to_contain_text("ساعات")
