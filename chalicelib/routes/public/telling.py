"""Refusals of intake as problems, told as JSON or as a page in the reader's language."""

from collections.abc import Callable
from functools import wraps

from chalice.app import Blueprint, Request, Response

from chalicelib.domain.intake.message_cursor import BadCursor
from chalicelib.domain.intake.report import IdentityWhenAnonymous, NothingReported
from chalicelib.domain.intake.review_ticket import TicketTooEarly
from chalicelib.reference_data.problem_list import problem_kinds
from chalicelib.routes.decoding import prefers_page
from chalicelib.routes.problem import FieldError, Problem
from chalicelib.routes.problems import HEADERS, Handler, answer, language, meaning, told
from chalicelib.usecases.intake.errors import (
    ChallengeNeeded,
    InvalidMembers,
    KeyReused,
    TooManyAdditions,
    UnknownFormVersion,
    WrongProof,
)

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types eb-scripts"
)

# How a problem looks as a page: the text of the page for (problem, its errors as the pages read them, language).
Draw = Callable[[Problem, list[dict[str, str]], str, Request], str]


def page(text: str, status: int = 200) -> Response:
    """A page with the policy that its scripts and styles need."""
    headers: dict[str, str | list[str]] = {
        **HEADERS,
        "Content-Security-Policy": PAGE_POLICY,
        "Content-Type": "text/html; charset=utf-8",
    }
    return Response(body=text, status_code=status, headers=headers)


def public(routes: Blueprint, draw: Draw) -> Callable[[Handler], Handler]:
    """As `problems.told`, with the refusals of intake, and as a page for who prefers one."""

    def tell(problem: Problem, request: Request) -> Response:
        if not prefers_page(request):
            return answer(problem, request)
        errors = [{"pointer": error.pointer, "slug": error.slug} for error in problem.errors]
        try:
            drawn = page(draw(problem, errors, language(request), request), problem_kinds()[problem.slug].status)
        except Exception as error:
            # Without a page the problem still has to be told; what broke leaves its line in the log.
            meaning(error)
            return answer(problem, request)
        if problem.retry_after is not None:
            drawn.headers["Retry-After"] = str(problem.retry_after)
        return drawn

    def decorate(handler: Handler) -> Handler:
        @wraps(handler)
        def refusing(request: Request, **path: str) -> Response:
            try:
                return handler(request, **path)
            except Exception as error:
                raise _problem(error) from error

        return told(routes, tell)(refusing)

    return decorate


def _problem(error: Exception) -> Exception:
    match error:
        case InvalidMembers():
            return Problem("invalid", [FieldError(pointer, slug) for pointer, slug in error.errors])
        case NothingReported():
            return Problem("nothing-reported")
        case IdentityWhenAnonymous():
            return Problem("identity-when-anonymous")
        case UnknownFormVersion():
            return Problem("unknown-form-version")
        case TicketTooEarly():
            return Problem("ticket-too-early")
        case WrongProof():
            return Problem("invalid")
        case ChallengeNeeded():
            return Problem("challenge", retry_after=1, extra={"challenge": error.challenge})
        case KeyReused():
            return Problem("key-reused")
        case TooManyAdditions():
            return Problem("too-many", retry_after=error.retry_after)
        case BadCursor():
            return Problem("malformed")
    return error
