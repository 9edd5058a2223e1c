"""The same-origin proxy: what reaches the emulator, what never does, and what a bad client gets."""

from __future__ import annotations

import http.client
import json
import socket
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from infrastructure.local.ports import HOST, listening_socket, port_of
from infrastructure.local.proxy.thread import ProxyThread
from tests.local.conftest import DEPLOYMENT, Upstream

PROTECTIONS = {
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


def ask(
    port: int, method: str, target: str, headers: dict[str, str] | None = None, body: bytes | None = None
) -> tuple[int, dict[str, str], bytes]:
    """One request, sent as written; status, headers in lower case, body."""
    connection = http.client.HTTPConnection(HOST, port, timeout=10)
    connection.putrequest(method, target, skip_host="Host" in (headers or {}), skip_accept_encoding=True)
    for name, value in (headers or {}).items():
        connection.putheader(name, value)
    if body is not None and "Content-Length" not in (headers or {}):
        connection.putheader("Content-Length", str(len(body)))
    connection.endheaders(body)
    answer = connection.getresponse()
    content = answer.read()
    found = {name.lower(): value for name, value in answer.getheaders()}
    connection.close()
    return answer.status, found, content


def told(content: bytes) -> dict[str, str]:
    """Headers that the upstream saw."""
    return dict(json.loads(content)["headers"])


def raw(port: int, sent: bytes) -> bytes:
    """Everything that comes back for these bytes."""
    with socket.create_connection((HOST, port), timeout=10) as connection:
        connection.sendall(sent)
        received = b""
        while piece := connection.recv(65536):
            received += piece
        return received


@pytest.mark.parametrize(
    ("method", "target", "host"),
    [
        ("POST", "/api/reports", "abc123.execute-api.localhost"),
        ("GET", "/api/portal/queue?limit=1", "abc123.execute-api.localhost"),
        ("GET", "/ar/", "d1.cloudfront.test"),
        ("GET", "/portal/config.json", "d1.cloudfront.test"),
        ("GET", "/API/PORTAL/QUEUE", "d1.cloudfront.test"),
        ("GET", "/healthy/", "d1.cloudfront.test"),
    ],
)
def test_each_address_reaches_its_part_of_the_emulator(proxy_port: int, method: str, target: str, host: str) -> None:
    status, _, content = ask(proxy_port, method, target, body=b"" if method == "POST" else None)

    assert status == 200
    assert told(content)["host"] == host


@pytest.mark.parametrize(
    ("method", "target"),
    [
        ("GET", "/oauth2/authorize?client_id=x"),
        ("POST", "/oauth2/token"),
        ("POST", "/login"),
        ("GET", "/logout?client_id=x"),
        ("GET", "/region_Pool/.well-known/jwks.json"),
    ],
)
def test_sign_in_is_the_emulators_own(proxy_port: int, upstream: Upstream, method: str, target: str) -> None:
    status, _, content = ask(proxy_port, method, target, body=b"a=b" if method == "POST" else None)

    assert status == 200
    assert told(content)["host"] == f"{HOST}:{upstream.port}"


@pytest.mark.parametrize(
    "target",
    [
        "/_ministack/reset",
        "/%5fministack/reset",
        "//_ministack/reset",
        "/ar/../_ministack/reset",
        "/api/../_ministack/reset",
        "/api/%2e%2e/_ministack/reset",
        "/_localstack/health",
        "/_aws/execute-api/abc123/api/",
        "/health",
        "/%68ealth",
        "/iceberg/v1/config",
        "/v2/email/identities",
        "/WriteGetObjectResponse",
    ],
)
def test_the_emulators_own_pages_are_out_of_reach(proxy_port: int, upstream: Upstream, target: str) -> None:
    for method in ("GET", "POST"):
        status, headers, _ = ask(proxy_port, method, target, body=b"" if method == "POST" else None)
        assert status == 404
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert upstream.targets == []


def test_the_control_plane_is_out_of_reach_behind_the_sign_in_paths(proxy_port: int, upstream: Upstream) -> None:
    signed = {
        "Authorization": "AWS4-HMAC-SHA256 Credential=test/20261124/eu-west-3/dynamodb/aws4_request",
        "X-Amz-Target": "DynamoDB_20120810.ListTables",
    }

    status, headers, _ = ask(proxy_port, "PUT", "/oauth2/token", signed, b"{}")
    assert (status, headers["allow"]) == (405, "POST")
    assert upstream.targets == []

    _, _, content = ask(proxy_port, "POST", "/oauth2/token", signed, b"{}")
    assert "x-amz-target" not in told(content)


@pytest.mark.parametrize(
    "target",
    [
        "/api/./portal/queue",
        "/api/reports/../portal/queue",
        "/api/portal%2fqueue",
        "/api//x",
        "/ar/%c0%ae",
        "/a;x=1?b=%20",
    ],
)
def test_addresses_go_through_as_written(proxy_port: int, upstream: Upstream, target: str) -> None:
    ask(proxy_port, "GET", target)

    assert upstream.targets == [target]


def test_the_callers_word_on_hosts_and_addresses_is_not_believed(proxy_port: int) -> None:
    forged = {
        "X-Forwarded-For": "203.0.113.9",
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Proto": "gopher",
        "Forwarded": "host=evil.example",
        "X-Kept": "yes",
    }

    _, _, content = ask(proxy_port, "GET", "/api/health", forged)

    seen = told(content)
    assert seen["x-forwarded-for"] == "127.0.0.1"
    assert seen["x-forwarded-proto"] == "https"
    assert seen["x-kept"] == "yes"
    assert b"evil" not in content


def test_a_foreign_host_is_misdirected(proxy_port: int, upstream: Upstream) -> None:
    status, headers, content = ask(proxy_port, "GET", "/fr/", {"Host": "evil.example"})

    assert status == 421
    assert "location" not in headers
    assert b"evil" not in content
    assert upstream.targets == []
    assert ask(proxy_port, "GET", "/fr/", {"Host": "localhost:9999"})[0] == 200


def test_answers_keep_allow_and_lose_cors(proxy_port: int) -> None:
    status, headers, _ = ask(proxy_port, "PUT", "/api/reports", body=b"{}")

    assert status == 405
    assert headers["allow"] == "GET, POST"
    assert "access-control-allow-origin" not in headers


def test_head_has_no_body_and_the_connection_goes_on(proxy_port: int) -> None:
    connection = http.client.HTTPConnection(HOST, proxy_port, timeout=10)
    for method in ("HEAD", "GET", "HEAD", "GET"):
        connection.request(method, "/api/health")
        answer = connection.getresponse()
        assert answer.status == 200
        assert bool(answer.read()) is (method == "GET")
    connection.close()


def test_an_address_of_20000_characters_is_a_problem(proxy_port: int) -> None:
    for length in (9_000, 20_000, 100_000):
        status, headers, content = ask(proxy_port, "GET", "/api/health?x=" + "a" * length, {"Accept-Language": "fr"})
        assert status == 414
        assert headers["content-type"] == "application/problem+json"
        assert headers.items() >= PROTECTIONS.items()
        problem = json.loads(content)
        assert problem["type"] == "urn:e-blagh:problem:address-too-long"
        if length < 60_000:
            assert problem["title"] == "L’adresse est trop longue."


def test_too_many_and_too_large_headers_are_a_problem(proxy_port: int) -> None:
    many = {f"X-{n}": "v" for n in range(300)}
    large = {"X-Large": "v" * 50_000}
    huge = {"X-Huge": "v" * 200_000}
    for headers in (many, large, huge):
        status, found, content = ask(proxy_port, "GET", "/api/health", headers)
        assert status == 431
        assert found["content-type"] == "application/problem+json"
        assert json.loads(content)["status"] == 431


def test_ten_megabytes_pass_and_one_byte_more_does_not(proxy_port: int) -> None:
    limit = 10 * 1024 * 1024

    status, _, content = ask(proxy_port, "POST", "/api/reports", body=b"x" * limit)
    assert status == 200
    assert json.loads(content)["length"] == limit

    status, headers, content = ask(proxy_port, "POST", "/api/reports", body=b"x" * (limit + 1))
    assert status == 413
    assert headers["content-type"] == "application/problem+json"
    assert json.loads(content)["type"] == "urn:e-blagh:problem:too-large"


def test_a_body_without_length_is_counted_too(proxy_port: int) -> None:
    piece = b"100000\r\n" + b"x" * 0x100000 + b"\r\n"
    head = b"POST /api/reports HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"

    assert raw(proxy_port, head + piece * 2 + b"0\r\n\r\n").startswith(b"HTTP/1.1 200")
    assert raw(proxy_port, head + piece * 11 + b"0\r\n\r\n").startswith(b"HTTP/1.1 413")


@pytest.mark.parametrize(
    "sent",
    [
        b"nonsense\r\n\r\n",
        b"GET /api/health HTTP/1.1\r\n\r\n",
        b"GET /api/health HTTP/9.9\r\nHost: x\r\n\r\n",
        b"GET /api/\xff\xfe HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET http://evil.example/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"OPTIONS * HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nA\x00b: c\r\n\r\n",
        b"POST /api/reports HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
        b"POST /api/reports HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"POST /api/reports HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: gzip\r\n\r\nzz\r\n",
    ],
)
def test_what_is_not_http_is_refused_and_hurts_nobody(proxy_port: int, upstream: Upstream, sent: bytes) -> None:
    answer = raw(proxy_port, sent)

    assert answer[:10] in (b"HTTP/1.1 4", b"HTTP/1.1 5")
    assert b"nosniff" in answer
    assert b"evil" not in answer
    assert upstream.targets == []
    assert ask(proxy_port, "GET", "/api/health")[0] == 200


def test_a_client_that_sends_slowly_does_not_keep_others_waiting(proxy_port: int) -> None:
    slow = [socket.create_connection((HOST, proxy_port)) for _ in range(60)]
    for connection in slow:
        connection.sendall(b"POST /api/reports HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\nx")

    started = time.monotonic()
    assert ask(proxy_port, "GET", "/api/health")[0] == 200
    assert time.monotonic() - started < 2

    for connection in slow:
        connection.close()


def test_calls_of_the_api_queue_at_six_and_all_are_answered(proxy_port: int, upstream: Upstream) -> None:
    upstream.pause = 0.05

    with ThreadPoolExecutor(32) as people:
        answers = list(people.map(lambda _: ask(proxy_port, "POST", "/api/reports", body=b"{}")[0], range(96)))

    assert answers == [200] * 96
    assert upstream.most_at_once == 6


def test_who_waits_too_long_for_a_turn_is_told_to_come_back(
    proxy_port: int, upstream: Upstream, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("infrastructure.local.proxy.server.TURN_WITHIN", 0.3)
    upstream.pause = 1.0

    with ThreadPoolExecutor(12) as people:
        answers = list(people.map(lambda _: ask(proxy_port, "POST", "/api/reports", body=b"{}"), range(12)))

    assert sorted(status for status, _, _ in answers) == [200] * 6 + [503] * 6
    assert all(headers["retry-after"].isdigit() for status, headers, _ in answers if status == 503)
    upstream.pause = 0.0
    assert ask(proxy_port, "GET", "/api/health")[0] == 200


def test_two_hundred_requests_on_32_connections_take_less_than_two_seconds(proxy_port: int) -> None:
    started = time.monotonic()

    with ThreadPoolExecutor(32) as people:
        answers = list(people.map(lambda _: ask(proxy_port, "GET", "/ar/")[0], range(200)))

    assert answers == [200] * 200
    assert time.monotonic() - started < 2


def test_without_an_emulator_or_a_deployment_the_answer_is_unavailable() -> None:
    bound = listening_socket(0)
    with listening_socket(0) as nobody:
        silent = port_of(nobody)
    proxy = ProxyThread(bound, HOST, silent)
    proxy.start()
    try:
        before = ask(port_of(bound), "GET", "/api/health", {"Accept-Language": "en-GB,fr;q=0.5"})
        proxy.deployed(DEPLOYMENT)
        after = ask(port_of(bound), "GET", "/api/health")
    finally:
        proxy.stop()

    for status, headers, content in (before, after):
        assert status == 503
        assert headers["retry-after"].isdigit()
        assert json.loads(content)["type"] == "urn:e-blagh:problem:unavailable"
    assert json.loads(before[2])["title"].startswith("The service")


def test_pages_get_words_and_programs_get_problem_documents(proxy_port: int) -> None:
    _, page, words = ask(proxy_port, "GET", "/health")
    _, problem, _ = ask(proxy_port, "GET", "/api/x?" + "y" * 9000)

    assert page["content-type"].startswith("text/plain")
    assert "العنوان" in words.decode()
    assert problem["content-type"] == "application/problem+json"
