"""`POST /reports` and its review."""

from chalice.app import Blueprint, Request, Response

from chalicelib.reference_data.problem_list import problem_kinds
from chalicelib.routes.chalice_quirks import ANY_MEDIA_TYPE
from chalicelib.routes.decoding import FORM, form_fields, header, media_type, prefers_page
from chalicelib.routes.pages import gather
from chalicelib.routes.problem import Problem
from chalicelib.routes.problems import answered, language
from chalicelib.routes.public.api import Provider
from chalicelib.routes.public.posted import Posted, posted
from chalicelib.routes.public.telling import page, public

# Problems that the form itself shows, with everything typed still in it.
_ON_THE_FORM = frozenset(
    {
        "invalid",
        "nothing-reported",
        "identity-when-anonymous",
        "unknown-form-version",
        "ticket-too-early",
        "unavailable",
    }
)


def add_report_routes(routes: Blueprint, api: Provider) -> None:
    """Sending a report, and reading it over before sending."""

    def draw(problem: Problem, errors: list[dict[str, str]], lang: str, request: Request) -> str:
        pages = api().pages()
        if problem.slug in _ON_THE_FORM and media_type(request) == FORM:
            words = problem_kinds()[problem.slug].because.get(problem.because, {}).get(lang, "")
            return pages.form_with_errors(lang, None, gather(form_fields(request)), errors, problem.slug, words)
        return pages.problem(lang, problem.slug, problem_kinds()[problem.slug].status, errors)

    @routes.route("/reports", methods=["POST"], content_types=ANY_MEDIA_TYPE)
    @public(routes, draw)
    def submit(request: Request) -> Response:
        sent = _report(request, api)
        spent = api().admit(sent.beside.get("ticket"), header(request, "Proof-Of-Work"))
        accepted = api().submit(sent.members, sent.key, spent)
        status = 200 if accepted.replayed else 201
        if not prefers_page(request):
            return answered({"receipt": accepted.receipt, "received_at": accepted.received_at}, status)
        return page(
            api()
            .pages()
            .receipt(
                language(request),
                code=accepted.receipt,
                received_at=accepted.received_at,
                urgency=accepted.urgency,
                kind=sent.members["citizen_choice"],
                uploads=accepted.uploads,
            ),
            status,
        )

    @routes.route("/reports/review", methods=["POST"], content_types=ANY_MEDIA_TYPE)
    @public(routes, draw)
    def review(request: Request) -> Response:
        if media_type(request) != FORM:
            raise Problem("unsupported-media")
        sent = _report(request, api)
        ready = api().review(sent.members)
        return page(_reviewed(request, api, sent, ready.idempotency_key, ready.ticket))


def _reviewed(request: Request, api: Provider, sent: Posted, key: str, ticket: str) -> str:
    return (
        api()
        .pages()
        .review(
            language(request),
            sent.members["citizen_choice"],
            {name: values for name, values in sent.fields.items() if name not in sent.beside},
            idempotency_key=key,
            ticket=ticket,
        )
    )


def _report(request: Request, api: Provider) -> Posted:
    """The posted report; without a `reporter` it is the choice of identity that is missing, and told so."""
    sent = posted(request, api().forms)
    sent.members.setdefault("reporter", {})
    return sent
