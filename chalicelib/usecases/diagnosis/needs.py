"""What the worker's use cases need from the world."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from chalicelib.domain.audit.entry import Deed
from chalicelib.domain.casework.case import Case, CaseFile, Item
from chalicelib.domain.casework.deadlines import Reminder
from chalicelib.domain.casework.found_by import FoundBy
from chalicelib.domain.diagnosis.link import Link

Report = Mapping[str, Any]


@dataclass(frozen=True)
class Diagnosed:
    """What one diagnosis writes together. `items` replace those of the same id; the case is found by `found` from now
    on, and no longer by what only `was` holds."""

    before: Case
    after: Case
    items: Sequence[Item]
    found: FoundBy
    was: FoundBy = field(default_factory=FoundBy)
    deeds: Sequence[Deed] = ()


@dataclass(frozen=True)
class Applied:
    """What applying one act writes together: `act` leaves the outbox, `item` hangs on the case."""

    before: Case
    after: Case
    act: Item
    item: Item
    deeds: Sequence[Deed] = ()


@dataclass(frozen=True)
class Due:
    """A row of the outbox: META (`item` empty) or an act that still has to be applied. `key` names it to the store."""

    case_id: str
    item: str
    key: str


@dataclass(frozen=True)
class Ring:
    """Unread reports of one court and urgency: a number and a place, never content. `again`: to supervisors."""

    court: str
    urgency: str
    count: int
    again: bool


class Clock(Protocol):
    def __call__(self) -> datetime:
        """Now, aware."""


class Diagnose(Protocol):
    def __call__(self, report: Report, received_at: str, own_spans: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
        """The diagnosis of a report (diagnostics, output), total and deterministic."""


class Place(Protocol):
    def __call__(self, report: Report, received_at: str, category: str) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
        """(facts, territory) of a report, total and deterministic."""


@dataclass(frozen=True)
class Rules:
    """The rules in force: `version` names all their data and code; links and terms are read off a diagnosis."""

    version: str
    diagnose: Diagnose
    place: Place
    links: "Links"
    terms: "Terms"


class Links(Protocol):
    def __call__(self, report: Report, diagnosis: Mapping[str, Any]) -> Sequence[Link]:
        """What may join cases, strongest first; the report comes without the reporter's own values."""


class Terms(Protocol):
    def __call__(self, report: Report, diagnosis: Mapping[str, Any]) -> Sequence[str]:
        """At most 32 terms that a search may find the case by; the report comes without the reporter's own values."""


class Records(Protocol):
    """Cases as the worker writes them. Reads raise Unavailable; writes ConditionFailed, OutcomeUnknown too."""

    def file(self, case_id: str) -> CaseFile | None:
        """The case with its items, as they are now."""

    def save_diagnosis(self, diagnosed: Diagnosed) -> None:
        """Write a diagnosis. Fails, named `case`, when the case changed since it was read."""

    def apply(self, applied: Applied) -> None:
        """Write an act's effect. Fails, named `settled`, when another delivery was first."""

    def settle(self, case_id: str, act: Item) -> None:
        """Take an act out of the outbox that has no effect any more."""


class Outbox(Protocol):
    """What the sweeper does with rows that owe work. Raises Unavailable; a lost race is no error."""

    def due(self, now: str) -> Sequence[Due]:
        """Every row that is due."""

    def case(self, case_id: str) -> Case | None:
        """META as it is now."""

    def postpone(self, before: Case, after: Case) -> bool:
        """Owe the same work later; False when somebody changed the case meanwhile."""

    def postpone_act(self, due: Due, until: str) -> bool:
        """Let an act be due again at `until`; False when it was settled meanwhile."""

    def ring(self, before: Case, after: Case, since: str) -> bool:
        """Put the case on the duty list and owe the next ring; False when it was read meanwhile."""

    def alert(self, case: Case) -> str:
        """`silent`, `rung`, or `acknowledged` by somebody on duty."""

    def urgent_open(self, least: str, limit: int) -> Sequence[str]:
        """Ids of open cases at least as urgent as `least`, the most urgent and oldest of every shard."""


class Duty(Protocol):
    def ring(self, rings: Sequence[Ring]) -> None:
        """Tell who is on duty. Raises Unavailable."""

    def remind(self, reminders: Sequence[Reminder]) -> None:
        """Tell those whose days come near or are over. Raises Unavailable."""


class WorkQueue(Protocol):
    def hint(self, case_id: str, attempt: int) -> bool:
        """Tell the worker; False when the queue did not take it."""


@dataclass(frozen=True)
class Swept:
    """What one sweep did: numbers alone."""

    hinted: int = 0
    rung: int = 0
    given_up: int = 0
    oldest_unread_seconds: Mapping[str, int] = field(default_factory=dict)
    reminded: int = 0
