"""What leaves with an exported case: what officers read, and its audit chain. Never an identity, a receipt, a key."""

from collections.abc import Sequence
from typing import Any

from chalicelib.domain.audit.entry import Entry
from chalicelib.domain.casework.case import FOUND_VERSION, Case, CaseFile, Item, newest
from chalicelib.domain.casework.own_words import shown_diagnosis, shown_report
from chalicelib.domain.intake.added_facts import with_added_facts
from chalicelib.domain.moments import to_minute

FORMAT = 1
_REPORTER = "reporter"
_OWN = ("private", FOUND_VERSION)
"""Members of items that order or hide them, and say nothing."""
_COURT_CHOICE = ("from", "to", "proposed", "rule", "ruleset", "motive", "reason", "author")


def dossier(file: CaseFile, chain: Sequence[Entry], made_at: str) -> dict[str, Any]:
    """The case as JSON data, each list oldest first; private notes stay where they are, whoever wrote them.

    The reporter's times are cut to the minute, in the chain too: its hashes are compared with the service's own
    register, which holds the exact ones.
    """
    route = file.only("ROUTE")
    return {
        "format": FORMAT,
        "made_at": made_at,
        "case": _case(file.case),
        "identity": {"mode": file.case.identity_mode, "erased": file.case.identity_erased},
        "report": told_report(file),
        "diagnosis": shown_diagnosis(file.only("DIAGNOSIS"), file.case.identity_mode),
        "territory": route["territory"] if route else None,
        "courts": [
            {"at": item.created_at, **{name: item.body[name] for name in _COURT_CHOICE if name in item.body}}
            for item in sorted([*file.all("COURT"), *file.all("REFERRAL")], key=newest)
        ],
        "acts": [_said(item) for item in file.all("ACT") if "author" in item.body],
        "messages": [_message(item) for item in file.all("MESSAGE")],
        "contests": [{"text": item.body["text"], "at": to_minute(item.created_at)} for item in file.all("CONTEST")],
        "notes": [_said(item) for item in file.all("NOTE") if not item.body["private"]],
        "chain": [_entry(entry) for entry in chain],
    }


def told_report(file: CaseFile) -> dict[str, Any]:
    """The report as its officers read it: with what was added later, own spans masked, its time cut to the minute."""
    report = shown_report(file.only("CONTENT") or {}, file.case.identity_mode)
    added: list[Any] = [item.body["facts"] for item in file.all("FACTS")]
    if added:
        report = with_added_facts(report, added)
    if isinstance(report.get("received_at"), str):
        report["received_at"] = to_minute(report["received_at"])
    return report


def _case(case: Case) -> dict[str, Any]:
    told = ("id", "version", "court", "state", "urgency", "category", "citizen_choice", "language", "ruleset")
    return {
        **{name: getattr(case, name) for name in told},
        "flags": list(case.flags),
        "received_at": to_minute(case.created_at),
        "leave": dict(case.leave) if case.leave else None,
        "complaint": case.complaint,
        "deadlines": dict(case.deadlines),
        "orders": {name: dict(order) for name, order in case.orders.items()},
    }


def _said(item: Item) -> dict[str, Any]:
    return {"at": item.created_at, **{name: value for name, value in item.body.items() if name not in _OWN}}


def _message(item: Item) -> dict[str, Any]:
    if item.body["from"] == _REPORTER:
        return {"at": to_minute(item.created_at), "from": _REPORTER, "text": item.body["text"]}
    return {"at": item.created_at, "from": "service", "author": item.body["author"], "text": item.body["text"]}


def _entry(entry: Entry) -> dict[str, Any]:
    by_reporter = entry.actor == _REPORTER
    return {**vars(entry), "at": to_minute(entry.at) if by_reporter else entry.at}
