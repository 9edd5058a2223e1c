"""The portal as Chalice serves it, over tables in memory, with the claims of whoever a test wants to be."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from chalice import Chalice
from chalice.test import Client

from chalicelib.domain.access import Officer
from chalicelib.routes.caller import SignIn
from chalicelib.routes.portal import portal_routes
from chalicelib.routes.portal.api import PortalApi
from chalicelib.wiring.portal import PortalTools, assembled
from tests.casework.world import SEARCH_KEY, World, token
from tests.described import faults


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    text: str

    @property
    def json(self) -> Any:
        return json.loads(self.text)

    @property
    def slug(self) -> str:
        return str(self.json["type"]).removeprefix("urn:e-blagh:problem:")


@dataclass
class ShelfInMemory:
    """Exported files by id; an address says nothing but which."""

    files: dict[str, bytes] = field(default_factory=dict)

    def put(self, export_id: str, kind: str, data: bytes) -> None:
        self.files[export_id] = data

    def address(self, export_id: str, kind: str) -> str:
        return f"https://files.example/{export_id}?signed=yes"


@dataclass
class Portal:
    """Asks as an officer; None is nobody."""

    world: World
    api: PortalApi
    client: Client
    shelf: ShelfInMemory

    def get(self, person: Officer | None, path: str, **claims: Any) -> Answer:
        return self.ask("GET", person, path, None, **claims)

    def post(self, person: Officer | None, path: str, body: Any = None, **claims: Any) -> Answer:
        return self.ask("POST", person, path, json.dumps(body if body is not None else {}), **claims)

    def ask(self, method: str, person: Officer | None, path: str, body: str | None, **claims: Any) -> Answer:
        headers = {"Content-Type": "application/json", **claims.pop("headers", {})}
        if person is not None:
            headers["Authorization"] = token(person, self.world.now(), **claims)
        answer = self.client.http.request(method, path, headers=headers, body=(body or "").encode())
        answered = Answer(answer.status_code, dict(answer.headers), answer.body.decode())
        if "json" in answer.headers.get("Content-Type", ""):
            assert faults(method, path.partition("?")[0], answered.status, answered.json) == []
        return answered


@pytest.fixture
def portal(world: World) -> Iterator[Portal]:
    shelf = ShelfInMemory()
    api = assembled(
        PortalTools(
            sign_in=SignIn("eu-west-3_pool", "portal-client"),
            writer=world.writer(),
            secrets=lambda: [SEARCH_KEY],
            now=world.now,
            new_id=world.new_id,
            terms_of=lambda question: question.lower().split(),
            searches_a_minute=60,
            shelf=shelf,
        )
    )
    app = Chalice("portal", configure_logs=False)
    app.register_blueprint(portal_routes(lambda: api))
    with Client(app) as client:
        yield Portal(world, api, client, shelf)
