"""The routes of the public function: reports, receipts, and what describes the service."""

from chalice.app import Blueprint

from chalicelib.routes.public.api import Provider
from chalicelib.routes.public.receipts import add_receipt_routes
from chalicelib.routes.public.reports import add_report_routes
from chalicelib.routes.public.service import add_service_routes


def public_routes(api: Provider) -> Blueprint:
    """Every route that needs no sign-in; paths are without `/api`, which is the name of the stage."""
    routes = Blueprint(__name__)
    add_report_routes(routes, api)
    add_receipt_routes(routes, api)
    add_service_routes(routes, api)
    return routes
