"""Runs the store contract on DynamoDB Local; started as a process of its own by `test_contract_on_dynamodb_local`.

DynamoDB Local listens on every interface, so the process first takes a network of its own in which there is nothing
but loopback. Where the kernel refuses that to this user, it runs on the machine's network on a free port: a few
seconds, empty tables in memory, fictional rows.
"""

import ctypes
import fcntl
import os
import socket
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from infrastructure.dynamodb_local import command

CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
SIOCSIFFLAGS, IFF_UP = 0x8914, 0x1
HERE = Path(__file__).parent


def own_network() -> bool:
    """Leave the machine's network for an empty one with loopback up; False when the kernel refuses."""
    if ctypes.CDLL(None, use_errno=True).unshare(CLONE_NEWUSER | CLONE_NEWNET):
        return False
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, SIOCSIFFLAGS, struct.pack("16sh22x", b"lo", IFF_UP))
    return True


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError("DynamoDB Local does not answer")


def main() -> int:
    print("in a network of its own:", own_network(), flush=True)
    port = free_port()
    with tempfile.TemporaryDirectory() as scratch:
        # The engine leaves a file where it is started.
        quiet = {"cwd": scratch, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        engine = subprocess.Popen(command(port), **quiet)
        try:
            wait_for(port)
            os.environ["E_BLAGH_TEST_DYNAMODB"] = f"http://127.0.0.1:{port}"
            return int(pytest.main(["-q", "-p", "no:cacheprovider", str(HERE / "dynamodb_local_contract.py")]))
        finally:
            engine.terminate()
            engine.wait(10)


if __name__ == "__main__":
    sys.exit(main())
