"""A case as every layer knows it: what its META row says. The report, notes and messages are items beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

NATIONAL = "NATIONAL"


@dataclass(frozen=True)
class Case:
    """One reported matter.

    `version` counts changes of state, court, assignee, category, urgency and diagnosis. `category` and `urgency` are
    the system's once diagnosed, before that the citizen's choice and its base urgency. `court` may be NATIONAL.
    `owed` maps work still due (`diagnose`, `ring`, `terms`, `erase`, `remind`) to the instant from which it may be
    claimed. `deadlines`: see `deadlines`; `orders`: the prosecutor's orders in force (`orders`), name → {dated, until};
    `complaint`: the day of the person's own complaint, once it is on file. `contested_at`: when the reporter first
    contested this closure, until a person answers.
    `receipt_key` is the partition of the receipt's rows, `audit_key` the random key of the digests on its audit chain.
    """

    id: str
    version: int
    state: str
    court: str
    urgency: str
    category: str
    citizen_choice: str
    created_at: str
    identity_mode: str
    receipt_key: str
    audit_key: bytes
    language: str | None = None
    assignee: str | None = None
    identity_fields: tuple[str, ...] = ()
    identity_erased: bool = False
    sealed_answers: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    leave: Mapping[str, str] | None = None
    first_read_at: str | None = None
    court_changes: int = 0
    ruleset: str = ""
    owed: Mapping[str, str] = field(default_factory=dict)
    tries: int = 0
    deadlines: Mapping[str, str] = field(default_factory=dict)
    orders: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    complaint: str | None = None
    contested_at: str | None = None

    @property
    def open(self) -> bool:
        """Whether somebody still has to work on it."""
        return self.state != "closed"


FOUND_VERSION = "found_version"
"""Member of the items that a change of the case makes: the version that it found, for their order within a second."""


@dataclass(frozen=True)
class Item:
    """Something that hangs on a case or a receipt: CONTENT, NOTE, MESSAGE, ACT, DIAGNOSIS, ROUTE, REFERRAL, OPENING …

    `body` is JSON-able. `due_at` is set while a worker still has to apply the item.
    """

    kind: str
    id: str
    created_at: str
    body: Mapping[str, object]
    due_at: str | None = None


def newest(item: Item) -> tuple[str, int, str]:
    """Orders items, the newest last; of one second by the version of the case that they found, then by their names."""
    version = item.body.get(FOUND_VERSION)
    return item.created_at, version if isinstance(version, int) else 0, item.id


@dataclass(frozen=True)
class CaseFile:
    """A case with everything that hangs on it."""

    case: Case
    items: tuple[Item, ...]

    def only(self, kind: str) -> Mapping[str, Any] | None:
        """The body of the newest item of a kind of which one counts (CONTENT, DIAGNOSIS, ROUTE)."""
        found = [item for item in self.items if item.kind == kind]
        return max(found, key=newest).body if found else None

    def all(self, kind: str) -> list[Item]:
        """Items of a kind, oldest first."""
        return sorted((item for item in self.items if item.kind == kind), key=newest)
