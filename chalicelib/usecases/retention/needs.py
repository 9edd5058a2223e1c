"""What the retention takes from the outside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from chalicelib.domain.audit.entry import Deed
from chalicelib.domain.casework.case import Case
from chalicelib.usecases.intake.needs import Sealed


@dataclass(frozen=True)
class SealedRow:
    """One row of sealed values as it stands: its key within the case, when it was sealed, field → value."""

    key: str
    sealed_at: str
    fields: Mapping[str, Sealed]


class Clock(Protocol):
    def __call__(self) -> datetime:
        """Now, aware."""


class Retained(Protocol):
    """What is kept, and its end. Every method raises Unavailable when the store does not answer."""

    def due(self, now: str) -> Sequence[str]:
        """Ids of the cases that owe something."""

    def case(self, case_id: str) -> Case | None:
        """META as it is now."""

    def sealed(self, case_id: str) -> Sequence[SealedRow]:
        """All rows of sealed values of a case: identity, contact, answers."""

    def erase(self, before: Case, after: Case, rows: Sequence[tuple[SealedRow, SealedRow | None]], deed: Deed) -> None:
        """Each row becomes what stands beside it, None is gone; META, the word to the reporter and the entry: at once.

        Raises ConditionFailed when the case or a row is no longer as it was read.
        """

    def hold(self, before: Case, after: Case, until: str, deed: Deed) -> None:
        """META owes the erasure later, the reporter reads until which day (`YYYY-MM-DD`), the entry: at once.

        Raises ConditionFailed when the case is no longer as it was read.
        """
