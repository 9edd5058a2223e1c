"""The paths that open identities: answered by the one function that may."""

from collections.abc import Callable
from typing import Any

from chalice.app import Blueprint, Request, Response

from chalicelib.domain.access import Officer
from chalicelib.domain.identity.opening import FIELDS, Opening, Person
from chalicelib.routes.portal.lists import listed, page_asked, words
from chalicelib.routes.portal.members import choice, members, names, text
from chalicelib.routes.portal.officer_route import Route, officer_routes
from chalicelib.routes.problem import Problem
from chalicelib.routes.problems import answered
from chalicelib.routes.unsealing.api import UnsealingApi
from chalicelib.usecases.identity.errors import TooManyPending
from chalicelib.usecases.identity.opening_desk import may_decide

_WORDS = text(2000)


def unsealing_routes(api: Callable[[], UnsealingApi]) -> Blueprint:
    """All of them. `api` is asked at each call, so nothing is built at import."""
    routes = Blueprint(__name__)
    route = officer_routes(routes, lambda: (api().sign_in, api().now()))
    _add_sight(route, api)
    _add_requests(route, api)
    _add_decisions(route, api)
    return routes


def _add_sight(route: Route, api: Callable[[], UnsealingApi]) -> None:
    @route("POST", "/portal/cases/{case_id}/reporter")
    def reporter(request: Request, officer: Officer, case_id: str) -> Response:
        see = api().see_reporter
        case = see.approach(officer, case_id)
        body = members(request, {"purpose": text(500)}, {"part": choice(("identity", "report"))})
        return answered({"fields": see(officer, case, body.get("part", "identity"), body["purpose"])})


def _add_requests(route: Route, api: Callable[[], UnsealingApi]) -> None:
    @route("POST", "/portal/cases/{case_id}/unseal-requests")
    def ask(request: Request, officer: Officer, case_id: str) -> Response:
        case = api().ask_opening.approach(officer, case_id)
        said = {"motive": _WORDS, "reference": _WORDS, "legal_basis": _WORDS}
        body = members(request, {"fields": names(FIELDS), **said})
        try:
            opening = api().ask_opening(officer, case, body["fields"], {name: body[name] for name in said})
        except TooManyPending:
            raise Problem("too-many-requests-pending") from None
        return answered(
            {
                "id": opening.id,
                "state": opening.state,
                "fields": list(opening.fields),
                "expires_at": opening.expires_at,
            },
            201,
        )

    @route("GET", "/portal/unseal-requests")
    def requests(request: Request, officer: Officer) -> Response:
        api().ask_opening.permitted(officer)
        cursor, limit = page_asked(request)
        state = words(request, ("state",)).get("state")
        found, after = api().ask_opening.listed(officer, state, cursor, limit)
        return listed((_line(officer, opening) for opening in found), after)


def _add_decisions(route: Route, api: Callable[[], UnsealingApi]) -> None:
    @route("POST", "/portal/unseal-requests/{request_id}/approve")
    def approve(request: Request, officer: Officer, request_id: str) -> Response:
        opening = api().decide_opening.approach(officer, request_id)
        members(request, {})
        opening = api().decide_opening.approve(officer, opening)
        return answered({"state": opening.state, "expires_at": opening.expires_at})

    @route("POST", "/portal/unseal-requests/{request_id}/refuse")
    def refuse(request: Request, officer: Officer, request_id: str) -> Response:
        opening = api().decide_opening.approach(officer, request_id)
        body = members(request, {"reason": _WORDS})
        return answered({"state": api().decide_opening.refuse(officer, opening, body["reason"]).state})

    @route("POST", "/portal/unseal-requests/{request_id}/open")
    def open_it(request: Request, officer: Officer, request_id: str) -> Response:
        opening, case = api().open_identity.approach(officer, request_id)
        members(request, {})
        return answered({"fields": api().open_identity(officer, opening, case)})


def _line(officer: Officer, opening: Opening) -> dict[str, Any]:
    """Who asked stands beside what is asked: the rule of two people is judged by it (decisions, 46)."""
    return {
        "id": opening.id,
        "case": opening.case_id,
        "court": opening.court,
        "requester": _who(opening.requester),
        "decider": _who(opening.decider) if opening.decider else None,
        "reason": opening.reason or None,
        "may_decide": may_decide(officer, opening),
        "state": opening.state,
        "fields": list(opening.fields),
        "motive": opening.motive,
        "reference": opening.reference,
        "legal_basis": opening.legal_basis,
        "requested_at": opening.requested_at,
        "expires_at": opening.expires_at,
    }


def _who(person: Person) -> dict[str, str]:
    return {"sub": person.sub, "name": person.username, "personnel": person.personnel, "role": person.role}
