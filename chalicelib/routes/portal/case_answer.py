"""A case as the API answers it (api, case): never a receipt, a key, a sealed value; the reporter's times in minutes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from chalicelib.domain.access import Officer, sees
from chalicelib.domain.audit.entry import Entry
from chalicelib.domain.casework.case import Case, CaseFile, Item, newest
from chalicelib.domain.casework.dossier import told_report
from chalicelib.domain.casework.own_words import shown_diagnosis
from chalicelib.domain.casework.queue_row import row_of
from chalicelib.domain.moments import to_minute
from chalicelib.routes.portal.lists import row
from chalicelib.routes.portal.steps import shown_lawful
from chalicelib.usecases.casework.shown_links import Link, LinkedRow

NEWEST = 50
REPORTER = "reporter"


def case_answer(officer: Officer, file: CaseFile, links: Sequence[Link], now: datetime) -> dict[str, Any]:
    """The whole case, for an officer who sees it, with what that officer can do with it now."""
    case = file.case
    route = file.only("ROUTE")
    return {
        **row(row_of(case)),
        "diagnosis": shown_diagnosis(file.only("DIAGNOSIS"), case.identity_mode),
        "territory": route["territory"] if route else None,
        "court_choices": _court_choices(file),
        "report": told_report(file),
        "notes": [note(item) for item in notes_for(officer, file)][-NEWEST:],
        "messages": [message(item) for item in file.all("MESSAGE")][-NEWEST:],
        "contests": [contest(item) for item in file.all("CONTEST")],
        "contested_at": to_minute(case.contested_at) if case.contested_at else None,
        "evidence": [],
        "links": [_link(link) for link in links],
        "leave": case.leave,
        "flags": list(case.flags),
        "unread": _unread(file),
        "identity": {
            "mode": case.identity_mode,
            "fields": list(case.identity_fields),
            "erased": case.identity_erased,
        },
        "sealed_answers": list(case.sealed_answers),
        "unseal_requests": [_unseal_request(item) for item in file.all("UNSEAL")],
        **shown_lawful(officer, file, now),
    }


def moved_answer(officer: Officer, case: Case) -> dict[str, Any] | None:
    """What may be told of a case that a step moved out of the caller's sight; None while it is in sight."""
    if sees(officer, case):
        return None
    return {"id": case.id, "version": case.version, "court": case.court, "state": case.state}


def notes_for(officer: Officer, file: CaseFile) -> list[Item]:
    """The notes of a case, oldest first; a private one is its author's alone."""
    return [note for note in file.all("NOTE") if not note.body["private"] or note.body["author"] == officer.sub]


def note(item: Item) -> dict[str, Any]:
    """A note as the API answers it."""
    body = item.body
    return {
        "id": item.id,
        "author": body["author"],
        "text": body["text"],
        "at": item.created_at,
        "private": body["private"],
    }


def message(item: Item) -> dict[str, Any]:
    """A message as the API answers it."""
    body = item.body
    if body["from"] == "reporter":
        return {"id": item.id, "from": "reporter", "text": body["text"], "at": to_minute(item.created_at)}
    return {
        "id": item.id,
        "from": "service",
        "author": body["author"],
        "text": body["text"],
        "at": item.created_at,
    }


def event(entry: Entry) -> dict[str, Any]:
    """An entry of the case's chain as its officers read it; functions have no role."""
    by_reporter = entry.actor == REPORTER
    return {
        "at": to_minute(entry.at) if by_reporter else entry.at,
        "action": entry.action,
        "actor": entry.actor,
        "role": REPORTER if by_reporter else entry.role or None,
        "item": entry.item or None,
    }


def _court_choices(file: CaseFile) -> list[dict[str, Any]]:
    """Which court persons chose, and what was proposed then, oldest first: `from`, `to`, `proposed`, `rule`, why."""
    chosen = [*file.all("COURT"), *file.all("REFERRAL")]
    told = ("from", "to", "proposed", "rule", "ruleset", "motive", "reason", "author")
    return [
        {"id": item.id, "at": item.created_at, **{name: item.body[name] for name in told if name in item.body}}
        for item in sorted(chosen, key=newest)
    ]


def contest(item: Item) -> dict[str, Any]:
    """What a reporter says against a closure."""
    return {"id": item.id, "text": item.body["text"], "at": to_minute(item.created_at)}


def _unseal_request(item: Item) -> dict[str, Any]:
    return {
        "id": item.id,
        "state": item.body["state"],
        "fields": item.body["fields"],
        "requested_at": item.created_at,
    }


def _link(link: Link) -> dict[str, Any]:
    return {
        "id": link.id,
        "kind": link.kind,
        "strength": link.strength,
        "total": link.total,
        "common": link.common,
        "made": link.made,
        "items": [_linked(line) for line in link.rows],
    }


def _linked(line: LinkedRow) -> dict[str, Any]:
    """A row, what joins it to this case, and of nearly the same text how many words in a hundred they share."""
    percent = None if line.alike is None else int(line.alike * 100)
    return {**row(line.row), "joins": line.joins, "alike": percent}


def _unread(file: CaseFile) -> bool:
    """Whether the reporter said something that no officer has answered or noted since."""
    said = [item.created_at for item in file.items if _from_reporter(item)]
    answered = [item.created_at for item in file.items if item.kind in ("NOTE", "MESSAGE") and not _from_reporter(item)]
    return bool(said) and max(said) > max(answered, default="")


def _from_reporter(item: Item) -> bool:
    return item.kind in ("FACTS", "CONTEST") or (item.kind == "MESSAGE" and item.body["from"] == "reporter")
