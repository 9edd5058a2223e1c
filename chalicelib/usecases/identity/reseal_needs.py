"""What the re-sealing takes from the outside."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from chalicelib.domain.audit.entry import Deed
from chalicelib.usecases.intake.needs import Sealed


@dataclass(frozen=True)
class SealedRow:
    """One row of sealed values; `stored` is what the table holds of them, byte by byte."""

    case_id: str
    key: str
    sealed_at: str
    fields: Mapping[str, Sealed]
    stored: bytes


class SealedRows(Protocol):
    """Rows of sealed values, case after case. Every method raises Unavailable when the store does not answer."""

    def cases(self, after: str, now: datetime) -> Iterator[tuple[str, Sequence[str]]]:
        """(place, ids of the cases there), in the order of places, from the one after `after` (empty = the first)."""

    def of_case(self, case_id: str) -> Sequence[SealedRow]:
        """All rows of a case: identity, answers and contact, said at once or later."""

    def replace(self, row: SealedRow, fields: Mapping[str, Sealed], deed: Deed) -> None:
        """The row with other ciphertexts, and its entry, at once. Raises ConditionFailed when it is no longer `row`."""


class Undecryptable(Exception):
    """The key service does not know the value as one of this case, field and purpose."""


class Reseal(Protocol):
    """The key service, which carries a value from its key to the newest one."""

    def newest(self, value: Sealed) -> bool:
        """Whether the newest key sealed the value."""

    def known(self, value: Sealed) -> bool:
        """Whether a key in force sealed the value."""

    def __call__(self, case_id: str, field: str, value: Sealed) -> Sealed:
        """The same value under the newest key, of the same case, field and purpose. Raises Undecryptable, Unavailable,
        or KeyUnavailable when a key is refused.
        """
