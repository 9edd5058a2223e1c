"""Tokens from a command of the operator's choice: whatever the pool, the runner need not know its ways."""

import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from infrastructure.abuse.principals import NoSuchTokenError

# Id tokens live fifteen minutes; one is renewed well before.
_KEEP_SECONDS = 600
_COMMAND_SECONDS = 60


@dataclass
class CommandTokens:
    """Runs `command… principal kind`, which prints a token, or fails when there is none of that kind."""

    command: Sequence[str]
    _kept: dict[tuple[str, str], tuple[float, str]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def token(self, principal: str, kind: str) -> str:
        """See `principals.TokenSource`."""
        with self._lock:
            made, token = self._kept.get((principal, kind), (0.0, ""))
            if not token or time.monotonic() - made > _KEEP_SECONDS:
                token = self._fetched(principal, kind)
                self._kept[principal, kind] = (time.monotonic(), token)
            return token

    def _fetched(self, principal: str, kind: str) -> str:
        done = subprocess.run(
            [*self.command, principal, kind], capture_output=True, text=True, timeout=_COMMAND_SECONDS, check=False
        )
        if done.returncode or not done.stdout.strip():
            raise NoSuchTokenError(f"no {kind} token of {principal}")
        return done.stdout.strip()
