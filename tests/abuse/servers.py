"""Small servers on loopback, to try the runner on: one that refuses everything, one that behaves."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class _Quiet(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None: ...

    def reply(self, status: int, document: object, **headers: str) -> None:
        body = json.dumps(document).encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def read_body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))


class Refuser(_Quiet):
    """Answers 400 to everything, in the problem form: a server that hides behind refusals."""

    def handle_one_request(self) -> None:
        self.raw_requestline = self.rfile.readline(65537)
        if not self.raw_requestline or not self.parse_request():
            self.close_connection = True
            return
        self.read_body()
        self.reply(400, {"type": "urn:e-blagh:problem:malformed", "title": "no", "status": 400})


class Echo(_Quiet):
    """Says back what it received; `/busy` is busy once, `/number` counts."""

    seen: dict[str, int]

    def do_POST(self) -> None:
        body = self.read_body()
        self.count(self.path)
        if self.path == "/busy" and self.seen["/busy"] == 1:
            self.reply(429, {}, Retry_After="0")
        elif self.path == "/number":
            self.reply(201, {"number": self.seen["/number"]})
        elif self.path == "/leak":
            self.reply(200, {"error": "Traceback (most recent call last)"})
        else:
            headers = [[name, value] for name, value in self.headers.items()]
            self.reply(201, {"path": self.path, "headers": headers, "body": body.decode("utf-8", "replace")})

    do_GET = do_POST  # noqa: N815 (the name that the base class looks for)

    def count(self, path: str) -> None:
        with self.server.lock:  # type: ignore[attr-defined]
            self.seen[path] = self.seen.get(path, 0) + 1


@contextmanager
def serving(handler: type[_Quiet]) -> Iterator[str]:
    """Serve on a free port of loopback; yields the base address."""
    if issubclass(handler, Echo):
        handler = type("Echo", (handler,), {"seen": {}})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.lock = threading.Lock()  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
