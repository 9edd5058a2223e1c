"""What the anchors take from the outside."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Literal, Protocol

from chalicelib.domain.audit.anchor import VeilKeys
from chalicelib.domain.audit.entry import Entry

Keys = Callable[[], VeilKeys]
Kept = Literal["new", "same", "other"]


class Clock(Protocol):
    def __call__(self) -> datetime:
        """Now, aware."""


class HourBook(Protocol):
    """The audit, hour by hour. Raises Unavailable when it does not answer."""

    def hour(self, hour: str) -> Iterable[Entry]:
        """Entries of an hour, in order within each chain."""


class AnchorKeeper(Protocol):
    """Where anchors are kept and nobody takes them away. Every method raises Unavailable."""

    def missing(self, hours: Sequence[str]) -> Sequence[str]:
        """Those of the hours that have no anchor yet."""

    def before(self, hour: str) -> bytes | None:
        """The anchor of the nearest earlier hour that has one."""

    def keep(self, hour: str, data: bytes) -> Kept:
        """Keep an anchor once: `same` or `other` when the hour had one already, which stays as it is."""
