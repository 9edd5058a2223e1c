"""Who I am, the courts, the queue."""

from collections.abc import Callable

from chalice.app import Request, Response

from chalicelib.domain.access import Officer
from chalicelib.routes.portal.api import PortalApi
from chalicelib.routes.portal.lists import listed, page_asked, row, words
from chalicelib.routes.portal.officer_route import Route
from chalicelib.routes.problem import Problem
from chalicelib.routes.problems import answered
from chalicelib.usecases.casework.list_queue import QueueQuestion

_FILTERS = ("court", "state", "category", "urgency", "language", "assignee", "desk")
_CLOSED_LISTS = {"urgency": ("U0", "U1", "U2", "U3", "U4"), "assignee": ("me", "none"), "desk": ("open", "closed")}


def add_desk_routes(route: Route, api: Callable[[], PortalApi]) -> None:
    """Register them."""

    @route("GET", "/portal/me")
    def me(request: Request, officer: Officer) -> Response:
        rights = sorted(officer.rights, key=lambda right: (right.court, right.role))
        return answered(
            {
                "sub": officer.sub,
                "rights": [{"role": right.role, "court": right.court} for right in rights],
                "roles": sorted({right.role for right in rights}),
                "courts": sorted({right.court for right in rights}),
            }
        )

    @route("GET", "/portal/courts")
    def courts(request: Request, officer: Officer) -> Response:
        return listed(
            (
                {
                    "id": court.id,
                    "name_ar": court.name_ar,
                    "name_fr": court.name_fr,
                    "kind": court.kind,
                    "open_from": court.open_from.isoformat() if court.open_from else None,
                }
                for court in api().courts
            ),
            None,
        )

    @route("GET", "/portal/queue")
    def queue(request: Request, officer: Officer) -> Response:
        cursor, limit = page_asked(request)
        filters = words(request, _FILTERS)
        if any(filters[name] not in allowed for name, allowed in _CLOSED_LISTS.items() if name in filters):
            raise Problem("malformed")
        page = api().list_queue(officer, QueueQuestion(**filters), cursor, limit)
        return listed(map(row, page.rows), page.cursor)
