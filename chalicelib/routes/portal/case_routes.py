"""Reading a case and what hangs on it."""

from collections.abc import Callable

from chalice.app import Request, Response

from chalicelib.domain.access import Officer
from chalicelib.routes.portal.api import PortalApi
from chalicelib.routes.portal.case_answer import case_answer, event, message, note, notes_for
from chalicelib.routes.portal.lists import listed, page_asked
from chalicelib.routes.portal.officer_route import Route
from chalicelib.routes.problems import answered


def add_case_routes(route: Route, api: Callable[[], PortalApi]) -> None:
    """Register them."""

    @route("GET", "/portal/cases/{case_id}")
    def case(request: Request, officer: Officer, case_id: str) -> Response:
        file, links = api().read_case.with_links(officer, case_id)
        return answered(case_answer(officer, file, links, api().now()))

    @route("GET", "/portal/cases/{case_id}/notes")
    def notes(request: Request, officer: Officer, case_id: str) -> Response:
        file = api().read_case(officer, case_id)
        items, cursor = api().page_of_items.newest_first(
            officer, request.path, notes_for(officer, file), *page_asked(request)
        )
        return listed(map(note, items), cursor)

    @route("GET", "/portal/cases/{case_id}/messages")
    def messages(request: Request, officer: Officer, case_id: str) -> Response:
        file = api().read_case(officer, case_id)
        items, cursor = api().page_of_items.newest_first(
            officer, request.path, file.all("MESSAGE"), *page_asked(request)
        )
        return listed(map(message, items), cursor)

    @route("GET", "/portal/cases/{case_id}/timeline")
    def timeline(request: Request, officer: Officer, case_id: str) -> Response:
        file = api().read_case(officer, case_id)
        entries, cursor = api().read_timeline(officer, file.case, *page_asked(request))
        return listed(map(event, entries), cursor)
