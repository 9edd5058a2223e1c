"""The public function behind Chalice's test client, over the fakes of intake."""

import json
from dataclasses import dataclass, field
from typing import Any

import pytest
from chalice.app import Chalice
from chalice.test import Client

from chalicelib.routes.public import public_routes
from chalicelib.routes.public.api import PublicApi
from tests.intake.world import World


@dataclass
class Answer:
    """Status, headers (lower case) and body of one answer."""

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
class FakePages:
    """Pages as one line: which page, in which language, about what."""

    drawn: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    broken: bool = False

    def _page(self, page: str, **about: Any) -> str:
        if self.broken:
            raise FileNotFoundError("no bundle")
        self.drawn.append((page, about))
        return f"<p>{page} {about['lang']}"

    def review(self, lang: str, kind: str, fields: Any, *, idempotency_key: str, ticket: str) -> str:
        return self._page("review", lang=lang, kind=kind, fields=fields, key=idempotency_key, ticket=ticket)

    def form_with_errors(self, lang: str, kind: str, fields: Any, errors: Any, problem: str, words: str = "") -> str:
        return self._page("form", lang=lang, kind=kind, fields=fields, errors=errors, problem=problem, words=words)

    def receipt(self, lang: str, **about: Any) -> str:
        return self._page("receipt", lang=lang, **about)

    def follow_up(self, lang: str, **about: Any) -> str:
        return self._page("follow", lang=lang, **about)

    def follow_up_form(self, lang: str, error: str | None, code: str = "") -> str:
        return self._page("code", lang=lang, error=error)

    def problem(self, lang: str, slug: str, status: int, errors: Any = ()) -> str:
        return self._page("problem", lang=lang, slug=slug, status=status)


class PublicSite:
    """Requests to the public function."""

    def __init__(self, world: World, pages: FakePages) -> None:
        self.world, self.pages = world, pages
        api = PublicApi(
            admit=world.admit,
            submit=world.submit,
            review=world.review,
            follow=world.follow,
            add=world.add,
            declare=world.declare,
            erase=world.erase,
            contest=world.contest,
            contact_code=world.contact_code,
            prove=world.prove,
            forms=world.forms,
            pages=lambda: pages,  # type: ignore[arg-type, return-value]
            openapi=lambda: "{}",
        )
        app = Chalice("test", configure_logs=False)
        app.register_blueprint(public_routes(lambda: api))
        self._client = Client(app)

    def get(self, path: str, **headers: str) -> Answer:
        return self._answer(self._client.http.get(path, headers=headers))

    def post(self, path: str, body: Any, *, content_type: str = "application/json", **headers: str) -> Answer:
        raw = body if isinstance(body, bytes) else body.encode() if isinstance(body, str) else json.dumps(body).encode()
        sent = {"Content-Type": content_type, **{name.replace("_", "-"): value for name, value in headers.items()}}
        return self._answer(self._client.http.post(path, headers=sent, body=raw))

    def form(self, path: str, body: str, **headers: str) -> Answer:
        return self.post(path, body, content_type="application/x-www-form-urlencoded", **headers)

    @staticmethod
    def _answer(response: Any) -> Answer:
        headers = {name.lower(): value for name, value in response.headers.items()}
        return Answer(response.status_code, headers, response.body.decode())


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def site(world: World) -> PublicSite:
    return PublicSite(world, FakePages())
