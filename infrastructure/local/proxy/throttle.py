"""The throttle of the receipt routes, which the emulator's gateway and its edge do not enforce (api, limits of rate).

A test stage leaves the runner's address twenty requests a second; what comes at once beyond a burst is told to wait.
"""

from __future__ import annotations

import time
from collections.abc import Callable

THROTTLED = "/api/receipts"
A_SECOND, BURST = 20.0, 100.0


class Throttle:
    """One bucket: every client of the local system has the same address. `clock` counts seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._left, self._at = BURST, clock()

    def lets_through(self, target: str) -> bool:
        """Whether a request may go on; what is no receipt route always may."""
        if not target.startswith(THROTTLED):
            return True
        now = self._clock()
        self._left = min(BURST, self._left + (now - self._at) * A_SECOND)
        self._at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True
