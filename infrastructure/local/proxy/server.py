"""The HTTP side of the proxy: reads requests with limits, passes them on unchanged, never logs one.

Addresses go through as the bytes that came (dot segments, `%2f`), so that the gateway decides about them.
`X-Forwarded-For` is replaced, because the emulator's gateway takes the caller's value as the source address.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

import h11

from infrastructure.local.proxy.own_answers import OwnAnswer, own_answer
from infrastructure.local.proxy.routes import Deployment, Refusal, Way, is_api, way_for
from infrastructure.local.proxy.upstream import Exchange, Headers, UpstreamError

PIECE = 65536
ADDRESS_LIMIT = 8192
HEAD_LIMIT = 32 * 1024
HEADERS_LIMIT = 128
# Above the two limits, so that a head which exceeds them is still read and answered in words.
HEAD_BUFFER = 64 * 1024
CONNECTIONS_LIMIT = 400

# A worker of the emulator is a process of 50 MB that takes a second to start: calls beyond this number wait.
API_CALLS_AT_ONCE = 6
HEAD_WITHIN = 20.0
BODY_PIECE_WITHIN = 20.0
BODY_WITHIN = 60.0
IDLE_WITHIN = 75.0
WRITE_WITHIN = 30.0
# The gateway gives a function 29 seconds.
ANSWER_WITHIN = 31.0
DRAIN_BYTES, DRAIN_WITHIN = 64 * 1024 * 1024, 5.0

LOOPBACK_NAMES = frozenset({"127.0.0.1", "localhost", "[::1]"})
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


class RefusedError(Exception):
    """The request ends with an answer of the proxy's own. `last`: the connection cannot be used again."""

    def __init__(self, status: int, slug: str, *, last: bool = True, allow: str = "") -> None:
        self.status, self.slug, self.last, self.allow = status, slug, last, allow
        super().__init__(slug)


class Proxy:
    """Serves one site on an open socket. `deployment` is set after each deploy; before the first all is 503."""

    def __init__(self, emulator_host: str, emulator_port: int) -> None:
        self._emulator = (emulator_host, emulator_port)
        self._calls = asyncio.Semaphore(API_CALLS_AT_ONCE)
        self._open = 0
        self.deployment: Deployment | None = None

    async def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serves one connection to its end; whatever a client does, nothing but its own connection suffers."""
        self._open += 1
        try:
            await Connection(self, reader, writer).serve(crowded=self._open > CONNECTIONS_LIMIT)
        except (OSError, TimeoutError, h11.LocalProtocolError):
            pass
        finally:
            self._open -= 1
            writer.close()

    async def pass_on(self, request: h11.Request, way: Way, body: bytes, connection: Connection) -> None:
        """Sends the request to the emulator and its answer to the client; UpstreamError while nothing was sent."""
        host, port = self._emulator
        headers = forwarded(request, way, f"{host}:{port}".encode(), body)
        exchange = Exchange(host, port, request.method, request.target, headers, body, ANSWER_WITHIN)
        if way.kind != "api":
            async with exchange as answer:
                await connection.send(answer.status, passed_back(answer.headers), answer.pieces())
            return
        async with self._calls, exchange as answer:
            # Read to its end first: a client that reads slowly must not keep a call slot.
            content = b"".join([piece async for piece in answer.pieces()])
        await connection.send(answer.status, passed_back(answer.headers), _one_piece(content))


class Connection:
    """One client connection: HTTP/1.1 with keep-alive, one request after the other."""

    def __init__(self, proxy: Proxy, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._proxy, self._reader, self._writer = proxy, reader, writer
        self._http = h11.Connection(h11.SERVER, max_incomplete_event_size=HEAD_BUFFER)
        self._request: h11.Request | None = None

    async def serve(self, *, crowded: bool) -> None:
        """Serves until the client leaves, an error ends the connection, or it stays idle too long."""
        idle = HEAD_WITHIN
        while True:
            self._request = None
            try:
                if not await self._one_request(idle, crowded=crowded):
                    return
            except RefusedError as refused:
                await self._send_own(refused)
                if refused.last:
                    await self._linger()
                    return
            if self._http.our_state is not h11.DONE or self._http.their_state is not h11.DONE:
                await self._linger()
                return
            self._http.start_next_cycle()
            idle = IDLE_WITHIN

    async def _one_request(self, idle: float, *, crowded: bool) -> bool:
        request = await self._head(idle)
        if request is None:
            return False
        self._request = request
        if crowded:
            raise RefusedError(503, "unavailable")
        way = self._way(request)
        body = await self._body(request, way.body_limit)
        try:
            await self._proxy.pass_on(request, way, body, self)
        except UpstreamError:
            if self._http.our_state is not h11.SEND_RESPONSE:
                raise OSError("the answer broke off") from None
            raise RefusedError(503, "unavailable", last=False) from None
        return True

    def _way(self, request: h11.Request) -> Way:
        target = request.target
        if len(target) > ADDRESS_LIMIT:
            raise RefusedError(414, "address-too-long")
        fields = request.headers.raw_items()
        if len(fields) > HEADERS_LIMIT or sum(len(name) + len(value) for name, value in fields) > HEAD_LIMIT:
            raise RefusedError(431, "malformed")
        if request.method == b"CONNECT" or not target.startswith(b"/"):
            raise RefusedError(400, "malformed")
        if _value(request, b"host").rpartition(":")[0].lower() not in LOOPBACK_NAMES and (
            _value(request, b"host").lower() not in LOOPBACK_NAMES
        ):
            raise RefusedError(421, "malformed")
        deployment = self._proxy.deployment
        if deployment is None:
            raise RefusedError(503, "unavailable")
        way = way_for(request.method.decode("ascii"), target.decode("ascii"), deployment)
        if isinstance(way, Refusal):
            raise RefusedError(way.status, way.slug, allow=way.allow)
        return way

    async def _head(self, idle: float) -> h11.Request | None:
        try:
            async with asyncio.timeout(idle):
                event = await self._next()
        except TimeoutError:
            return None
        except h11.RemoteProtocolError as error:
            if error.error_status_hint == 431:
                line, ended, _ = self._http.trailing_data[0].partition(b"\n")
                long = len(line) > ADDRESS_LIMIT or not ended
                raise RefusedError(414 if long else 431, "address-too-long" if long else "malformed") from None
            raise RefusedError(400, "malformed") from None
        return event if isinstance(event, h11.Request) else None

    async def _body(self, request: h11.Request, limit: int) -> bytes:
        announced = _value(request, b"content-length")
        if announced.isdigit() and int(announced) > limit:
            raise RefusedError(413, "too-large")
        if self._http.they_are_waiting_for_100_continue:
            self._writer.write(self._http.send(h11.InformationalResponse(status_code=100, headers=[])) or b"")
        body = bytearray()
        try:
            async with asyncio.timeout(BODY_WITHIN):
                while isinstance(event := await self._next(BODY_PIECE_WITHIN), h11.Data):
                    body += event.data
                    if len(body) > limit:
                        raise RefusedError(413, "too-large")
        except (TimeoutError, h11.RemoteProtocolError):
            raise RefusedError(400, "malformed") from None
        if not isinstance(event, h11.EndOfMessage):
            raise RefusedError(400, "malformed")
        return bytes(body)

    async def _next(self, patience: float | None = None) -> object:
        while (event := self._http.next_event()) is h11.NEED_DATA:
            async with asyncio.timeout(patience):
                self._http.receive_data(await self._reader.read(PIECE))
        return event

    async def send(self, status: int, headers: Headers, pieces: AsyncIterator[bytes]) -> None:
        """Sends an answer; a client that does not read it in time loses the connection."""
        await self._write(h11.Response(status_code=status, headers=headers))
        async for piece in pieces:
            await self._write(h11.Data(data=piece))
        await self._write(h11.EndOfMessage())

    async def _write(self, event: h11.Event) -> None:
        self._writer.write(self._http.send(event) or b"")
        async with asyncio.timeout(WRITE_WITHIN):
            await self._writer.drain()

    async def _send_own(self, refused: RefusedError) -> None:
        if self._http.our_state not in (h11.IDLE, h11.SEND_RESPONSE):
            return
        request = self._request
        # A head that could not be read has no address: what looks at it is a program, so it gets a problem document.
        api = request is None or is_api(request.target.decode("ascii"))
        languages = _value(request, b"accept-language") if request else ""
        answer: OwnAnswer = own_answer(refused.status, refused.slug, api=api, languages=languages, allow=refused.allow)
        headers = [(name.encode(), value.encode()) for name, value in answer.headers]
        if refused.last:
            headers.append((b"Connection", b"close"))
        content = b"" if request and request.method == b"HEAD" else answer.body
        await self.send(answer.status, headers, _one_piece(content))

    async def _linger(self) -> None:
        """Lets the client finish sending, so that the answer is not lost to a reset connection."""
        with contextlib.suppress(OSError, TimeoutError, RuntimeError):
            if self._writer.can_write_eof():
                self._writer.write_eof()
            async with asyncio.timeout(DRAIN_WITHIN):
                left = DRAIN_BYTES
                while left > 0 and (piece := await self._reader.read(PIECE)):
                    left -= len(piece)


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


def _value(request: h11.Request, name: bytes) -> str:
    for field, value in request.headers:
        if field == name:
            return bytes(value).decode("latin-1")
    return ""


async def _one_piece(content: bytes) -> AsyncIterator[bytes]:
    if content:
        yield content
