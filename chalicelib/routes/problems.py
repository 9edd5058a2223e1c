"""Problems as answers (RFC 9457), the headers of every answer, and the one place where errors become HTTP."""

import time
import traceback
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from chalice.app import Blueprint, Request, Response

from chalicelib.domain.casework.case import Case
from chalicelib.domain.moments import to_minute
from chalicelib.reference_data.problem_list import problem_kinds
from chalicelib.routes.decoding import LANGUAGES, accepted_language, said_language
from chalicelib.routes.problem import FieldError, Problem
from chalicelib.telemetry import logger
from chalicelib.usecases.errors import Forbidden, KeyUnavailable, NotAllowedNow, NotFound, Unavailable, VersionConflict

__all__ = ["HEADERS", "FieldError", "Problem", "answer", "answered", "language", "meaning", "told"]

# Every answer of the API carries these (api, answers); pages replace the policy by their own.
HEADERS: Mapping[str, str] = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

Handler = Callable[..., Response]


def answered(body: object, status: int = 200, content_type: str = "application/json") -> Response:
    """A successful answer with all headers."""
    return Response(body=body, status_code=status, headers={**HEADERS, "Content-Type": content_type})


def language(request: Request) -> str:
    """The reader's language: `lang` of the body, else `Accept-Language`, else Arabic; the portal speaks ar and fr."""
    lang = said_language(request) or accepted_language(request) or LANGUAGES[0]
    return lang if lang in ("ar", "fr") or not request.path.startswith("/portal") else LANGUAGES[0]


def answer(problem: Problem, request: Request) -> Response:
    """The problem in its JSON form; no value of the request is repeated."""
    kind = problem_kinds()[problem.slug]
    body: dict[str, Any] = {
        "type": f"urn:e-blagh:problem:{problem.slug}",
        "title": kind.because.get(problem.because, kind.title)[language(request)],
        "status": kind.status,
    }
    if problem.errors:
        body["errors"] = [{"pointer": error.pointer, "slug": error.slug} for error in problem.errors]
    response = answered({**body, **problem.extra}, kind.status, "application/problem+json")
    if problem.retry_after is not None:
        response.headers["Retry-After"] = str(problem.retry_after)
    return response


def meaning(error: Exception) -> Problem:
    """What an error means to the caller; one that nobody foresaw is `internal` and leaves a line without its words."""
    match error:
        case Problem():
            return error
        case NotFound():
            return Problem("not-found")
        case Forbidden():
            return Problem("forbidden")
        case VersionConflict():
            return Problem("version-conflict", extra={"current": row(error.current)})
        case NotAllowedNow():
            return Problem("not-allowed-now")
        case KeyUnavailable():
            return Problem("unavailable", retry_after=error.retry_after, because=error.purpose)
        case Unavailable():
            return Problem("unavailable", retry_after=error.retry_after)
    # Neither message nor arguments: they may hold what a person wrote.
    places = [f"{frame.name}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)[-6:]]
    logger.error("defect", extra={"error": type(error).__name__, "places": places})
    return Problem("internal")


def row(case: Case) -> dict[str, Any]:
    """A case as a queue row shows it (api, row)."""
    return {
        "id": case.id,
        "court": case.court,
        "state": case.state,
        "urgency": case.urgency,
        "category": case.category,
        "language": case.language,
        "assignee": case.assignee,
        "created_at": to_minute(case.created_at),
        "version": case.version,
    }


def told(routes: Blueprint, tell: Callable[[Problem, Request], Response] = answer) -> Callable[[Handler], Handler]:
    """Give the handler its request, and tell whatever it raises as a problem.

    `@routes.route(…)` above, `@told(routes)` below, then `def handler(request, **path parameters)`.
    """

    def decorate(handler: Handler) -> Handler:
        @wraps(handler)
        def told_handler(**path: str) -> Response:
            request, started = routes.current_request, time.perf_counter()
            try:
                response = handler(request, **path)
            except Exception as error:
                response = tell(meaning(error), request)
            # One line a call: the route as it is registered, so nothing that a caller wrote.
            took = round((time.perf_counter() - started) * 1000)
            logger.info(
                "call",
                extra={"route": request.path, "method": request.method, "status": response.status_code, "ms": took},
            )
            return response

        return told_handler

    return decorate
