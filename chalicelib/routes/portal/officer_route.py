"""A handler of the portal: knows who calls before anything else, and tells casework's refusals in the API's words."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import wraps
from typing import Any

from chalice.app import Blueprint, Request, Response

from chalicelib.domain.access import Officer
from chalicelib.domain.casework.case import Case
from chalicelib.routes.caller import SignIn, caller
from chalicelib.routes.chalice_quirks import ANY_MEDIA_TYPE
from chalicelib.routes.portal.authorizer import OFFICERS
from chalicelib.routes.portal.steps import shown_refusal
from chalicelib.routes.problem import FieldError, Problem
from chalicelib.routes.problems import told
from chalicelib.usecases.casework.errors import ActNeeded, BadCursor, BadMember, LeaveNeeded, StepRefused, TooOften
from chalicelib.usecases.errors import VersionConflict

OfficerHandler = Callable[..., Response]
Route = Callable[[str, str], Callable[[OfficerHandler], OfficerHandler]]


def officer_routes(
    routes: Blueprint,
    sign_in: Callable[[], tuple[SignIn, datetime]],
    shown: Callable[[Officer, Case], Mapping[str, Any]] | None = None,
) -> Route:
    """Make the decorator of a portal's handlers: `@route("GET", "/portal/me")` over `def me(request, officer)`.

    `shown` gives the case of a version conflict as its reader may see it.
    """

    def route(method: str, path: str) -> Callable[[OfficerHandler], OfficerHandler]:
        def decorate(handler: OfficerHandler) -> OfficerHandler:
            @wraps(handler)
            def with_officer(request: Request, **parameters: str) -> Response:
                officer: Officer = caller(request, *sign_in())
                try:
                    return handler(request, officer, **parameters)
                except VersionConflict as conflict:
                    if shown is None:
                        raise
                    raise Problem("version-conflict", extra={"current": shown(officer, conflict.current)}) from None
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
            return Problem("leave-needed", extra=shown_refusal(error.refusal))
        case StepRefused():
            return Problem("not-allowed-now", extra=shown_refusal(error.refusal))
        case TooOften():
            return Problem("too-many", retry_after=error.retry_after)
        case BadMember():
            return Problem("invalid", [FieldError(error.pointer, error.slug)])
    return error
