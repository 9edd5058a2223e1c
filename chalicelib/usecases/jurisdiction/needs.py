"""What rerouting needs from the world."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from chalicelib.domain.audit.entry import Deed
from chalicelib.domain.casework.case import Case, CaseFile, Item


@dataclass(frozen=True)
class Received:
    """A case by its place in the order of reception; `place` (`<created_at>#<id>`) is where a job may go on."""

    case_id: str
    place: str


@dataclass(frozen=True)
class Rerouted:
    """One move, written whole or not at all: the case, its new ROUTE item, the entries of its chain."""

    before: Case
    after: Case
    route: Item
    deeds: Sequence[Deed]


class Clock(Protocol):
    def __call__(self) -> datetime:
        """Now, aware."""


class Place(Protocol):
    def __call__(self, report: Mapping[str, Any], received_at: str, category: str) -> tuple[Any, Mapping[str, Any]]:
        """(facts, territory) of a report by the rules in force, total and deterministic."""


class Cases(Protocol):
    """Cases as they are stored. Every method raises Unavailable."""

    def received(self, now: datetime, after: str) -> Iterator[Received]:
        """Every case received since the oldest open one, oldest first, beginning after a place ("" = at the start)."""

    def case(self, case_id: str) -> Case | None:
        """The case as it is now."""

    def file(self, case_id: str) -> CaseFile | None:
        """The case with its items, as they are now."""

    def move(self, rerouted: Rerouted) -> None:
        """Write it. Raises ConditionFailed when the case is not `before` any more, OutcomeUnknown."""
