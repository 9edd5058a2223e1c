"""A case's file to be taken away."""

from collections.abc import Callable

from chalice.app import Request, Response

from chalicelib.domain.access import Action, Officer
from chalicelib.routes.portal.api import PortalApi
from chalicelib.routes.portal.lists import listed, page_asked
from chalicelib.routes.portal.members import choice, members
from chalicelib.routes.portal.officer_route import Route
from chalicelib.routes.problems import answered
from chalicelib.usecases.casework.export_case import KINDS, LANGUAGES


def add_export_routes(route: Route, api: Callable[[], PortalApi]) -> None:
    """Register them."""

    @route("POST", "/portal/cases/{case_id}/exports")
    def make(request: Request, officer: Officer, case_id: str) -> Response:
        case = api().found(officer, Action.EXPORT, case_id)
        body = members(request, {"kind": choice(KINDS), "lang": choice(LANGUAGES)})
        return answered({"id": api().export_case.make(officer, case, body["kind"], body["lang"])}, 202)

    @route("GET", "/portal/cases/{case_id}/export")
    def made(request: Request, officer: Officer, case_id: str) -> Response:
        case = api().found(officer, Action.EXPORT, case_id)
        exports = api().export_case
        items, cursor = api().page_of_items.newest_first(
            officer, request.path, exports.listed(officer, case), *page_asked(request)
        )
        return listed(
            (
                {
                    "id": item.id,
                    "kind": item.body["kind"],
                    "lang": item.body["lang"],
                    "author": item.body["author"],
                    "state": exports.state(item),
                    "made_at": item.created_at,
                }
                for item in items
            ),
            cursor,
        )

    @route("GET", "/portal/exports/{export_id}")
    def give(request: Request, officer: Officer, export_id: str) -> Response:
        given = api().export_case.give(officer, export_id)
        return answered({name: value for name, value in vars(given).items() if value is not None})
