"""`POST /receipts`: following a report, and adding to it. The code travels in the body, never in an address."""

from collections.abc import Callable

from chalice.app import Blueprint, Request, Response

from chalicelib.reference_data.problem_list import problem_kinds
from chalicelib.routes.chalice_quirks import ANY_MEDIA_TYPE
from chalicelib.routes.decoding import FORM, form_fields, media_type, prefers_page
from chalicelib.routes.pages import gather
from chalicelib.routes.problem import Problem
from chalicelib.routes.problems import answered, language
from chalicelib.routes.public.api import Provider
from chalicelib.routes.public.posted import Posted, posted
from chalicelib.routes.public.telling import page, public
from chalicelib.usecases.intake.write_addition import Added

# A form says its language beside the members of these routes.
_BESIDE = ("idempotency_key", "lang")
_ON_THE_PAGE = frozenset({"invalid", "nothing-reported", "unknown-form-version", "too-many"})


def add_receipt_routes(routes: Blueprint, api: Provider) -> None:
    """The view of a receipt, and whatever its holder does later."""

    def draw(problem: Problem, errors: list[dict[str, str]], lang: str, request: Request) -> str:
        pages = api().pages()
        if media_type(request) == FORM:
            fields = gather(form_fields(request))
            code = fields.get("receipt", [""])[0]
            if problem.slug == "not-found" or not code:
                return pages.follow_up_form(lang, problem.slug, code)
            if problem.slug in _ON_THE_PAGE:
                part = request.path.rsplit("/", 1)[-1]
                view = api().follow(code)
                return pages.follow_up(lang, code=code, view=view, errors=errors, fields=fields, posted_to=part)
        return pages.problem(lang, problem.slug, problem_kinds()[problem.slug].status, errors)

    @routes.route("/receipts", methods=["POST"], content_types=ANY_MEDIA_TYPE)
    @public(routes, draw)
    def follow(request: Request) -> Response:
        sent = posted(request, api().forms, beside=_BESIDE)
        view = api().follow.asked(sent.members)
        if not prefers_page(request):
            return answered(view)
        return page(api().pages().follow_up(language(request), code=str(sent.members["receipt"]), view=view))

    @routes.route("/receipts/messages", methods=["POST"], content_types=ANY_MEDIA_TYPE)
    @public(routes, draw)
    def message(request: Request) -> Response:
        return _added(request, api, api().add.message, 201, "message-sent")

    @routes.route("/receipts/facts", methods=["POST"], content_types=ANY_MEDIA_TYPE)
    @public(routes, draw)
    def facts(request: Request) -> Response:
        return _added(request, api, api().add.facts, 202, "facts-added")

    @routes.route("/receipts/identity", methods=["POST"], content_types=ANY_MEDIA_TYPE)
    @public(routes, draw)
    def identity(request: Request) -> Response:
        return _added(request, api, api().declare, 202, "identity-declared")

    @routes.route("/receipts/identity/erase", methods=["POST"], content_types=ANY_MEDIA_TYPE)
    @public(routes, draw)
    def erase(request: Request) -> Response:
        return _added(request, api, api().erase, 202, "erasure-asked", again=202)

    @routes.route("/receipts/contest", methods=["POST"], content_types=ANY_MEDIA_TYPE)
    @public(routes, draw)
    def contest(request: Request) -> Response:
        return _added(request, api, api().contest, 202, "contest-made")

    @routes.route("/receipts/contact-code", methods=["POST"], content_types=ANY_MEDIA_TYPE)
    @public(routes, draw)
    def contact_code(request: Request) -> Response:
        sent = posted(request, api().forms, beside=_BESIDE)
        checked = api().contact_code(sent.members)
        if not prefers_page(request):
            return answered(checked)
        code = str(sent.members["receipt"])
        view = {**api().follow(code), "contact_code": checked}
        notice = "code-genuine" if checked["genuine"] else "code-false"
        return page(api().pages().follow_up(language(request), code=code, view=view, notice=notice))

    @routes.route("/receipts/proof", methods=["POST"], content_types=ANY_MEDIA_TYPE)
    @public(routes, draw)
    def proof(request: Request) -> Response:
        sent = posted(request, api().forms, beside=_BESIDE)
        proof = api().prove(sent.members)
        if not prefers_page(request):
            return answered(proof)
        code = str(sent.members["receipt"])
        view = {**api().follow(code), "proof": proof}
        return page(api().pages().follow_up(language(request), code=code, view=view, notice="proof-made"))


def _added(
    request: Request,
    api: Provider,
    add: Callable[[dict[str, object], str | None], Added],
    status: int,
    notice: str,
    *,
    again: int = 200,
) -> Response:
    """`notice`: what the page says was done. `again`: the status of a repeat."""
    sent: Posted = posted(request, api().forms, beside=_BESIDE)
    added = add(sent.members, sent.key)
    if not prefers_page(request):
        return answered({"id": added.id}, again if added.replayed else status)
    code = str(sent.members["receipt"])
    view = api().follow(code)
    return page(api().pages().follow_up(language(request), code=code, view=view, notice=notice), status)
