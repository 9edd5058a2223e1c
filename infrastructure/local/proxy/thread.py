"""Runs the proxy beside other work of the same process."""

from __future__ import annotations

import asyncio
import socket
import threading

from infrastructure.local.proxy.routes import Deployment
from infrastructure.local.proxy.server import Proxy


class ProxyThread:
    """The proxy on a socket that is already bound, in a thread of its own."""

    def __init__(self, bound: socket.socket, emulator_host: str, emulator_port: int) -> None:
        self._socket = bound
        self._emulator = (emulator_host, emulator_port)
        self._loop = asyncio.new_event_loop()
        self._stopping = asyncio.Event()
        self._ready = threading.Event()
        self._proxy: Proxy | None = None
        self._thread = threading.Thread(target=self._run, name="proxy", daemon=True)

    def start(self) -> None:
        """Returns once connections are served."""
        self._thread.start()
        self._ready.wait()

    def deployed(self, deployment: Deployment) -> None:
        """From now on requests go to this deployment."""
        if self._proxy is not None:
            self._proxy.deployment = deployment

    def stop(self) -> None:
        """Closes the socket and every connection."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stopping.set)
            self._thread.join(timeout=5)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_until_complete(self._serve())
            pending = asyncio.all_tasks(self._loop)
            for task in pending:
                task.cancel()
            self._loop.run_until_complete(asyncio.gather(*pending, return_exceptions=True))
        finally:
            self._loop.close()

    async def _serve(self) -> None:
        self._proxy = Proxy(*self._emulator)
        server = await asyncio.start_server(self._proxy.connected, sock=self._socket, limit=2**17)
        self._ready.set()
        await self._stopping.wait()
        server.close()
