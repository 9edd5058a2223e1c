"""What the sight of a reporter, and the opening of an identity, take from the outside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from chalicelib.domain.access import Right
from chalicelib.domain.audit.entry import Deed
from chalicelib.domain.casework.case import Case, Item
from chalicelib.domain.identity.opening import Opening, Person


@dataclass(frozen=True)
class SealedField:
    """One value as it was sealed: base64 ciphertext, what it was sealed for (`identity`, `report`), by which key."""

    name: str
    ciphertext: str
    purpose: str
    key_id: str


class Sights(Protocol):
    """Sealed values and the record of who saw them. Every method raises Unavailable when the store does not answer."""

    def get(self, case_id: str) -> Case | None:
        """The case as it is now."""

    def note(self, deeds: Sequence[Deed]) -> None:
        """Append to audit chains, nothing else."""

    def record(self, case: Case, line: Item | None, deed: Deed) -> None:
        """The line on the receipt, unless it is there already, and the audit entry: one transaction.

        Raises ConditionFailed when the case has another court or assignee, or an erased identity by now.
        """

    def sealed(self, case_id: str) -> Sequence[SealedField]:
        """The sealed values of a case."""


class Openings(Protocol):
    """Requests to open an identity. Every method raises Unavailable when the store does not answer."""

    def find(self, opening_id: str) -> Opening | None:
        """A request as it is now (consistent)."""

    def of_case(self, case_id: str) -> list[Opening]:
        """All requests of a case."""

    def of_court(self, court: str, before: str | None, limit: int) -> list[Opening]:
        """The court's newest requests, those before the place `before` (`Opening.place`)."""

    def add(self, opening: Opening, deed: Deed, after: int) -> None:
        """A new request with its entry and the copy on the case page; `after` so many of its case.

        Raises ConditionFailed when the case has others by now.
        """

    def move(self, before: Opening, after: Opening, deeds: Sequence[Deed], echo: tuple[Case, Item] | None) -> None:
        """From one state to the next, with entries, copy and (case, line of its receipt): one transaction.

        Raises ConditionFailed when the request is no longer `before`, or when the case of the line has another court
        or an erased identity by now.
        """


class Directory(Protocol):
    """The pool. Raises Unavailable."""

    def rights(self, person: Person) -> frozenset[Right]:
        """The rights that a person has at this moment, whatever an older token says."""


class Alarm(Protocol):
    def __call__(self) -> None:
        """Somebody is told that an identity was opened: a number, never whose."""


class OpenSeal(Protocol):
    """The key service. Raises Unavailable when it does not answer or refuses."""

    def __call__(self, case_id: str, fields: Sequence[SealedField]) -> Mapping[str, str]:
        """All values in clear by name, or none."""
