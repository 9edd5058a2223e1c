"""The site built once, its bundle, and a small server that answers as the deployed one would."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Browser, Page

from chalicelib.routes.pages import Pages, gather
from chalicelib.routes.public.telling import PAGE_POLICY
from infrastructure.site.build import build_site
from infrastructure.site.bundle import write_bundle
from tests.site.samples import CODE, CONTACT_CODE, GENUINE, KEY, PROOF, RECEIVED, TICKET, VIEW

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".json": "application/json",
}


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    build_site(folder)
    return folder


@pytest.fixture(scope="session")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bundle") / "site_bundle"
    write_bundle(folder)
    return folder


@pytest.fixture(scope="session")
def pages(bundle: Path) -> Pages:
    return Pages(bundle)


@pytest.fixture(scope="session")
def address(site: Path, pages: Pages) -> Iterator[str]:
    """Address of a server with the built files, the policy of the pages, and the API's pages without a store."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/leave":
                return self._say(b"<!doctype html><title>neutral</title>", ".html")
            if self.path == "/favicon.ico":
                return self._say(b"", ".svg")
            file = site / self.path.split("?")[0].lstrip("/")
            file = file / "index.html" if file.is_dir() else file
            return self._say(file.read_bytes(), file.suffix) if file.is_file() else self.send_error(404)

        def do_POST(self) -> None:
            typed = self.rfile.read(int(self.headers["Content-Length"])).decode()
            fields = gather(parse_qs(typed, keep_blank_values=True))
            lang = fields.get("lang", ["ar"])[0]
            self._say(_answer(pages, self.path, lang, fields).encode(), ".html")

        def _say(self, content: bytes, ending: str) -> None:
            self.send_response(200)
            self.send_header("Content-Type", TYPES[ending])
            self.send_header("Content-Security-Policy", PAGE_POLICY)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: Any) -> None:
            """Silence: the tests read the pages, not the log."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def _answer(pages: Pages, path: str, lang: str, fields: dict[str, list[str]]) -> str:
    kind = fields.get("citizen_choice", [""])[0]
    if path == "/api/reports/review":
        if "reporter.identity" not in fields:
            return pages.form_with_errors(
                lang, None, fields, [{"pointer": "/reporter/identity", "slug": "required"}], "invalid"
            )
        return pages.review(lang, kind, fields, idempotency_key=KEY, ticket=TICKET)
    if path == "/api/reports":
        return pages.receipt(lang, code=CODE, received_at=RECEIVED, urgency="U3", kind=kind, uploads="open")
    view = {**VIEW, "contest": True}
    if path == "/api/receipts/contact-code":
        view["contact_code"] = GENUINE if fields["code"] == [CONTACT_CODE] else {"genuine": False}
        notice = "code-genuine" if view["contact_code"] == GENUINE else "code-false"
        return pages.follow_up(lang, code=fields["receipt"][0], view=view, notice=notice)
    if path == "/api/receipts/proof":
        view["proof"] = PROOF
    return pages.follow_up(lang, code=fields["receipt"][0], view=view, notice=NOTICES.get(path, ""))


NOTICES = {
    "/api/receipts/messages": "message-sent",
    "/api/receipts/facts": "facts-added",
    "/api/receipts/identity": "identity-declared",
    "/api/receipts/identity/erase": "erasure-asked",
    "/api/receipts/contest": "contest-made",
    "/api/receipts/proof": "proof-made",
}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A narrow page with scripts; it fails on any error, refused by the policy or thrown."""
    context = browser.new_context(viewport={"width": 360, "height": 800})
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    yield opened
    context.close()
    assert faults == []
