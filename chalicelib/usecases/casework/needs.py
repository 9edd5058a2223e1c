"""What the use cases of casework take from the outside."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from chalicelib.domain.audit.entry import Deed, Entry
from chalicelib.domain.casework.case import Case, CaseFile, Item
from chalicelib.domain.casework.contested import ContestedCase
from chalicelib.domain.casework.deadlines import OwedCase
from chalicelib.domain.casework.queue_row import QueueRow
from chalicelib.domain.diagnosis.link import Link
from chalicelib.domain.jurisdiction.overrides import CourtDecision


@dataclass(frozen=True)
class Change:
    """One write to a case, whole or not at all.

    `after` equal to `before` leaves META alone, but still holds only while the case is `before`. `items` hang on the
    case, `beside` on others, `echoes` on the receipt; `progress` tells the reporter the state, and with a new state
    `contest` whether this closure may be contested; `decided` counts a person's choice of the court.
    """

    before: Case
    after: Case
    items: Sequence[Item] = ()
    beside: Sequence[tuple[str, Item]] = ()
    echoes: Sequence[Item] = ()
    progress: bool = False
    contest: bool = False
    decided: CourtDecision | None = None
    deeds: Sequence[Deed] = ()


class CaseRecords(Protocol):
    """Cases as stored. Every method raises Unavailable when the store does not answer."""

    def get(self, case_id: str) -> Case | None:
        """The case as it is now."""

    def each(self, case_ids: Sequence[str]) -> list[Case]:
        """The cases of these ids, in their order, as they are now; a missing one is left out."""

    def file(self, case_id: str) -> CaseFile | None:
        """The case with its items, as they are now."""

    def items(self, case_id: str, kind: str) -> list[Item]:
        """Items of one kind, oldest first."""

    def save(self, change: Change) -> None:
        """Write. Raises ConditionFailed (`case`: somebody was first), Unavailable, OutcomeUnknown."""

    def note(self, deeds: Sequence[Deed]) -> None:
        """Append to audit chains, nothing else. Raises Unavailable."""


class AuditChains(Protocol):
    """Chains, read. Every method raises Unavailable when the store does not answer."""

    def newest(self, chain: str) -> Iterator[Entry]:
        """Entries, newest first, read as far as they are asked for."""

    def read(self, chain: str, *, after: int = 0, limit: int | None = None) -> Iterator[Entry]:
        """Entries, oldest first."""


@dataclass(frozen=True)
class QueueScope:
    """Where a list looks: partitions are made of these, so that nothing outside can be reached.

    `everywhere`: every open case. `courts`: these courts' desk. `assignee`: this person's open cases.
    """

    courts: frozenset[str] = frozenset()
    everywhere: bool = False
    assignee: str | None = None
    desk: str = "open"


@dataclass(frozen=True)
class QueueFilter:
    """What a line must be; None = anything. `unassigned` asks for lines that nobody took."""

    state: str | None = None
    category: str | None = None
    urgency: str | None = None
    language: str | None = None
    unassigned: bool = False


@dataclass(frozen=True)
class QueuePage:
    """`after` is where the next page begins, None on the last one; a page may be short."""

    rows: tuple[QueueRow, ...]
    after: str | None


class Queue(Protocol):
    """Lists of cases by urgency, then age. Raises Unavailable."""

    def page(self, scope: QueueScope, wanted: QueueFilter, after: str | None, limit: int) -> QueuePage:
        """The lines after the sort key `after`."""


class Deadlines(Protocol):
    """What cases owe by a day. Raises Unavailable."""

    def page(self, courts: Collection[str], after: str | None, limit: int) -> list[OwedCase]:
        """Lines of these courts after the sort key `after`, the earliest day first."""


class Contests(Protocol):
    """Contested closures. Raises Unavailable."""

    def page(self, courts: Collection[str], after: str | None, limit: int) -> list[ContestedCase]:
        """Lines of these courts after the sort key `after`, who waits longest first."""


class SearchIndex(Protocol):
    """Which cases of a desk carry a term. A place is `<created_at>#<case id>`. Every method raises Unavailable."""

    def newest(self, desk: str, term: str, before: str | None, limit: int) -> list[str]:
        """Places of the desk's cases that carry the term, newest first, older than `before`."""

    def carrying(self, desk: str, term: str, places: Collection[str]) -> set[str]:
        """Those of `places` that carry the term."""


@dataclass(frozen=True)
class Shared:
    """A link of a case, and the cases that carry the same, each with the sketch of its text if the link is one."""

    link: Link
    carriers: Mapping[str, bytes]


class LinkBook(Protocol):
    """Link rows. Raises Unavailable."""

    def carriers(self, links: Sequence[Link]) -> list[Shared]:
        """Who carries these, in their order; a shard is read to at most 100 cases."""

    def common(self, links: Sequence[Link], since: datetime) -> set[Link]:
        """Those that more of the reports received since then carry than a link may (`link.COMMON_SHARE`)."""


@dataclass(frozen=True)
class Alert:
    """An unread danger that rang: a number and a court, never content."""

    id: str
    court: str
    urgency: str
    reports: int
    since: str
    acknowledged_at: str | None


class DutyAlerts(Protocol):
    """The duty list. Every method raises Unavailable."""

    def of(self, courts: Collection[str] | None) -> list[Alert]:
        """What rang in these courts (None: everywhere), the oldest first."""

    def acknowledge(self, alert: Alert, sub: str, at: str, deed: Deed) -> Alert:
        """Heard, with its audit entry in the same write; heard before, it stays as it was."""


class CourtDecisions(Protocol):
    """What persons decided about proposed courts. Raises Unavailable."""

    def of(self, month: str) -> list[CourtDecision]:
        """The last decision on each case received in a month (`YYYY-MM`, Casablanca)."""


class Cursors(Protocol):
    """Seals where a list stopped, for one person, path, scope and filter."""

    def seal(self, position: str, binding: Mapping[str, object], now: datetime) -> str:
        """An opaque text, valid for 15 minutes."""

    def open(self, cursor: str, binding: Mapping[str, object], now: datetime) -> str:
        """The position. Raises BadCursor."""


@dataclass(frozen=True)
class Desk:
    """The tools of every use case of casework: records, the time, fresh ids."""

    records: CaseRecords
    now: Callable[[], datetime]
    new_id: Callable[[], str]
