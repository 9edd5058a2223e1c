"""Stands in for the service: the built portal, a sign-in page, and the portal's API over cases in memory.

It refuses what the contract refuses (no token, stale version, out of sight), and each of its answers is held to the API
description, so that the pages meet true answers.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from infrastructure.edge.headers import content_policy, portal_policy
from tests.described import faults, success

from .case_steps import case_answer
from .desks import desk_answer
from .openings import opening_answer
from .sign_in import CLIENT, back_with_code, exchanged
from .world import RefusedError, World

API = "/api/portal"
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript",
    ".css": "text/css",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}
PAGE_HEADERS = {
    "Content-Security-Policy": content_policy(portal_policy(None)),
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def answer(world: World, method: str, path: str, query: dict[str, str], body: Any) -> tuple[int, Any]:
    """Status and body of one call of the API, held to its description. Text is a table."""
    try:
        told = _answer(world, method, path.strip("/").split("/"), query, body)
        status = success(method, f"/portal{path}")
    except RefusedError as refused:
        told = {"type": f"urn:e-blagh:problem:{refused.slug}", "title": "…", "status": refused.status, **refused.extra}
        status = refused.status
    if not isinstance(told, str):
        world.faults += faults(method, f"/portal{path}", status, told)
    return status, told


def _answer(world: World, method: str, parts: list[str], query: dict[str, str], body: Any) -> Any:
    if world.fail_next and method == "POST":
        status, slug = world.fail_next
        world.fail_next = None
        raise RefusedError(status, slug)
    if parts[0] == "cases":
        return case_answer(world, method, parts[1], parts[2:], body)
    if parts[0] == "unseal-requests":
        return opening_answer(world, parts[1:], query)
    return desk_answer(world, method, parts, query, body)


class Handler(BaseHTTPRequestHandler):
    world: World
    pages: Path

    def log_message(self, *_: object) -> None:
        """Quiet."""

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        query = {name: values[-1] for name, values in parse_qs(address.query).items()}
        if address.path.startswith(API):
            self._api("GET", address.path.removeprefix(API), query, None)
        elif address.path == "/oauth2/authorize":
            self._send(302, b"", {"Location": back_with_code(self.world, query)})
        elif address.path == "/logout":
            self._send(302, b"", {"Location": query["logout_uri"]})
        elif address.path == "/portal/config.json":
            stage = {"stage": "test", "region": "eu-west-3", "pool_id": "pool", "client_id": CLIENT, "api": "/api"}
            self._json(200, {**stage, "signin_origin": f"http://{self.headers['Host']}"})
        else:
            self._page(address.path)

    def do_POST(self) -> None:
        address = urlsplit(self.path)
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if address.path.startswith(API):
            self._api("POST", address.path.removeprefix(API), {}, json.loads(raw))
        elif address.path == "/oauth2/token":
            form = {name: values[-1] for name, values in parse_qs(raw.decode()).items()}
            try:
                self._json(200, exchanged(self.world, form))
            except RefusedError as refused:
                self._json(refused.status, {"error": refused.slug})
        else:
            self._json(400, {})

    def _page(self, path: str) -> None:
        name = path.removeprefix("/portal/")
        file = self.pages / (f"{name}index.html" if not name or name.endswith("/") else name)
        if not path.startswith("/portal/") or not file.is_file():
            self._send(404, b"", {})
            return
        self._send(200, file.read_bytes(), {"Content-Type": TYPES[file.suffix], **PAGE_HEADERS})

    def _api(self, method: str, path: str, query: dict[str, str], body: Any) -> None:
        self.world.requests.append((method, path, body if method == "POST" else query))
        if path == "/queue":
            with self.world.held_back:
                pass
        if self.headers.get("Authorization", "").removeprefix("Bearer ") not in self.world.tokens:
            self._json(401, {"type": "urn:e-blagh:problem:unauthenticated", "title": "…", "status": 401})
            return
        status, told = answer(self.world, method, path, query, body)
        if isinstance(told, str):
            self._send(status, told.encode(), {"Content-Type": "text/csv; charset=utf-8"})
        else:
            self._json(status, told)

    def _json(self, status: int, told: Any) -> None:
        kind = "application/problem+json" if "type" in told and status >= 400 else TYPES[".json"]
        self._send(status, json.dumps(told, ensure_ascii=False).encode(), {"Content-Type": kind})

    def _send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {"Cache-Control": "no-store", **headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def serving(pages: Path, world: World) -> Iterator[str]:
    """Serve on a free port; yields the origin. `localhost`, because the sign-in needs a secure context."""
    handler = type("BoundHandler", (Handler,), {"world": world, "pages": pages})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
