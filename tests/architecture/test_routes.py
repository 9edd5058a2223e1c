"""Every route is behind sign-in, or on the short list of what a citizen may call."""

from typing import Any

import pytest

from infrastructure.deployment.routes import chalice_definition
from infrastructure.deployment.source import stage_source

OPEN_TO_ALL = {
    ("get", "/challenge"),
    ("get", "/health"),
    ("get", "/openapi.json"),
    ("post", "/receipts"),
    ("post", "/receipts/contact-code"),
    ("post", "/receipts/contest"),
    ("post", "/receipts/facts"),
    ("post", "/receipts/identity"),
    ("post", "/receipts/identity/erase"),
    ("post", "/receipts/messages"),
    ("post", "/receipts/proof"),
    ("post", "/reports"),
    ("post", "/reports/review"),
}


@pytest.fixture(scope="module")
def routes(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, str, dict[str, Any]]]:
    """Method, path and operation of every route of the app."""
    definition = chalice_definition(stage_source(tmp_path_factory.mktemp("routes") / "source"), "local")
    return [(method, path, one) for path, methods in definition["paths"].items() for method, one in methods.items()]


def test_a_route_is_a_portal_route_or_on_the_list(routes: list[tuple[str, str, dict[str, Any]]]) -> None:
    assert routes
    unlisted = {(method, path) for method, path, _ in routes if not path.startswith("/portal/")} - OPEN_TO_ALL
    assert unlisted == set()


def test_every_portal_route_declares_the_authorizer_in_the_code_too(
    routes: list[tuple[str, str, dict[str, Any]]],
) -> None:
    guarded = {path: bool(operation.get("security")) for _, path, operation in routes if path.startswith("/portal/")}
    assert [path for path, declared in guarded.items() if not declared] == []
