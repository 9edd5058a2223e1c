"""Requests to open an identity: the list, the decision, the opening, and the sight of a reporter."""

from __future__ import annotations

from typing import Any

from chalicelib.domain.identity.opening import DECIDES

from . import cases
from .world import RefusedError, World, page_of


def opening_answer(world: World, step: list[str], query: dict[str, str]) -> Any:
    """`step` is what follows `unseal-requests` in the path."""
    if not step:
        wanted = [one for one in world.openings if query.get("state") in (None, one["state"])]
        return page_of([{**one, "may_decide": _may_decide(world, one)} for one in wanted], {})
    request_id, decision = step
    return _decided(world, next(opening for opening in world.openings if opening["id"] == request_id), decision)


def asked(world: World, case: dict[str, Any], body: Any) -> Any:
    """A request for the identity of a case."""
    who = {"court": case["court"], "requester": cases.named_officer(world.sub)}
    when = {"requested_at": cases.ago(minutes=0), "expires_at": cases.ago(days=-7)}
    opening = cases.opening("requested", case=case["id"], **who, **when, **body)
    world.openings.append(opening)
    case["unseal_requests"].append({name: opening[name] for name in ("id", "state", "fields", "requested_at")})
    return {name: opening[name] for name in ("id", "state", "fields", "expires_at")}


def reporter(world: World, body: Any) -> Any:
    """What was sealed of a reporter whom the officer may see."""
    return {"fields": world.reporter if body["part"] == "identity" else {"suspect.name": "كريم المثال"}}


def _decided(world: World, opening: dict[str, Any], step: str) -> Any:
    before, after = {
        "approve": ("requested", "approved"),
        "refuse": ("requested", "refused"),
        "open": ("approved", "opened"),
    }[step]
    if opening["state"] != before:
        raise RefusedError(409, "not-allowed-now")
    opening["state"] = after
    if step != "open":
        role = next(role for role, _ in world.rights if role in DECIDES)
        opening["decider"] = cases.named_officer(world.sub, role)
    if step == "open":
        return {"fields": world.reporter}
    return {"state": after, "expires_at": opening["expires_at"]} if step == "approve" else {"state": after}


def _may_decide(world: World, opening: dict[str, Any]) -> bool:
    decides = any(role in DECIDES and court == opening["court"] for role, court in world.rights)
    return opening["state"] == "requested" and decides and opening["requester"]["sub"] != world.sub
