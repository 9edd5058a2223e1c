"""What the sight of a reporter takes from the outside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from chalicelib.domain.audit.entry import Deed
from chalicelib.domain.casework.case import Case, Item


@dataclass(frozen=True)
class SealedField:
    """One value as it was sealed: base64 ciphertext, and what it was sealed for (`identity`, `report`)."""

    name: str
    ciphertext: str
    purpose: str


class Sights(Protocol):
    """Sealed values and the record of who saw them. Every method raises Unavailable when the store does not answer."""

    def get(self, case_id: str) -> Case | None:
        """The case as it is now."""

    def note(self, deeds: Sequence[Deed]) -> None:
        """Append to audit chains, nothing else."""

    def record(self, case: Case, line: Item, deed: Deed) -> None:
        """The line on the receipt, unless it is there already, and the audit entry: one transaction."""

    def sealed(self, case_id: str) -> Sequence[SealedField]:
        """The sealed values of a case."""


class OpenSeal(Protocol):
    """The key service. Raises Unavailable when it does not answer or refuses."""

    def __call__(self, case_id: str, fields: Sequence[SealedField]) -> Mapping[str, str]:
        """All values in clear by name, or none."""
