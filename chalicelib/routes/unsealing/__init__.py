"""The paths that open identities: answered by the one function that may."""

from collections.abc import Callable

from chalice.app import Blueprint, Request, Response

from chalicelib.domain.access import Officer
from chalicelib.routes.portal.members import choice, members, text
from chalicelib.routes.portal.officer_route import officer_routes
from chalicelib.routes.problems import answered
from chalicelib.routes.unsealing.api import UnsealingApi


def unsealing_routes(api: Callable[[], UnsealingApi]) -> Blueprint:
    """All of them. `api` is asked at each call, so nothing is built at import."""
    routes = Blueprint(__name__)
    route = officer_routes(routes, lambda: (api().sign_in, api().now()))

    @route("POST", "/portal/cases/{case_id}/reporter")
    def reporter(request: Request, officer: Officer, case_id: str) -> Response:
        see = api().see_reporter
        case = see.approach(officer, case_id)
        body = members(request, {"purpose": text(500)}, {"part": choice(("identity", "report"))})
        return answered({"fields": see(officer, case, body.get("part", "identity"), body["purpose"])})

    return routes
