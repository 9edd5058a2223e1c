"""Starts, snapshots and stops the local AWS emulator: loopback only, state kept, nothing left behind."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

from infrastructure.local.folder import LocalFolder, read_json
from infrastructure.local.locks import holder
from infrastructure.local.ports import HOST, free_port, move_state

LAUNCHER = Path(__file__).with_name("emulator_process.py")
READY_WITHIN = 30.0
STOP_WITHIN = 15.0
SNAPSHOT_WITHIN = 20.0

# Without a cap thirty calls at once start thirty workers of 50 MB each.
# The proxy sends at most six to the API, the queue four to its worker.
CONCURRENT_CALLS = "16"


class EmulatorError(Exception):
    """The emulator did not start, or went away; the message names its log."""


def environment(folder: LocalFolder, port: int) -> dict[str, str]:
    """The emulator's whole environment, built from nothing: every variable of it is visible to every function."""
    # Node runs the distribution's viewer function; it is installed beside this interpreter.
    path = os.pathsep.join([str(Path(sys.executable).parent), "/usr/local/bin", "/usr/bin", "/bin"])
    return {
        "PATH": path,
        "HOME": str(folder.scratch),
        "LANG": "C.UTF-8",
        "TMPDIR": str(folder.scratch),
        "BIND_HOST": HOST,
        "GATEWAY_PORT": str(port),
        "IOT_MTLS_ENABLED": "0",
        "SFTP_ENABLED": "0",
        "AUTH": "true",
        "PERSIST_STATE": "1",
        "STATE_DIR": str(folder.state),
        "S3_PERSIST": "1",
        "S3_DATA_DIR": str(folder.objects),
        "LAMBDA_ACCOUNT_CONCURRENCY": CONCURRENT_CALLS,
        "LOG_LEVEL": "WARNING",
    }


class Emulator:
    """One emulator over one folder. Not for use from several threads, `snapshot` excepted."""

    def __init__(self, folder: LocalFolder, preferred_port: int) -> None:
        self._folder = folder
        self._preferred = preferred_port
        self._process: subprocess.Popen[bytes] | None = None
        self.port = 0

    @property
    def endpoint(self) -> str:
        """Address for AWS clients."""
        return f"http://{HOST}:{self.port}"

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Starts it over the saved state, moving the state to another port when need be; EmulatorError on failure."""
        self._folder.make()
        stop_left_behind(self._folder)
        self._folder.sweep()
        last = read_json(self._folder.ports).get("emulator", 0)
        self.port = free_port(self._preferred, last)
        if last:
            move_state(self._folder.state, last, self.port, self._folder.deployed)
        with os.fdopen(os.open(self._folder.emulator_log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-I", str(LAUNCHER), str(self._folder.emulator_lock), str(self._folder.snapshots)],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=self._folder.scratch,
                env=environment(self._folder, self.port),
                umask=0o077,
                # Workers share the emulator's process group: Ctrl-C in the terminal must not reach them.
                start_new_session=True,
            )
        try:
            self._wait_until_ready()
        except BaseException:
            self.stop()
            raise

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + READY_WITHIN
        while time.monotonic() < deadline and self.alive:
            with contextlib.suppress(urllib.error.URLError, OSError):
                urllib.request.urlopen(f"{self.endpoint}/_ministack/ready", timeout=2).close()
                return
            time.sleep(0.05)
        raise EmulatorError(f"The emulator did not start; see {self._folder.emulator_log}")

    def snapshot(self) -> None:
        """Saves the whole state while it runs; returns when it is on disk."""
        if self._process is None or not self.alive:
            raise EmulatorError("The emulator is not running")
        before = self._folder.snapshots.read_text()
        self._process.send_signal(signal.SIGUSR1)
        deadline = time.monotonic() + SNAPSHOT_WITHIN
        while self._folder.snapshots.read_text() == before:
            if time.monotonic() > deadline or not self.alive:
                raise EmulatorError("The emulator did not finish its snapshot")
            time.sleep(0.02)

    def stop(self) -> bool:
        """Stops it, saving its state; true when it ended by itself within fifteen seconds."""
        if self._process is None:
            return True
        process = self._process
        clean = end_session(process.pid, lambda: process.poll() is not None)
        process.wait()
        if process.stdin:
            process.stdin.close()
        self._process = None
        self._folder.sweep()
        return clean


def end_session(pid: int, ended: Callable[[], bool]) -> bool:
    """Ends the emulator `pid` and then its workers (one session, one group); true when no force was needed."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + STOP_WITHIN
    while not ended() and time.monotonic() < deadline:
        time.sleep(0.05)
    clean = ended()
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
    return clean


def stop_left_behind(folder: LocalFolder) -> bool:
    """Stops an emulator of this folder that outlived its system; true when there was one."""
    pid = holder(folder.emulator_lock).get("pid")
    if not pid:
        return False
    end_session(int(pid), lambda: not holder(folder.emulator_lock))
    folder.sweep()
    return True
