"""The lawful path of two cases in real Chromium, Arabic then French: who may act when, and who decides.

An anonymous report waits for the prosecutor's leave. On a confidential one the identity is opened by two people, once,
and its reporter reads that; the closing has its fifteen days, is contested, and the case is opened again.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from infrastructure.local.system import System
from infrastructure.site.portal import ROOT
from tests.journeys.browsing import WIDE, CitizenPage, OfficerPage, axe, window
from tests.journeys.people import WITHIN_SECONDS, Citizen, OfficerDesk, new_mark, report
from tests.waiting import expect_nowhere, submit

pytestmark = pytest.mark.system

COURT = "TPI-AGADIR"
NAME = "سلمى المثال"
SCREENS = ROOT / "build" / "screens"
PHONE_SIZE, DESK_SIZE = {"width": 360, "height": 780}, {"width": 1440, "height": 900}
# A decision on a leave: read the file, choose, today's date, sign.
CLICKS_OF_A_LEAVE = 4
WORDS_OF_A_FILE = 200


class People:
    """Officers at their own windows, each signed in once; what is wrong or worth a picture is kept."""

    def __init__(self, system: System, browser: Browser, lang: str) -> None:
        self._system, self._browser, self._lang = system, browser, lang
        self._here: dict[str, OfficerPage] = {}
        self._windows = ExitStack()
        self.faults: dict[str, list[str]] = {}

    def __call__(self, role: str, court: str = COURT) -> OfficerPage:
        principal = f"{role}:{court}"
        if principal not in self._here:
            context = self._windows.enter_context(window(self._browser, self._system.base_url, WIDE))
            self._here[principal] = OfficerPage(context.new_page(), self._system, self._lang)
            self._here[principal].sign_in(principal)
        return self._here[principal]

    def look(self, name: str, page: Page) -> None:
        """A desk as it is now: pictures of a phone and of a screen, and what axe finds."""
        SCREENS.mkdir(parents=True, exist_ok=True)
        for size in (PHONE_SIZE, DESK_SIZE):
            page.set_viewport_size(size)  # type: ignore[arg-type]
            page.screenshot(path=SCREENS / f"lawful-{name}-{self._lang}-{size['width']}.png", full_page=True)
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], name
        # Light in Arabic, dark in French: the portal's own tests hold each desk to all four. Colours that are still on
        # their way to the other scheme have no contrast to speak of, hence no motion.
        scheme = "light" if self._lang == "ar" else "dark"
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        self.faults[name] = axe(page)
        page.emulate_media(color_scheme="light")

    def leave(self) -> None:
        self._windows.close()


@pytest.fixture
def people(system: System, browser: Browser, lang: str) -> Iterator[People]:
    made = People(system, browser, lang)
    yield made
    made.leave()


def make(officer: OfficerPage, act: str, fill: dict[str, str] | None = None, **choose: str) -> None:
    """One act through its form: `fill` long and short texts, `choose` from lists; a `dated` is today."""
    page = officer.page
    officer.press(f"act.{act}")
    form = page.locator("form.act")
    expect(form).to_be_visible()
    for name, value in choose.items():
        form.locator(f"#{act}-{name}").select_option(value)
    for name, text in (fill or {}).items():
        form.locator(f"#{act}-{name}").fill(text)
    if form.locator("[name='dated.day']").count():
        form.get_by_role("button", name=officer.say("day.today"), exact=True).first.click()
    form.locator("button[type=submit]").click()
    expect(form).to_have_count(0)


def read(prosecutor: OfficerPage, case_id: str) -> Page:
    """The file on the prosecutor's desk, unfolded."""
    page = prosecutor.page
    prosecutor.desk("#prosecution", ".prosecution")
    page.locator(".files > li", has_text=case_id[:8]).locator(".file-head button").click()
    expect(page.locator(".brief")).to_be_visible()
    return page


def until(told: Callable[[], Any]) -> Any:
    """Wait for what a worker does."""
    deadline = time.monotonic() + WITHIN_SECONDS
    while not (answer := told()):
        assert time.monotonic() < deadline
        time.sleep(0.2)
    return answer


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_no_step_of_an_inquiry_before_the_leave_of_the_prosecutor(
    people: People, citizen: Citizen, officer: OfficerDesk, lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    # GIVEN an anonymous report at the court of Agadir
    mark = new_mark()
    citizen.report(report(mark))
    case_id = officer("analyst:NATIONAL").find(mark)["id"]
    # WHEN the analyst takes it, the referral is grey, with the rule beside it
    analyst = people("analyst", "NATIONAL")
    analyst.open_case(case_id)
    analyst.press("act.take")
    expect(analyst.page.locator(".gate-box .refused")).to_contain_text(analyst.say("rule.leave-needed"))
    expect(analyst.page.get_by_role("button", name=analyst.say("act.refer"), exact=True)).to_be_disabled()
    people.look("analyst", analyst.page)
    # AND the investigator can neither notify nor begin, here or past the page
    investigator = people("investigator")
    investigator.open_case(case_id)
    expect(investigator.page.get_by_role("button", name=investigator.say("act.notify"), exact=True)).to_be_disabled()
    api = officer(f"investigator:{COURT}")
    version = api.case(case_id)["version"]
    notice = {"act": "notify", "prosecutor": "procureur_du_roi", "summary": "Faits."}
    refused = api.post(f"cases/{case_id}/acts", version=version, **notice)
    assert (refused.status_code, refused.json()["type"].split(":")[-1]) == (409, "leave-needed")
    people.look("gate", investigator.page)
    # THEN leave is asked for, and the prosecutor gives it within a few clicks and few words
    facts = "Un vendeur encaisse par virement et ne livre rien.\nQuatre annonces du même compte cette semaine."
    make(investigator, "ask_leave", {"facts": facts, "seriousness": "Annonces en ligne, même RIB dans deux dossiers."})
    prosecutor = people("prosecutor")
    page = read(prosecutor, case_id)
    expect(page.locator(".brief")).to_contain_text("Quatre annonces du même compte")
    words = len(page.locator(".brief").inner_text().split())
    people.look("prosecutor", page)
    page.evaluate("window.clicks = 0; addEventListener('click', (event) => event.isTrusted && window.clicks++, true)")
    make(prosecutor, "give_leave", {"reference": "2026/1234"})
    clicks = 1 + page.evaluate("window.clicks")
    with capsys.disabled():
        print(f"\n{lang}: a leave is decided in {clicks} clicks after {words} words")
    assert (clicks <= CLICKS_OF_A_LEAVE, words <= WORDS_OF_A_FILE) == (True, True), (clicks, words)
    # AND now the inquiry begins, its notice reaches the desk, an instruction with a day comes back
    investigator.open_case(case_id)
    expect(investigator.page.locator(".notice.done")).to_be_visible()
    investigator.press("act.take")
    make(investigator, "state", {"reason": "Réquisition à la banque."}, state="in_inquiry")
    make(investigator, "notify", {"summary": "Titulaire du RIB connu, à entendre."})
    page = read(prosecutor, case_id)
    make(prosecutor, "instruct", {"reference": "2026/1300", "text": "Entendre le titulaire."}, type="hear_person")
    case = api.case(case_id)
    assert (case["state"], case["leave"]["state"]) == ("instructed", "given")
    assert [act["act"] for act in case["acts"]] == ["ask_leave", "give_leave", "notify", "instruct"]
    assert {name: found for name, found in people.faults.items() if found} == {}


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_an_identity_is_opened_by_two_people_once_and_a_closing_is_contested(
    people: People, citizen: Citizen, officer: OfficerDesk, browser: Browser, system: System, lang: str
) -> None:
    # GIVEN a confidential report, which the analyst refers to the judicial police of Agadir
    mark = new_mark()
    reporter = {"role": "victim", "identity": "confidential", "age_band": "adult"}
    receipt = citizen.report(report(mark, reporter=reporter, identity={"full_name": NAME, "phone": "+212600000042"}))
    case_id = officer("analyst:NATIONAL").find(mark)["id"]
    analyst = people("analyst", "NATIONAL")
    analyst.open_case(case_id)
    make(analyst, "refer", {"reason": "Faits à Agadir."}, court=COURT)
    # WHEN the investigator asks for the name, the custodian refuses once and then says yes
    investigator, custodian = people("investigator"), people("custodian")
    investigator.open_case(case_id)
    for motive, decision in ((f"Audition {mark}", "refuse"), (f"Audition de la victime {mark}", "approve")):
        investigator.press("act.unseal")
        investigator.page.locator("form.act [data-ticks=fields]").first.check()
        for name, text in (("motive", motive), ("reference", "PV-2026-17"), ("legal_basis", "CPP 59")):
            investigator.page.locator(f"#unseal-{name}").fill(text)
        investigator.page.locator("form.act button[type=submit]").click()
        expect(investigator.page.locator("form.act")).to_have_count(0)
        custodian.desk("#openings", ".openings")
        asked = custodian.page.locator(".openings > li", has_text=motive).first
        if decision == "refuse":
            people.look("custodian", custodian.page)
        asked.get_by_role("button", name=custodian.say(f"openings.{decision}"), exact=True).click()
        if decision == "refuse":
            custodian.page.locator("#refusal").fill("Motif trop court.")
            asked.locator("form button[type=submit]").click()
        expect(custodian.page.locator(".told")).to_be_visible()
    # THEN it is opened once: shown with a countdown, gone when hidden, in no note
    investigator.desk("#openings", ".openings")
    approved = investigator.page.locator(".openings > li", has_text=f"victime {mark}")
    approved.get_by_role("button", name=investigator.say("openings.open"), exact=True).click()
    shown = investigator.page.locator(".sighted")
    expect(shown).to_contain_text(NAME)
    expect(shown.locator(".countdown")).to_be_visible()
    people.look("opened", investigator.page)
    investigator.press("reporter.hide")
    expect(shown).to_have_count(0)
    expect_nowhere(investigator.page, NAME)
    requests = officer(f"investigator:{COURT}").case(case_id)["unseal_requests"]
    [opened] = [one for one in requests if one["state"] != "refused"]
    again = officer(f"investigator:{COURT}").post(f"unseal-requests/{opened['id']}/open")
    assert (opened["state"], again.status_code) == ("opened", 409)
    # AND the reporter reads who opened it and when; the auditor sees a whole chain and no content
    with window(browser, system.base_url, scripts=True) as context:
        follower = CitizenPage(context.new_page(), system.base_url, lang)
        follower.follow(receipt)
        expect(follower.page.locator(".identity li time")).to_have_count(1)
        people.look("follow", follower.page)
    auditor = people("auditor", "NATIONAL")
    auditor.desk("#audit", ".searching")
    auditor.page.locator("[name=value]").fill(case_id)
    auditor.press("audit.button")
    expect(auditor.page.locator(".notice.done")).to_have_text(auditor.say("audit.whole"))
    people.look("auditor", auditor.page)
    # WHEN the prosecutor closes the case, fifteen days begin; the complainant is informed
    investigator.open_case(case_id)
    make(investigator, "notify", {"summary": "Auteur inconnu."})
    prosecutor = people("prosecutor")
    read(prosecutor, case_id)
    make(prosecutor, "close", {"text": "Auteur inconnu à ce jour."}, reason="unidentified")
    page = read(prosecutor, case_id)
    [deadline] = officer(f"prosecutor:{COURT}").case(case_id)["deadlines"]
    assert (deadline["kind"], deadline["days_left"]) == ("inform", 15)
    expect(page.locator(".files > li", has_text=case_id[:8])).to_contain_text("15")
    people.look("closed", page)
    prosecutor.press("act.inform_complainant")
    prosecutor.press("act.template")
    page.locator("#inform_complainant-channel").select_option("message")
    page.locator("form.act").get_by_role("button", name=prosecutor.say("day.today"), exact=True).click()
    page.locator("form.act button[type=submit]").click()
    expect(page.locator("form.act")).to_have_count(0)
    # THEN the reporter reads how to contest, does it, and the prosecutor opens the case again
    with window(browser, system.base_url) as context:
        follower = CitizenPage(context.new_page(), system.base_url, lang)
        follower.follow(receipt)
        expect(follower.page.locator(".messages")).to_contain_text(
            prosecutor.say("act.template.inform_complainant")[:40]
        )
        follower.page.locator("details.contest summary").click()
        follower.page.locator("#q-contest-1").fill("J’ai retrouvé son adresse.")
        submit(follower.page, "details.contest button[type=submit]")
    until(lambda: officer(f"prosecutor:{COURT}").case(case_id)["contests"])
    prosecutor.open_case(case_id)
    expect(page.locator(".contests")).to_contain_text("J’ai retrouvé son adresse.")
    make(prosecutor, "reopen", {"reason": "Élément nouveau."})
    assert officer(f"prosecutor:{COURT}").case(case_id)["state"] == "reopened"
    assert {name: found for name, found in people.faults.items() if found} == {}
