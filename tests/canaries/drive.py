"""One person's report through every route, worker and error, and everybody who might look at it."""

import contextlib
import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from chalicelib.stores.audit import AuditBook
from chalicelib.stores.cases import Cases
from chalicelib.stores.receipts import ReceiptBook
from chalicelib.workers import enforce_retention, sweep_stalled
from tests.canaries import lawful, marks, operators
from tests.canaries.exports import take_away
from tests.canaries.marks import (
    ANSWER,
    FACT,
    HOURS,
    IDENTITY,
    KEYS,
    LATER_NAME,
    MESSAGE,
    MOTIVE,
    NOTE,
    PHONE,
    PURPOSE,
    REASON,
    SUSPECT,
    TEXT,
    Mark,
)
from tests.canaries.service import Service, enrol
from tests.casework.world import AGADIR, FES, officer

INVESTIGATOR = officer(f"investigator:{AGADIR}")
SUPERVISOR = officer(f"supervisor:{AGADIR}")
PROSECUTOR = officer(f"prosecutor:{AGADIR}")
CUSTODIAN = officer(f"custodian:{AGADIR}")
ANALYST = officer("analyst:NATIONAL")
AUDITOR = officer("auditor:NATIONAL")
ADMINISTRATOR = officer("administrator:NATIONAL")
STRANGER = officer(f"investigator:{FES}")
NOBODY = officer()
READERS = (INVESTIGATOR, SUPERVISOR, ANALYST)
OTHERS = (CUSTODIAN, AUDITOR, ADMINISTRATOR, STRANGER, NOBODY)
EVERYONE = (*READERS, PROSECUTOR, *OTHERS)

REPORT: dict[str, Any] = {
    "lang": "fr",
    "citizen_choice": "FRAUD",
    "text": f"Faux vendeur {TEXT.value}, plus de réponse. Rappelez-moi au {PHONE.value}.",
    "reporter": {"role": "victim", "identity": "confidential", "age_band": "adult"},
    "identity": IDENTITY,
    "contact": {"channel": "sms", "hours": HOURS.value},
    "suspect": {"name": SUSPECT.value},
    "urls": ["https://shop.example.net/p/77"],
    "locations": {"offence_commune": "Agadir", "reporter_country": "MA"},
}
SERVICES = ("dynamodb", "kms", "sqs", "sns", "secretsmanager", "cognito-idp", "s3")


def drive(service: Service, folder: Path) -> list[Mark]:
    """All of it; the receipts that were given out on the way are marks too."""
    enrol(service, *EVERYONE)
    confidential, named = _reports(service)
    receipts = [Mark("receipt", code) for code in (confidential, named)]
    service.run_all()
    _later(service, confidential)
    service.run_all()
    case, other = _casework(service, confidential, named)
    _openings(service, case, other)
    lawful.walk(service, other, case, named)
    operators.operate(service, folder)
    _onlookers(service, case, [marks.NAME, PHONE, *receipts, *marks.ALL])
    _mistakes(service, receipts)
    _ring(service)
    _outages(service, case, confidential)
    _defects(service, case, confidential, receipts)
    _end(service, confidential, other)
    return receipts


def _reports(service: Service) -> tuple[str, str]:
    """A confidential report by script and a named one by form, each sent again, and read over before."""
    sent = service.ask("submit", "POST", "/reports", REPORT, Idempotency_Key=KEYS[0].value)
    assert sent.status == 201, sent.text
    assert service.ask("submit", "POST", "/reports", REPORT, Idempotency_Key=KEYS[0].value).status == 200
    changed = {**REPORT, "citizen_choice": "PHISH"}
    assert service.ask("public", "POST", "/reports", changed, Idempotency_Key=KEYS[0].value).status == 409
    fields = {
        "lang": "fr",
        "citizen_choice": "FRAUD",
        "text": f"Faux vendeur {TEXT.value}.",
        "reporter.identity": "named",
        **{f"identity.{name}": value for name, value in IDENTITY.items()},
        "suspect.name": SUSPECT.value,
        "locations.offence_commune": "Agadir",
        "locations.reporter_country": "MA",
    }
    form = {"Content_Type": "application/x-www-form-urlencoded"}
    page = service.ask("own page", "POST", "/reports/review", urlencode(fields), **form, Accept="text/html")
    assert page.status == 200, page.text
    again = service.ask(
        "submit",
        "POST",
        "/reports",
        urlencode({**fields, "idempotency_key": KEYS[1].value}),
        **form,
        Accept="application/json",
    )
    assert again.status == 201, again.text
    drawn = urlencode({**fields, "idempotency_key": KEYS[2].value})
    assert service.ask("own page", "POST", "/reports", drawn, **form, Accept="text/html").status == 201
    anonymous = {**REPORT, "text": TEXT.value, "reporter": {"identity": "anonymous"}}
    del anonymous["identity"], anonymous["contact"]
    assert service.ask("submit", "POST", "/reports", anonymous, Idempotency_Key=KEYS[3].value).status == 201
    return sent.json["receipt"], again.json["receipt"]


def _later(service: Service, code: str) -> None:
    """What the holder of a receipt adds."""
    told = {"receipt": code}
    for path, body, key in (
        ("receipts/messages", {"text": MESSAGE.value}, KEYS[4]),
        ("receipts/facts", {"locations": {"suspect_commune": FACT.value}}, KEYS[5]),
        ("receipts/identity", {"mode": "confidential", "identity": {"full_name": LATER_NAME.value}}, KEYS[6]),
    ):
        for status in ({201, 202}, {200}):
            answer = service.ask("follow", "POST", f"/{path}", {**told, **body}, Idempotency_Key=key.value)
            assert answer.status in status, (path, answer.text)
    service.ask("public", "POST", "/receipts/contest", {**told, "text": MESSAGE.value}, Idempotency_Key=KEYS[7].value)
    view = service.ask("follow", "POST", "/receipts", told)
    assert MESSAGE.value in view.text
    # A proof is shown to anybody: it says no more than a page that is open to all.
    assert service.ask("public", "POST", "/receipts/proof", told).status == 200
    form = {"Content_Type": "application/x-www-form-urlencoded", "Accept": "text/html"}
    assert service.ask("own page", "POST", "/receipts", urlencode({**told, "lang": "ar"}), **form).status == 200
    for path in ("/health", "/challenge", "/openapi.json"):
        assert service.ask("public", "GET", path).status == 200


def _casework(service: Service, confidential: str, named: str) -> tuple[str, str]:
    """The court's own people work on the case; its number."""
    # Two reports are named: the one whose receipt we hold has its message, as the confidential one has.
    service.ask("follow", "POST", "/receipts/messages", {"receipt": named, "text": MESSAGE.value})
    service.run_all()
    found = service.officer(INVESTIGATOR, "search", "POST", "search", {"q": TEXT.value})
    assert found.status == 200, found.text
    rows = found.json["items"]
    assert rows, "the worker has not put the report before its court"
    modes = {}
    for row in rows:
        shown = service.officer(INVESTIGATOR, "case reader", "GET", f"cases/{row['id']}")
        assert shown.status == 200, shown.text
        if shown.json["messages"]:
            modes[shown.json["identity"]["mode"]] = row["id"]
    case, other = modes["confidential"], modes["named"]

    def step(person: Any, path: str, **body: Any) -> None:
        number = path.split("/")[0]
        version = service.officer(person, "case reader", "GET", f"cases/{number}").json["version"]
        answer = service.officer(person, "case reader", "POST", f"cases/{path}", {"version": version, **body})
        assert answer.status in {200, 201}, (path, answer.text)

    step(INVESTIGATOR, f"{case}/take")
    step(INVESTIGATOR, f"{other}/take")
    step(INVESTIGATOR, f"{case}/corrections", reason=REASON.value, urgency="U2")
    step(SUPERVISOR, f"{case}/assign", sub=INVESTIGATOR.sub)
    for path, body in (
        ("notes", {"text": NOTE.value, "private": True}),
        ("messages", {"text": ANSWER.value}),
        ("links", {"case": other, "reason": REASON.value}),
    ):
        service.officer(INVESTIGATOR, "case reader", "POST", f"cases/{case}/{path}", body)
    assert NOTE.value in service.officer(INVESTIGATOR, "case reader", "GET", f"cases/{case}/notes").text
    service.ask("follow", "POST", "/receipts", {"receipt": confidential})
    service.ask("follow", "POST", "/receipts", {"receipt": named})
    return case, other


def _openings(service: Service, case: str, named: str) -> None:
    """The identity seen by whoever may: the officer in charge; or one who asks, when another approves."""
    for part in ("report", "identity"):
        body = {"purpose": PURPOSE.value, "part": part}
        for number in (case, named):
            service.officer(INVESTIGATOR, "sight", "POST", f"cases/{number}/reporter", body)
    wanted = {
        "fields": ["full_name", "phone"],
        "motive": MOTIVE.value,
        "reference": MOTIVE.value,
        "legal_basis": MOTIVE.value,
    }
    for decision in ("refuse", "approve"):
        asked = service.officer(INVESTIGATOR, "custodian", "POST", f"cases/{case}/unseal-requests", wanted)
        assert asked.status == 201, asked.text
        opening = asked.json["id"]
        service.officer(CUSTODIAN, "custodian", "GET", "unseal-requests")
        service.officer(INVESTIGATOR, "opening", "POST", f"unseal-requests/{opening}/approve")
        body = {"reason": REASON.value} if decision == "refuse" else {}
        assert (
            service.officer(CUSTODIAN, "custodian", "POST", f"unseal-requests/{opening}/{decision}", body).status == 200
        )
        for _ in range(2):
            service.officer(INVESTIGATOR, "opening", "POST", f"unseal-requests/{opening}/open")
    for number in (case, named):
        take_away(service, number)


def _onlookers(service: Service, case: str, wanted: list[Mark]) -> None:
    """Everybody looks everywhere, and searches for each mark."""
    for person in EVERYONE:
        reads = person in READERS
        for path in ("me", "courts", "queue", "queue?state=triage", "statistics", "duty"):
            service.officer(person, "lists and figures", "GET", path)
        for path in ("audit", f"audit?case={case}", f"audit?actor={INVESTIGATOR.sub}&month={service.now():%Y-%m}"):
            service.officer(person, "audit", "GET", path)
        for path in (f"cases/{case}", f"cases/{case}/notes", f"cases/{case}/messages", f"cases/{case}/timeline"):
            place = "case reader" if reads or person == PROSECUTOR else "other roles"
            service.officer(person, place, "GET", path)
        place = "custodian" if person in (INVESTIGATOR, CUSTODIAN, PROSECUTOR) else "other roles"
        service.officer(person, place, "GET", "unseal-requests")
        for verb in ("reporter", "unseal-requests", "notes", "take", "acts", "state"):
            if person in OTHERS and person != CUSTODIAN:
                service.officer(person, "other roles", "POST", f"cases/{case}/{verb}", {"purpose": PURPOSE.value})
        for mark in wanted[:2] if person in READERS else wanted[::3]:
            service.officer(person, "search", "POST", "search", {"q": mark.value})


def _mistakes(service: Service, receipts: list[Mark]) -> None:
    """Marks where they do not belong: as names of members, in headers, addresses, broken bodies, messages."""
    everything = " ".join(mark.value for mark in (*marks.ALL[:7], TEXT, KEYS[8], *receipts))
    for body in (
        {**REPORT, everything: everything},
        {**REPORT, "reporter": {"identity": everything}},
        {**REPORT, "reporter": {"identity": "anonymous"}},
        {**REPORT, "identity": {**IDENTITY, "phone": everything * 40, "email": everything}},
        {**REPORT, "lang": everything},
        {**REPORT, "form": {"version": everything, "kind": everything}},
        {**REPORT, "answers": {everything: everything}},
        f'{{"text": "{everything}',
        everything,
        everything.encode("utf-16"),
        json.dumps([everything]),
        json.dumps({everything: {everything: [everything]}}),
        f'{{"{everything}": 1, "{everything}": 2}}',
    ):
        for path in ("/reports", "/receipts", "/receipts/messages", "/receipts/identity", "/receipts/facts"):
            service.ask("public", "POST", path, body, Idempotency_Key=KEYS[8].value)
    for name in ("Idempotency_Key", "Accept_Language", "Accept", "Proof_Of_Work", "Content_Type"):
        service.ask("public", "POST", "/reports", REPORT, **{name: everything})
    for code in (receipts[0].value + "0", everything, receipts[0].value[:-1]):
        for path in (
            "/receipts",
            "/receipts/messages",
            "/receipts/contest",
            "/receipts/identity/erase",
            "/receipts/proof",
        ):
            service.ask("public", "POST", path, {"receipt": code, "text": everything})
    for path in ("queue?cursor=", "queue?limit=", "audit?chain=", f"queue?{PHONE.value[1:]}="):
        service.officer(INVESTIGATOR, "refused", "GET", path + PHONE.value[1:] + receipts[0].value)
    for path, body in (
        ("search", {"q": everything, everything: everything}),
        ("search", {"q": [everything]}),
        ("assign", {"from": everything, "to": everything}),
        (f"cases/{'0' * 26}/notes", {"text": everything}),
        (f"duty/{'0' * 26}/acknowledge", {everything: everything}),
    ):
        service.officer(INVESTIGATOR, "other roles", "POST", path, body)
    for poison in (everything, json.dumps({"v": 1, "case": everything}), json.dumps({everything: everything})):
        service.diagnose(poison)


def _ring(service: Service) -> None:
    """A danger that nobody reads rings, and its number is all that is told."""
    danger = {**REPORT, "citizen_choice": "DANGER", "text": f"{TEXT.value} danger de mort"}
    assert service.ask("submit", "POST", "/reports", danger, Idempotency_Key=KEYS[9].value).status == 201
    service.deliver()
    service.ahead = timedelta(minutes=20)
    service.run(sweep_stalled)
    for person in EVERYONE:
        service.officer(person, "lists and figures", "GET", "duty")


def _outages(service: Service, case: str, code: str) -> None:
    """Each service in turn does not answer, whatever is asked."""
    for name in SERVICES:
        service.down = {name}
        _everything(service, case, code)
        service.run_all() if name != "sqs" else service.run(sweep_stalled)
        service.diagnose(json.dumps({"v": 1, "case": case, "attempt": 0}))
        service.down = set()


def _everything(service: Service, case: str, code: str) -> None:
    report = {**REPORT, "text": f"{TEXT.value} {len(service.places.texts['logs'])}"}
    service.ask("submit", "POST", "/reports", report, Idempotency_Key=KEYS[10].value)
    service.ask("follow", "POST", "/receipts", {"receipt": code})
    service.ask("follow", "POST", "/receipts/messages", {"receipt": code, "text": MESSAGE.value})
    service.officer(INVESTIGATOR, "case reader", "GET", f"cases/{case}")
    service.officer(INVESTIGATOR, "case reader", "POST", f"cases/{case}/notes", {"text": NOTE.value, "private": True})
    service.officer(INVESTIGATOR, "sight", "POST", f"cases/{case}/reporter", {"purpose": PURPOSE.value})
    service.officer(INVESTIGATOR, "search", "POST", "search", {"q": PHONE.value})
    service.officer(STRANGER, "lists and figures", "GET", "queue")


def _defects(service: Service, case: str, code: str, receipts: list[Mark]) -> None:
    """Code that fails with everything in its hands: here the exception says it all, and nothing else may."""
    words = " ".join(mark.value for mark in (*marks.ALL, *receipts))
    for owner, method in ((Cases, "get"), (AuditBook, "tail"), (ReceiptBook, "status"), (ReceiptBook, "file")):
        with _failing(service, owner, method, ValueError(words)):
            _everything(service, case, code)
            service.diagnose(json.dumps({"v": 1, "case": case, "attempt": 0}))


@contextlib.contextmanager
def _failing(service: Service, owner: Any, method: str, error: Exception) -> Iterator[None]:
    def fail(*_: Any, **__: Any) -> None:
        raise error

    service.watched = False
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(owner, method, fail)
        yield
    service.watched = True


def _end(service: Service, confidential: str, other: str) -> None:
    """The reporter erases who they are; the case goes on."""
    assert service.ask("follow", "POST", "/receipts/identity/erase", {"receipt": confidential}).status == 202
    service.run_all()
    service.ahead = timedelta(hours=30)
    service.run(enforce_retention)
    service.run_all()
    service.ask("follow", "POST", "/receipts", {"receipt": confidential})
    service.officer(INVESTIGATOR, "case reader", "GET", f"cases/{other}")
