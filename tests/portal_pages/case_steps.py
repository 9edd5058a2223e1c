"""A case and what is done to it."""

from __future__ import annotations

from typing import Any

from chalicelib.domain.casework.effects import ANSWERS_A_CONTEST

from . import cases
from .lawful import lawful
from .openings import asked, reporter
from .world import RefusedError, World, page_of

# The acts that the tests make: the state that follows, if another, and the leave that it records.
ACTS = {
    "ask_seriousness": ("seriousness_check", None),
    "ask_leave": ("leave_asked", "asked"),
    "give_leave": ("leave_given", "given"),
    "refuse_leave": ("leave_refused", "refused"),
    "notify": ("with_prosecutor", None),
    "instruct": ("instructed", None),
    "close": ("closed", None),
    "reopen": ("reopened", None),
    "uphold_closure": (None, None),
}


def case_answer(world: World, method: str, case_id: str, rest: list[str], body: Any) -> Any:
    """`rest` is what follows the case in the path."""
    if case_id not in world.cases:
        raise RefusedError(404, "not-found")
    case = world.cases[case_id]
    if isinstance(body, dict) and body.get("version", case["version"]) != case["version"]:
        raise RefusedError(409, "version-conflict", current=lawful(case, world.sub, world.rights))
    match (method, rest):
        case ("GET", []):
            return lawful(case, world.sub, world.rights)
        case ("GET", ["export"]):
            return page_of(world.files, {})
        case ("POST", ["exports"]):
            world.files.append(cases.made_file(world.sub, **body))
            return {"id": world.files[-1]["id"]}
        case ("GET", ["timeline"]):
            actions = ["report.received", "case.read", "note.added", "case.taken"]
            return page_of(
                [
                    {
                        "at": cases.ago(minutes=30 - at),
                        "action": action,
                        "actor": cases.COLLEAGUE,
                        "role": "analyst",
                        "item": None,
                    }
                    for at, action in enumerate(actions)
                ],
                {},
            )
        case ("POST", ["take"]):
            case.update(assignee=world.sub, version=case["version"] + 1)
            return lawful(case, world.sub, world.rights)
        case ("POST", ["assign"]):
            case.update(assignee=body["sub"], version=case["version"] + 1)
            return lawful(case, world.sub, world.rights)
        case ("POST", ["state"]):
            case.update(state=body["state"], version=case["version"] + 1)
            return lawful(case, world.sub, world.rights)
        case ("POST", ["refer" | "court"]):
            moved = body["court"] not in {court for _, court in world.rights}
            case.update(
                court=body["court"],
                state="referred" if rest == ["refer"] else case["state"],
                version=case["version"] + 1,
            )
            if moved:
                del world.cases[case["id"]]
            return (
                {name: case[name] for name in ("id", "version", "court", "state")}
                if moved
                else lawful(case, world.sub, world.rights)
            )
        case ("POST", ["corrections"]):
            case.update(
                {name: body[name] for name in ("category", "urgency", "language") if name in body},
                version=case["version"] + 1,
            )
            return lawful(case, world.sub, world.rights)
        case ("POST", ["acts"]):
            state, leave = ACTS[body["act"]]
            given = {"state": leave, "dated": body.get("dated", "2026-11-24")} if leave else case["leave"]
            answered = body["act"] in ANSWERS_A_CONTEST
            since = None if answered else case["contested_at"]
            case.update(state=state or case["state"], leave=given, contested_at=since, version=case["version"] + 1)
            case["acts"].append({"id": "0" + "T" * 25, "at": cases.ago(minutes=0), "author": world.sub, **body})
            return lawful(case, world.sub, world.rights)
        case ("POST", ["unseal-requests"]):
            return asked(world, case, body)
        case ("POST", ["links"]):
            made = {"at": cases.ago(minutes=0), "author": world.sub, "reason": body["reason"]}
            joined = cases.row(body["case"], joins="officer", alike=None)
            case["links"].insert(0, cases.link("J", "officer", "officer", 1, joined, made=made))
            return {"id": "0" + "J" * 25}
        case ("POST", ["links", link_id, "undo"]):
            case["links"] = [link for link in case["links"] if link["id"] != link_id]
            return lawful(case, world.sub, world.rights)
        case ("POST", ["notes"]):
            note = {
                "id": "0" + "V" * 25,
                "author": world.sub,
                "text": body["text"],
                "at": cases.ago(minutes=0),
                "private": body.get("private", False),
            }
            case["notes"].append(note)
            return {"id": note["id"]}
        case ("POST", ["messages"]):
            message = {
                "id": "0" + "W" * 25,
                "from": "service",
                "author": world.sub,
                "text": body["text"],
                "at": cases.ago(minutes=0),
            }
            case["messages"].append(message)
            return {"id": message["id"]}
        case ("POST", ["contact-codes"]):
            return {"code": "K7M2-9QXD", "expires_at": cases.ago(days=-3)}
        case ("POST", ["reporter"]):
            return reporter(world, body)
    raise RefusedError(404, "not-found")
