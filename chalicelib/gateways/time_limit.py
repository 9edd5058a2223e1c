"""A bound on the time that the rules may take for one report, so that one of a batch cannot use up the others' time."""

import signal
import threading
from collections.abc import Callable
from functools import wraps
from types import FrameType
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class TooLong(Exception):
    """The call was broken off; it had no effect, because only rules are called so."""


def within(seconds: float, call: Callable[P, T]) -> Callable[P, T]:
    """`call`, broken off with TooLong after so many seconds of the clock.

    For pure code alone: what waits for a network has limits of its own, and would take the signal for an answer. Lambda
    runs handlers in the main thread; elsewhere no signal can be set, and nothing is bounded.
    """

    @wraps(call)
    def bounded(*args: P.args, **kwargs: P.kwargs) -> T:
        if threading.current_thread() is not threading.main_thread():
            return call(*args, **kwargs)
        before = signal.signal(signal.SIGALRM, _stop)
        signal.setitimer(signal.ITIMER_REAL, seconds)
        try:
            return call(*args, **kwargs)
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)

    return bounded


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise TooLong
