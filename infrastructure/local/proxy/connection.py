"""One client of the proxy: reads its requests with limits, answers what cannot be passed on, never logs anything."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Protocol

import h11

from infrastructure.local.proxy.forwarding import value_of
from infrastructure.local.proxy.own_answers import own_answer
from infrastructure.local.proxy.routes import Deployment, Refusal, Way, is_api, way_for
from infrastructure.local.proxy.upstream import Headers, UpstreamError

PIECE = 65536
ADDRESS_LIMIT = 8192
HEAD_LIMIT = 32 * 1024
HEADERS_LIMIT = 128
# Above the two limits, so that a head which exceeds them is still read and answered in words.
HEAD_BUFFER = 64 * 1024

HEAD_WITHIN = 20.0
BODY_PIECE_WITHIN = 20.0
BODY_WITHIN = 60.0
IDLE_WITHIN = 75.0
WRITE_WITHIN = 30.0
DRAIN_BYTES, DRAIN_WITHIN = 64 * 1024 * 1024, 5.0

LOOPBACK_NAMES = frozenset({"127.0.0.1", "localhost", "[::1]"})


class Site(Protocol):
    """What a connection needs of the proxy."""

    deployment: Deployment | None

    async def pass_on(self, request: h11.Request, way: Way, body: bytes, connection: Connection) -> None:
        """Sends the request on and its answer back; UpstreamError or RefusedError while nothing was sent back."""
        ...


class RefusedError(Exception):
    """The request ends with an answer of the proxy's own. `last`: the connection cannot be used again."""

    def __init__(self, status: int, slug: str, *, last: bool = True, allow: str = "") -> None:
        self.status, self.slug, self.last, self.allow = status, slug, last, allow
        super().__init__(slug)


class Connection:
    """One client connection: HTTP/1.1 with keep-alive, one request after the other."""

    def __init__(self, site: Site, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._site, self._reader, self._writer = site, reader, writer
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
            await self._site.pass_on(request, way, body, self)
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
        if value_of(request, b"host").rpartition(":")[0].lower() not in LOOPBACK_NAMES and (
            value_of(request, b"host").lower() not in LOOPBACK_NAMES
        ):
            raise RefusedError(421, "malformed")
        deployment = self._site.deployment
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
        announced = value_of(request, b"content-length")
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
        languages = value_of(request, b"accept-language") if request else ""
        answer = own_answer(refused.status, refused.slug, api=api, languages=languages, allow=refused.allow)
        headers = [(name.encode(), value.encode()) for name, value in answer.headers]
        if refused.last:
            headers.append((b"Connection", b"close"))
        content = b"" if request and request.method == b"HEAD" else answer.body
        await self.send(answer.status, headers, one_piece(content))

    async def _linger(self) -> None:
        """Lets the client finish sending, so that the answer is not lost to a reset connection."""
        with contextlib.suppress(OSError, TimeoutError, RuntimeError):
            if self._writer.can_write_eof():
                self._writer.write_eof()
            async with asyncio.timeout(DRAIN_WITHIN):
                left = DRAIN_BYTES
                while left > 0 and (piece := await self._reader.read(PIECE)):
                    left -= len(piece)


async def one_piece(content: bytes) -> AsyncIterator[bytes]:
    """A whole body as the one piece of an answer."""
    if content:
        yield content
