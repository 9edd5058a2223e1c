"""A tiny upstream in place of the emulator, and the proxy in front of it."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from infrastructure.local.ports import HOST, listening_socket, port_of
from infrastructure.local.proxy.routes import Deployment
from infrastructure.local.proxy.thread import ProxyThread

DEPLOYMENT = Deployment(api_id="abc123", distribution_domain="d1.cloudfront.test", pool_id="region_Pool")


@dataclass
class Upstream:
    """What the stand-in saw: most calls at once, and every request target as it came."""

    port: int
    targets: list[str] = field(default_factory=list)
    now: int = 0
    most_at_once: int = 0
    pause: float = 0.0


@pytest.fixture
def upstream() -> Iterator[Upstream]:
    counter = threading.Lock()

    class Echo(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            with counter:
                seen.now += 1
                seen.most_at_once = max(seen.most_at_once, seen.now)
                seen.targets.append(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            time.sleep(seen.pause)
            with counter:
                seen.now -= 1
            told = {
                "method": self.command,
                "target": self.path,
                "headers": [[name.lower(), value] for name, value in self.headers.items()],
                "length": len(body),
            }
            content = json.dumps(told).encode()
            self.send_response(405 if self.command == "PUT" else 200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Allow", "GET, POST")
            self.send_header("Access-Control-Allow-Origin", "*")
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(content)

        do_GET = do_POST = do_PUT = do_DELETE = do_OPTIONS = do_HEAD = answer  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        request_queue_size = 256
        daemon_threads = True

    server = Server((HOST, 0), Echo)
    seen = Upstream(server.server_port)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield seen
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def proxy_port(upstream: Upstream) -> Iterator[int]:
    bound = listening_socket(0)
    proxy = ProxyThread(bound, HOST, upstream.port)
    proxy.start()
    proxy.deployed(DEPLOYMENT)
    yield port_of(bound)
    proxy.stop()
