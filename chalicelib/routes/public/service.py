"""What describes the service itself."""

from chalice.app import Blueprint, Request, Response

from chalicelib.routes.problems import answered, told
from chalicelib.routes.public.api import Provider


def add_service_routes(routes: Blueprint, api: Provider) -> None:
    """`GET /health`, `GET /challenge`, `GET /openapi.json`."""

    @routes.route("/health", methods=["GET"])
    @told(routes)
    def health(_request: Request) -> Response:
        return answered({"status": "ok"})

    @routes.route("/challenge", methods=["GET"])
    @told(routes)
    def challenge(_request: Request) -> Response:
        return answered(api().admit.work.challenge())

    @routes.route("/openapi.json", methods=["GET"])
    @told(routes)
    def openapi(_request: Request) -> Response:
        return answered(api().openapi())
