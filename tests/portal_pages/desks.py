"""What concerns no single case: who I am, the courts, lists, search, figures, duty, audit."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

from . import cases
from .world import ROW, RefusedError, World, page_of, summary

CLOSING = ("reason", "text", "dated")


def desk_answer(world: World, method: str, parts: list[str], query: dict[str, str], body: Any) -> Any:
    match (method, parts):
        case ("GET", ["me"]):
            roles = sorted({role for role, _ in world.rights})
            courts = sorted({court for _, court in world.rights})
            rights = [{"role": role, "court": court} for role, court in world.rights]
            return {"sub": world.sub, "rights": rights, "roles": roles, "courts": courts}
        case ("GET", ["courts"]):
            return page_of(cases.COURTS, query)
        case ("GET", ["queue"]):
            return page_of([summary(case) for case in world.cases.values() if _wanted(world, case, query)], query)
        case ("POST", ["search"]):
            words = body["q"].lower().split()
            found = [
                summary(case)
                for case in world.cases.values()
                if all(word in json.dumps(case, ensure_ascii=False).lower() for word in words)
            ]
            return page_of(found, body)
        case ("GET", ["duty"]):
            return page_of(world.duty, {})
        case ("POST", ["duty", call_id, "acknowledge"]):
            call = next(call for call in world.duty if call["id"] == call_id)
            call["acknowledged_at"] = cases.ago(minutes=0)
            return call
        case ("GET", ["statistics"]):
            courts = sorted({case["court"] for case in world.cases.values()})
            return {
                "courts": [_figures(court, world.cases.values()) for court in courts],
                "complete": True,
                "rules": [
                    {"rule": "J4", "decided": 8, "overridden": 1, "instead": {"TPI-FES": 1}},
                    {"rule": "J12", "decided": 2, "overridden": 2, "instead": {"TPI-AGADIR": 2}},
                ],
            }
        case ("GET", ["export.csv"]):
            lines = [",".join(ROW)]
            lines += [",".join(str(case[name] or "") for name in ROW) for case in world.cases.values()]
            return "\r\n".join(lines)
        case ("GET", ["audit"]):
            return page_of(world.entries, query)
        case ("GET", ["deadlines"]):
            owing = [case for case in world.cases.values() if case["deadlines"]]
            owing.sort(key=lambda case: case["deadlines"][0]["due"])
            return page_of([{**summary(case), "deadlines": case["deadlines"]} for case in owing], query)
        case ("GET", ["contests"]):
            waiting = [case for case in world.cases.values() if case["contested_at"]]
            return page_of([_contested(case) for case in sorted(waiting, key=_since)], query)
        case ("GET", ["exports", file_id]):
            mine = [file for file in world.files if (file["id"], file["author"]) == (file_id, world.sub)]
            if not mine:
                raise RefusedError(404, "not-found")
            return {"state": "ready", "url": "/portal/config.json", "sha256": "0" * 64}
    raise RefusedError(404, "not-found")


def _wanted(world: World, case: dict[str, Any], query: dict[str, str]) -> bool:
    closed = case["state"] == "closed"
    if closed != (query.get("desk") == "closed"):
        return False
    holder = {"me": world.sub, "none": None}.get(query.get("assignee", ""), "any")
    if holder != "any" and case["assignee"] != holder:
        return False
    return all(
        case[name] == query[name] for name in ("court", "state", "urgency", "category", "language") if query.get(name)
    )


def _since(case: dict[str, Any]) -> str:
    return str(case["contested_at"])


def _contested(case: dict[str, Any]) -> dict[str, Any]:
    act = next((act for act in reversed(case["acts"]) if act["act"] == "close"), {})
    closing = {name: act[name] for name in CLOSING if name in act}
    since = case["contested_at"]
    return {**summary(case), "contested_at": since, "closing": closing or None, "contests": case["contests"]}


def _figures(court: str, every: Iterable[dict[str, Any]]) -> dict[str, Any]:
    mine = [case for case in every if case["court"] == court]
    families = {f"by_{name}": Counter(case[name] for case in mine) for name in ("state", "urgency", "category")}
    return {"court": court, "cases": len(mine), **families}
