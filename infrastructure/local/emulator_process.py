"""The emulator's own process: ministack with snapshots on demand. Started by `emulator.py`, by file name and alone.

ministack saves its state at a clean stop only. Here SIGUSR1 saves it at any time, and the end of the starting
process (end of file on standard input) is a clean stop too, so that nothing is left behind. The names of ministack
used below are private to it: the version is pinned and `tests/local/test_emulator.py` guards them.
"""

from __future__ import annotations

import asyncio
import fcntl
import os
import signal
import sys
from pathlib import Path


def hold_lock(path: Path) -> int:
    """Locks `path` for the life of this process and writes the process id into it."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, f'{{"pid": {os.getpid()}}}'.encode(), 0)
    return descriptor


async def serve(snapshots: Path) -> None:
    """Serves until SIGTERM, SIGINT or the end of the parent; counts finished snapshots in `snapshots`."""
    from hypercorn.asyncio import serve as serve_application
    from hypercorn.config import Config
    from ministack import app as emulator
    from ministack.core.persistence import save_all

    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    finished = 0

    def snapshot() -> None:
        nonlocal finished
        save_all(emulator._build_persistence_save_dict())
        finished += 1
        draft = snapshots.with_name(snapshots.name + ".new")
        draft.write_text(str(finished))
        draft.replace(snapshots)

    def parent_ended() -> None:
        loop.remove_reader(sys.stdin.fileno())
        stop.set()

    loop.add_signal_handler(signal.SIGUSR1, snapshot)
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    loop.add_reader(sys.stdin.fileno(), parent_ended)

    config = Config()
    config.bind = [f"{os.environ['BIND_HOST']}:{os.environ['GATEWAY_PORT']}"]
    config.keep_alive_timeout = 75
    config.accesslog = None
    await serve_application(emulator.app, config, shutdown_trigger=stop.wait)


def main() -> None:
    """Arguments: the lock file, the file that counts snapshots."""
    lock, snapshots = Path(sys.argv[1]), Path(sys.argv[2])
    # SIGUSR1 would end a process that has not installed its handler yet.
    signal.signal(signal.SIGUSR1, signal.SIG_IGN)
    hold_lock(lock)
    snapshots.write_text("0")
    asyncio.run(serve(snapshots))


if __name__ == "__main__":
    main()
