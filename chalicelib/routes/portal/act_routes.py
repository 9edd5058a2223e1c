"""Acts: the body is checked against the one table of acts."""

from collections.abc import Callable, Mapping
from typing import Any

from chalice.app import Request, Response

from chalicelib.domain.access import Officer
from chalicelib.domain.casework.acts import ACTS, DATE, Kind
from chalicelib.routes.decoding import json_object
from chalicelib.routes.portal.api import PortalApi
from chalicelib.routes.portal.members import Member, checked, choice, day, text, version
from chalicelib.routes.portal.officer_route import Route
from chalicelib.routes.portal.write_routes import LONGEST_TEXT, shown_after
from chalicelib.routes.problem import FieldError, Problem


def add_act_routes(route: Route, api: Callable[[], PortalApi]) -> None:
    """Register them."""

    @route("POST", "/portal/cases/{case_id}/acts")
    def act(request: Request, officer: Officer, case_id: str) -> Response:
        case = api().found_for_any_act(officer, case_id)
        name, members = _members(json_object(request))
        given = members.pop("version")
        return shown_after(api(), officer, api().perform_act(officer, case, given, name, members))


def _members(body: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    name = body.pop("act", None)
    if not isinstance(name, str):
        raise Problem("invalid", [FieldError("/act", "required" if name is None else "type")])
    if name not in ACTS:
        raise Problem("invalid", [FieldError("/act", "not-in-list")])
    act = ACTS[name]
    return name, checked(body, {"version": version, **_readers(act.required)}, _readers(act.optional))


def _readers(kinds: Mapping[str, Kind]) -> dict[str, Member]:
    return {name: _reader(kind) for name, kind in kinds.items()}


def _reader(kind: Kind) -> Member:
    if isinstance(kind, tuple):
        return choice(kind)
    return day if kind == DATE else text(LONGEST_TEXT)
