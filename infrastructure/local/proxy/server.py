"""The proxy itself: hands requests to the emulator and answers back, a few calls of the API at a time.

Addresses go through as the bytes that came (dot segments, `%2f`), so that the gateway decides about them.
`X-Forwarded-For` is replaced, because the emulator's gateway takes the caller's value as the source address.
"""

from __future__ import annotations

import asyncio

import h11

from infrastructure.local.proxy.connection import Connection, RefusedError, one_piece
from infrastructure.local.proxy.forwarding import forwarded, passed_back
from infrastructure.local.proxy.routes import Deployment, Way
from infrastructure.local.proxy.throttle import Throttle
from infrastructure.local.proxy.upstream import Exchange

CONNECTIONS_LIMIT = 400
# A worker of the emulator is a process of 50 MB that takes a second to start: calls beyond this number wait.
API_CALLS_AT_ONCE = 6
# Longer than this nobody waits for a turn: told to come back, as a gateway that throttles does.
TURN_WITHIN = 6.0
# The gateway gives a function 29 seconds.
ANSWER_WITHIN = 31.0


class Proxy:
    """Serves one site on an open socket. `deployment` is set after each deploy; before the first all is 503."""

    def __init__(self, emulator_host: str, emulator_port: int) -> None:
        self._emulator = (emulator_host, emulator_port)
        self._calls = asyncio.Semaphore(API_CALLS_AT_ONCE)
        self._throttle = Throttle()
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
        """Sends the request on and its answer back; UpstreamError or RefusedError while nothing was sent back."""
        host, port = self._emulator
        headers = forwarded(request, way, f"{host}:{port}".encode(), body)
        exchange = Exchange(host, port, request.method, request.target, headers, body, ANSWER_WITHIN)
        if way.kind != "api":
            async with exchange as answer:
                await connection.send(answer.status, passed_back(answer.headers), answer.pieces())
            return
        if not self._throttle.lets_through(request.target.decode("ascii")):
            raise RefusedError(429, "too-many", last=False)
        try:
            async with asyncio.timeout(TURN_WITHIN):
                await self._calls.acquire()
        except TimeoutError:
            raise RefusedError(503, "unavailable", last=False) from None
        try:
            async with exchange as answer:
                # Read to its end first: a client that reads slowly must not keep its turn.
                content = b"".join([piece async for piece in answer.pieces()])
        finally:
            self._calls.release()
        await connection.send(answer.status, passed_back(answer.headers), one_piece(content))
