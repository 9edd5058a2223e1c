"""Who runs the local system: a lock that ends with its process, so that no stale file misleads anyone."""

from __future__ import annotations

import fcntl
import json
import os
from pathlib import Path
from typing import Any


class AlreadyRunningError(Exception):
    """Another process holds the folder; `holder` is what it says of itself."""

    def __init__(self, holder: dict[str, Any]) -> None:
        self.holder = holder
        super().__init__("This folder is in use by a running system")


class ProcessLock:
    """An exclusive lock on a file that also tells who holds it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None

    def take(self, **told: object) -> None:
        """Takes the lock and writes `told` and the process id; AlreadyRunningError when another process has it."""
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            raise AlreadyRunningError(holder(self._path)) from None
        self._descriptor = descriptor
        self.tell(**told)

    def tell(self, **told: object) -> None:
        """Replaces what the file says of its holder."""
        if self._descriptor is None:
            raise RuntimeError("the lock is not held")
        os.ftruncate(self._descriptor, 0)
        os.pwrite(self._descriptor, json.dumps({"pid": os.getpid(), **told}).encode(), 0)

    def release(self) -> None:
        """Gives the lock back; harmless when it is not held."""
        if self._descriptor is not None:
            os.ftruncate(self._descriptor, 0)
            os.close(self._descriptor)
            self._descriptor = None


def holder(path: Path) -> dict[str, Any]:
    """What the present holder of the lock says of itself; empty when nobody holds it."""
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return {}
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        content = os.pread(descriptor, 65536, 0)
        return dict(json.loads(content)) if content else {"pid": None}
    else:
        return {}
    finally:
        os.close(descriptor)
