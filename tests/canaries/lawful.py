"""A case from its referral to its reopening, with every document that officers write on the way."""

from datetime import timedelta
from typing import Any

from chalicelib.domain.access import Officer
from tests.canaries.marks import ANSWER, MESSAGE, REASON
from tests.canaries.service import Service
from tests.casework.world import AGADIR, officer

INVESTIGATOR = officer(f"investigator:{AGADIR}")
SUPERVISOR = officer(f"supervisor:{AGADIR}")
PROSECUTOR = officer(f"prosecutor:{AGADIR}")
ANALYST = officer("analyst:NATIONAL")
WORD = REASON.value


def walk(service: Service, case: str, other: str, receipt: str) -> None:
    """Every act, order and document on a named case; each is taken."""
    today = service.now()
    papers = {"reference": WORD, "dated": f"{today:%Y-%m-%d}"}
    later = f"{today + timedelta(days=9):%Y-%m-%d}"
    path = f"cases/{case}"

    def step(person: Officer, verb: str, **body: Any) -> None:
        version = service.officer(person, "case reader", "GET", path).json["version"]
        answer = service.officer(person, "case reader", "POST", f"{path}/{verb}", {"version": version, **body})
        assert answer.status == 200, (verb, body.get("act"), answer.text)

    def act(person: Officer, name: str, **members: Any) -> None:
        step(person, "acts", act=name, **members)

    place = {"role": "offence", "country": "MA", "commune": "09.001.01.01."}
    corrected = {"version": 0, "reason": WORD, "places": [{**place, "text": WORD}]}
    service.officer(INVESTIGATOR, "case reader", "POST", f"{path}/corrections", corrected)
    step(ANALYST, "refer", court=AGADIR, reason=WORD)
    for verb, body in (
        ("state", {"state": WORD}),
        ("court", {"court": WORD, "motive": WORD}),
        ("refer", {"court": WORD}),
    ):
        for person in (INVESTIGATOR, SUPERVISOR, ANALYST):
            service.officer(person, "other roles", "POST", f"{path}/{verb}", {"version": 0, "reason": WORD, **body})
    # The law asks for no complaint here: both are refused, with all that was written.
    for name, members in (("ask_complaint", {"text": ANSWER.value}), ("record_complaint", papers)):
        body = {"version": 0, "act": name, **members}
        service.officer(INVESTIGATOR, "case reader", "POST", f"{path}/acts", body)
    step(INVESTIGATOR, "state", state="in_inquiry", reason=WORD)
    act(INVESTIGATOR, "notify", prosecutor="procureur_du_roi", summary=WORD)
    act(PROSECUTOR, "instruct", **papers, text=WORD, due=later)
    act(PROSECUTOR, "delay_notice", **papers, until=later)
    act(PROSECUTOR, "hold_erasure", **papers, until=later, reason=WORD)
    act(PROSECUTOR, "release_erasure", **papers)
    act(INVESTIGATOR, "notify", prosecutor="procureur_du_roi", summary=WORD)
    act(PROSECUTOR, "close", **papers, reason="insufficient", text=ANSWER.value)
    act(PROSECUTOR, "inform_complainant", dated=papers["dated"], channel="message", text=ANSWER.value)
    service.run_all()
    contest = {"receipt": receipt, "text": MESSAGE.value}
    assert service.ask("public", "POST", "/receipts/contest", contest).status == 202
    service.run_all()
    for person in (PROSECUTOR, SUPERVISOR):
        service.officer(person, "case reader", "GET", "contests")
    act(PROSECUTOR, "uphold_closure", dated=papers["dated"], text=ANSWER.value)
    act(PROSECUTOR, "reopen", reason=WORD)
    _around(service, path, other, receipt)


def _around(service: Service, path: str, other: str, receipt: str) -> None:
    """What hangs on a case without changing its state."""
    made = service.officer(INVESTIGATOR, "case reader", "POST", f"{path}/contact-codes", {"channel": "call"})
    code = made.json.get("code", "0" * 8)
    for tried in (code, "00000000"):
        service.ask("follow", "POST", "/receipts/contact-code", {"receipt": receipt, "contact_code": tried})
    service.ask("own page", "POST", "/receipts/proof", {"receipt": receipt})
    linked = service.officer(
        INVESTIGATOR, "case reader", "POST", f"{path}/links", {"case": other, "reason": WORD}
    ).json.get("id", "0" * 26)
    service.officer(INVESTIGATOR, "case reader", "POST", f"{path}/links/{linked}/undo", {"reason": WORD})
    asked = {"kind": WORD, "lang": WORD}
    service.officer(INVESTIGATOR, "other roles", "POST", f"{path}/exports", asked)
    service.officer(INVESTIGATOR, "other roles", "GET", f"exports/{'0' * 26}")
    for person in (INVESTIGATOR, PROSECUTOR, SUPERVISOR):
        service.officer(person, "case reader", "GET", f"{path}/export")
        service.officer(person, "lists and figures", "GET", "export.csv")
        service.officer(person, "lists and figures", "GET", "deadlines")
    service.officer(SUPERVISOR, "other roles", "POST", "assign", {"from": INVESTIGATOR.sub, "to": SUPERVISOR.sub})
    service.officer(SUPERVISOR, "other roles", "POST", "assign", {"from": SUPERVISOR.sub, "to": INVESTIGATOR.sub})
