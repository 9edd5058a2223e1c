"""One request to the emulator and its answer, on a connection of its own (loopback: cheap, and never stale)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from types import TracebackType

import h11

Headers = list[tuple[bytes, bytes]]
PIECE = 65536


class UpstreamError(Exception):
    """The emulator did not answer, or not in HTTP."""


class Exchange:
    """`async with Exchange(...)` sends the request; then `status`, `headers` and `pieces()` are the answer.

    Everything that goes wrong with the emulator is an UpstreamError. `patience` is in seconds, for each read.
    """

    def __init__(
        self, host: str, port: int, method: bytes, target: bytes, headers: Headers, body: bytes, patience: float
    ) -> None:
        self._address = (host, port)
        self._request = h11.Request(method=method, target=target, headers=headers)
        self._body = body
        self._patience = patience
        self._http = h11.Connection(h11.CLIENT, max_incomplete_event_size=2 * PIECE)
        self._writer: asyncio.StreamWriter | None = None
        self._reader: asyncio.StreamReader | None = None
        self.status = 0
        self.headers: Headers = []

    async def __aenter__(self) -> Exchange:
        try:
            self._reader, self._writer = await asyncio.open_connection(*self._address)
            self._writer.write(self._http.send(self._request) or b"")
            if self._body:
                self._writer.write(self._http.send(h11.Data(data=self._body)) or b"")
            self._writer.write(self._http.send(h11.EndOfMessage()) or b"")
            await self._writer.drain()
            event = await self._next()
            while isinstance(event, h11.InformationalResponse):
                event = await self._next()
        except (OSError, h11.ProtocolError, TimeoutError) as error:
            await self.__aexit__(None, None, None)
            raise UpstreamError(type(error).__name__) from error
        if not isinstance(event, h11.Response):
            await self.__aexit__(None, None, None)
            raise UpstreamError("no answer")
        self.status, self.headers = event.status_code, list(event.headers.raw_items())
        return self

    async def pieces(self) -> AsyncIterator[bytes]:
        """The body, as it comes."""
        try:
            while not isinstance(event := await self._next(), h11.EndOfMessage):
                if not isinstance(event, h11.Data):
                    raise UpstreamError("the answer broke off")
                yield bytes(event.data)
        except (OSError, h11.ProtocolError, TimeoutError) as error:
            raise UpstreamError(type(error).__name__) from error

    async def _next(self) -> object:
        reader = self._reader
        if reader is None:
            raise UpstreamError("not connected")
        while (event := self._http.next_event()) is h11.NEED_DATA:
            async with asyncio.timeout(self._patience):
                self._http.receive_data(await reader.read(PIECE))
        return event

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._writer is not None:
            self._writer.close()
