"""Casework without a store: records that hold what was saved, and fail on demand."""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from chalicelib.domain.audit.entry import Deed
from chalicelib.domain.casework.case import Case, CaseFile, Item
from chalicelib.domain.ids import id_from
from chalicelib.usecases.casework.needs import Change, Desk
from chalicelib.usecases.errors import ConditionFailed
from tests.casework.world import START


@dataclass
class FakeRecords:
    """What CaseRecords promises, in memory. `before_save` runs ahead of each write, as another officer would."""

    cases: dict[str, Case] = field(default_factory=dict)
    hung: dict[str, list[Item]] = field(default_factory=dict)
    deeds: list[Deed] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    before_save: Callable[[], None] = lambda: None

    def get(self, case_id: str) -> Case | None:
        return self.cases.get(case_id)

    def each(self, case_ids: Sequence[str]) -> list[Case]:
        return [self.cases[case_id] for case_id in case_ids if case_id in self.cases]

    def file(self, case_id: str) -> CaseFile | None:
        case = self.get(case_id)
        return CaseFile(case, tuple(self.hung.get(case_id, ()))) if case else None

    def items(self, case_id: str, kind: str) -> list[Item]:
        return [item for item in self.hung.get(case_id, ()) if item.kind == kind]

    def save(self, change: Change) -> None:
        self.before_save()
        if self.cases[change.before.id] != change.before:
            raise ConditionFailed(frozenset({"case"}))
        self.cases[change.before.id] = change.after
        self.hung.setdefault(change.before.id, []).extend(change.items)
        self.changes.append(change)
        self.deeds.extend(change.deeds)

    def note(self, deeds: Sequence[Deed]) -> None:
        self.deeds.extend(deeds)

    def actions(self) -> list[str]:
        return [deed.action for deed in self.deeds]


def desk(records: FakeRecords, now: datetime = START) -> Desk:
    """A desk over these records at one moment."""
    numbers = itertools.count(1)
    return Desk(records=records, now=lambda: now, new_id=lambda: id_from(next(numbers).to_bytes(16, "big")))


def a_case(**facts: object) -> Case:
    """A named case in triage at TPI-AGADIR."""
    described: dict[str, object] = {
        "id": "0" * 26,
        "version": 2,
        "state": "triage",
        "court": "TPI-AGADIR",
        "urgency": "U2",
        "category": "FRAUD",
        "citizen_choice": "FRAUD",
        "created_at": "2026-11-24T21:21:47Z",
        "identity_mode": "named",
        "receipt_key": "R1#fictional",
        "audit_key": b"k" * 32,
        **facts,
    }
    return Case(**described)  # type: ignore[arg-type]
