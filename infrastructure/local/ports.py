"""Ports of the local system: the usual one while it is free, another when it is not, and what a change costs."""

from __future__ import annotations

import re
import socket
from pathlib import Path

HOST = "127.0.0.1"
USUAL_SITE_PORT = 8080
USUAL_EMULATOR_PORT = 4566

# The emulator writes its own port into queue addresses; with another one, event source mappings silently stop.
# Functions get such addresses in their environment, hence the third.
FILES_WITH_PORT = ("sqs.json", "cloudformation.json", "lambda.json")


def listening_socket(*preferred: int) -> socket.socket:
    """A bound loopback socket on the first of the `preferred` ports that is free, else on any (0 prefers nothing)."""
    for port in (*(port for port in preferred if port), 0):
        bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            bound.bind((HOST, port))
            bound.listen(512)
        except OSError:
            bound.close()
        else:
            return bound
    raise OSError("no free port on the loopback interface")


def free_port(*preferred: int) -> int:
    """The first of the `preferred` ports where nothing listens, else any free one."""
    with listening_socket(*preferred) as bound:
        return port_of(bound)


def port_of(bound: socket.socket) -> int:
    """Port of a bound socket."""
    return int(bound.getsockname()[1])


def move_state(state: Path, old: int, new: int, *others: Path) -> None:
    """Rewrites the emulator's saved addresses after its port changed from `old` to `new`; it must not be running.

    `others` are files of ours that hold such addresses too.
    """
    if old == new:
        return
    for file in (*(state / name for name in FILES_WITH_PORT), *others):
        if file.exists():
            draft = file.with_name(file.name + ".moved")
            draft.write_text(re.sub(rf"localhost:{old}(?!\d)", f"localhost:{new}", file.read_text()))
            draft.chmod(0o600)
            draft.replace(file)
