"""Which headers go on to the emulator, and which come back."""

from __future__ import annotations

import h11

from infrastructure.local.proxy.routes import Way
from infrastructure.local.proxy.upstream import Headers

NOT_FORWARDED = frozenset(
    {
        b"connection", b"keep-alive", b"proxy-authenticate", b"proxy-authorization", b"proxy-connection", b"te",
        b"trailer", b"transfer-encoding", b"upgrade", b"expect", b"host", b"content-length",
        b"forwarded", b"via", b"x-forwarded-for", b"x-forwarded-host", b"x-forwarded-proto", b"x-forwarded-port",
        b"x-forwarded-server", b"x-amz-target", b"x-amz-security-token", b"x-amz-request-route",
    }
)  # fmt: skip
HOP_BY_HOP = frozenset(
    {b"connection", b"keep-alive", b"proxy-authenticate", b"te", b"trailer", b"transfer-encoding", b"upgrade"}
)


def forwarded(request: h11.Request, way: Way, own_host: bytes, body: bytes) -> Headers:
    """The request's headers as the emulator may see them: Host by the route, source address by the socket."""
    headers = [(b"Host", way.host.encode() if way.host else own_host), (b"X-Forwarded-For", b"127.0.0.1")]
    if way.https:
        headers.append((b"X-Forwarded-Proto", b"https"))
    headers += [(name, value) for name, value in request.headers.raw_items() if name.lower() not in NOT_FORWARDED]
    if body or request.method in (b"POST", b"PUT", b"PATCH"):
        headers.append((b"Content-Length", str(len(body)).encode()))
    headers.append((b"Connection", b"close"))
    return headers


def passed_back(headers: Headers) -> Headers:
    """The answer's headers without those of its connection and without CORS: the emulator opens what AWS does not."""
    return [
        (name, value)
        for name, value in headers
        if name.lower() not in HOP_BY_HOP and not name.lower().startswith(b"access-control-")
    ]


def value_of(request: h11.Request, name: bytes) -> str:
    """The first value of a header, empty when it is absent."""
    for field, value in request.headers:
        if field == name:
            return bytes(value).decode("latin-1")
    return ""
