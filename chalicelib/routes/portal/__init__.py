"""The portal's paths: for officers, behind the pool's authorizer."""

from collections.abc import Callable

from chalice.app import Blueprint

from chalicelib.routes.portal.act_routes import add_act_routes
from chalicelib.routes.portal.api import PortalApi
from chalicelib.routes.portal.case_routes import add_case_routes
from chalicelib.routes.portal.desk_routes import add_desk_routes
from chalicelib.routes.portal.export_routes import add_export_routes
from chalicelib.routes.portal.officer_route import officer_routes
from chalicelib.routes.portal.write_routes import add_write_routes, case_after


def portal_routes(api: Callable[[], PortalApi]) -> Blueprint:
    """All portal paths but those that open identities. `api` is asked at each call, so nothing is built at import."""
    routes = Blueprint(__name__)
    route = officer_routes(
        routes, lambda: (api().sign_in, api().now()), lambda officer, case: case_after(api(), officer, case)
    )
    add_desk_routes(route, api)
    add_case_routes(route, api)
    add_write_routes(route, api)
    add_act_routes(route, api)
    add_export_routes(route, api)
    return routes
