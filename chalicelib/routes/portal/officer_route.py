"""A handler of the portal: knows who calls before anything else, and tells casework's refusals in the API's words."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps

from chalice.app import Blueprint, Request, Response

from chalicelib.domain.access import Officer
from chalicelib.routes.caller import SignIn, caller
from chalicelib.routes.chalice_quirks import ANY_MEDIA_TYPE
from chalicelib.routes.portal.authorizer import OFFICERS
from chalicelib.routes.problem import FieldError, Problem
from chalicelib.routes.problems import told
from chalicelib.usecases.casework.errors import ActNeeded, ActRefused, BadCursor, BadMember, LeaveNeeded

OfficerHandler = Callable[..., Response]
Route = Callable[[str, str], Callable[[OfficerHandler], OfficerHandler]]


def officer_routes(routes: Blueprint, sign_in: Callable[[], tuple[SignIn, datetime]]) -> Route:
    """Make the decorator of a portal's handlers: `@route("GET", "/portal/me")` over `def me(request, officer)`."""

    def route(method: str, path: str) -> Callable[[OfficerHandler], OfficerHandler]:
        def decorate(handler: OfficerHandler) -> OfficerHandler:
            @wraps(handler)
            def with_officer(request: Request, **parameters: str) -> Response:
                officer: Officer = caller(request, *sign_in())
                try:
                    return handler(request, officer, **parameters)
                except Exception as error:
                    raise _casework_meaning(error) from None

            register = routes.route(path, methods=[method], authorizer=OFFICERS, content_types=ANY_MEDIA_TYPE)
            registered: OfficerHandler = register(told(routes)(with_officer))
            return registered

        return decorate

    return route


def _casework_meaning(error: Exception) -> Exception:
    match error:
        case BadCursor():
            return Problem("malformed")
        case ActNeeded():
            return Problem("act-needed", extra={"act": error.act})
        case LeaveNeeded():
            return Problem("leave-needed")
        case ActRefused():
            refusal = error.refusal
            return Problem("not-allowed-now", extra={"rule": refusal.rule, "possible_in": list(refusal.possible_in)})
        case BadMember():
            return Problem("invalid", [FieldError(error.pointer, error.slug)])
    return error
