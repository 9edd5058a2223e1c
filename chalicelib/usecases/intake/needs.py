"""What the use cases of intake need from the world."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from chalicelib.domain.audit.entry import Deed
from chalicelib.domain.casework.case import Case, Item
from chalicelib.domain.intake.report import Secret


@dataclass(frozen=True)
class Sealed:
    """One encrypted value: base64 of the ciphertext, the key that did it, and what it may be opened for."""

    ciphertext: str
    key_id: str
    purpose: str


@dataclass(frozen=True)
class ReceiptStatus:
    """The row of a receipt that never changes. `key` is its partition; `case_id` never leaves the service."""

    key: str
    case_id: str
    payload_digest: str
    received_at: str
    identity_mode: str
    uploads: str


@dataclass(frozen=True)
class ReceiptFile:
    """A receipt with all that its holder may see."""

    status: ReceiptStatus
    public_status: str
    first_read_at: str | None
    contest: bool
    items: tuple[Item, ...]
    routing: str | None = None

    def all(self, kind: str) -> list[Item]:
        """Items of a kind, oldest first."""
        return sorted((i for i in self.items if i.kind == kind), key=lambda item: (item.created_at, item.id))


@dataclass(frozen=True)
class Submission:
    """Everything that one submit writes together.

    `sealed` and `contact` map a field to its value; `spent` names a ticket or proof of work that may be used once.
    """

    case: Case
    content: Item
    status: ReceiptStatus
    deed: Deed
    sealed: Mapping[str, Sealed] = field(default_factory=dict)
    contact: Mapping[str, Sealed] = field(default_factory=dict)
    spent: str | None = None


@dataclass(frozen=True)
class Addition:
    """What a holder adds: `act` for the worker, `echo` for the receipt, `slot` counts against the hour's limit.

    Without a `slot` it counts against none. `sealed` and `contact` map a field to its value.
    """

    status: ReceiptStatus
    act: Item
    echo: Item
    slot: str | None
    sealed: Mapping[str, Sealed] = field(default_factory=dict)
    contact: Mapping[str, Sealed] = field(default_factory=dict)


class Clock(Protocol):
    def __call__(self) -> datetime:
        """Now, aware."""


class RandomBytes(Protocol):
    def __call__(self, count: int, /) -> bytes:
        """That many unpredictable bytes."""


class Seal(Protocol):
    def __call__(self, case_id: str, secrets: Sequence[Secret]) -> Mapping[tuple[str, str], Sealed]:
        """Encrypt each value alone, bound to case, field and purpose; by (purpose, field). Raises Unavailable."""


class ProofKey(Protocol):
    @property
    def name(self) -> str:
        """Which public key verifies (`kid`)."""

    def signature(self, text: bytes) -> bytes:
        """ES256 over a text: R and S, 32 bytes each. Raises Unavailable."""


class Receipts(Protocol):
    def submit(self, submission: Submission) -> None:
        """Write a new report. Raises ConditionFailed (`receipt`, `spent` …), OutcomeUnknown or Unavailable."""

    def add(self, addition: Addition) -> None:
        """Write an act with its echo. Raises ConditionFailed (`ACT`, `slot` …), OutcomeUnknown or Unavailable."""

    def status(self, partition: str) -> ReceiptStatus | None:
        """The unchanging row of a receipt, read consistently. Raises Unavailable."""

    def file(self, partition: str) -> ReceiptFile | None:
        """The receipt with all its items. Raises Unavailable."""

    def taken_slots(self, partition: str, hour: str) -> set[str]:
        """The slots of an hour that are used. Raises Unavailable."""

    def take_slot(self, partition: str, slot: str, at: str) -> None:
        """Use a slot. Raises ConditionFailed (`slot`: taken), OutcomeUnknown or Unavailable."""

    def contact_code(self, partition: str, digest: str) -> Item | None:
        """The code of that digest that an officer gave for this receipt. Raises Unavailable."""

    def item(self, partition: str, item_id: str, kind: str | None = None) -> Item | None:
        """An item that the holder added, of this kind or whatever its kind. Raises Unavailable."""


class WorkQueue(Protocol):
    def hint(self, case_id: str, attempt: int) -> bool:
        """Tell the worker, one short try; False when the queue did not take it. Never raises."""


JsonObject = Mapping[str, Any]
