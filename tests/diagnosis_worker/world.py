"""A worker's world in memory: cases with the conditions of the real store, rules that say what they are told to say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from chalicelib.domain.casework.case import Case, CaseFile, Item
from chalicelib.domain.casework.deadlines import Reminder
from chalicelib.domain.diagnosis.link import Link
from chalicelib.usecases.diagnosis.diagnose_report import DiagnoseReport
from chalicelib.usecases.diagnosis.needs import Applied, Diagnosed, Due, Ring, Rules
from chalicelib.usecases.diagnosis.sweep_stalled import SweepStalled
from chalicelib.usecases.errors import ConditionFailed, Unavailable

CASE = Case(
    id="0" * 26,
    version=1,
    state="received",
    court="NATIONAL",
    urgency="U3",
    category="FRAUD",
    citizen_choice="FRAUD",
    created_at="2026-11-24T21:21:47Z",
    identity_mode="anonymous",
    receipt_key="R1#fictional",
    audit_key=b"k" * 32,
    owed={"diagnose": "2026-11-24T21:22:47Z"},
)
CONTENT = Item(
    "CONTENT",
    "",
    CASE.created_at,
    {"text": "Faux vendeur.", "urls": ["https://a.example/"], "own_spans": [], "dropped": [], "form": {"version": 1}},
)
DIAGNOSIS = {"category": "PHISH", "urgency": "U2", "language": "fr", "flags": ["lookalike"], "observables": []}
TERRITORY = {"forums": [{"court_id": "TPI-AGADIR"}], "flags": ["two_forums"], "missing": []}


@dataclass
class FakeRecords:
    """Cases in memory; a write fails as the store's would when the case is not as it was read."""

    files: dict[str, CaseFile]
    written: list[Diagnosed | Applied] = field(default_factory=list)
    raced: int = 0

    def file(self, case_id: str) -> CaseFile | None:
        return self.files.get(case_id)

    def save_diagnosis(self, diagnosed: Diagnosed) -> None:
        self._hold(diagnosed.before)
        kept = [
            i for i in self._items(diagnosed.before) if (i.kind, i.id) not in {(n.kind, n.id) for n in diagnosed.items}
        ]
        self.files[diagnosed.after.id] = CaseFile(diagnosed.after, (*kept, *diagnosed.items))
        self.written.append(diagnosed)

    def apply(self, applied: Applied) -> None:
        self._hold(applied.before)
        items = self._items(applied.before)
        if applied.act not in items:
            raise ConditionFailed(frozenset({"settled"}))
        if any((item.kind, item.id) == (applied.item.kind, applied.item.id) for item in items):
            raise ConditionFailed(frozenset({applied.item.kind}))
        done = replace(applied.act, due_at=None)
        rest = [item for item in items if item != applied.act]
        self.files[applied.after.id] = CaseFile(applied.after, (*rest, done, applied.item))
        self.written.append(applied)

    def settle(self, case_id: str, act: Item) -> None:
        file = self.files[case_id]
        items = tuple(replace(item, due_at=None) if item == act else item for item in file.items)
        self.files[case_id] = CaseFile(file.case, items)

    def _items(self, case: Case) -> tuple[Item, ...]:
        return self.files[case.id].items

    def _hold(self, before: Case) -> None:
        if self.raced:
            self.raced -= 1
            raise ConditionFailed(frozenset({"case"}))
        if self.files[before.id].case != before:
            raise ConditionFailed(frozenset({"case"}))


@dataclass
class FakeRules:
    """Says `diagnosis` and `territory` of every report, and remembers what it was shown."""

    diagnosis: Mapping[str, Any] = field(default_factory=lambda: dict(DIAGNOSIS))
    territory: Mapping[str, Any] = field(default_factory=lambda: dict(TERRITORY))
    seen: list[Mapping[str, Any]] = field(default_factory=list)
    poison: Exception | None = None
    searched: list[tuple[Mapping[str, Any], Mapping[str, Any]]] = field(default_factory=list)

    def diagnose(self, report: Mapping[str, Any], received_at: str, own_spans: Sequence[Any]) -> Mapping[str, Any]:
        if self.poison:
            raise self.poison
        self.seen.append(report)
        return self.diagnosis

    def terms(self, report: Mapping[str, Any], diagnosis: Mapping[str, Any]) -> list[str]:
        self.searched.append((report, diagnosis))
        return ["fictif", "+212600000001"]

    def in_force(self) -> Rules:
        return Rules(
            "1-fictional",
            self.diagnose,
            lambda report, received_at, category: ({"category": category}, self.territory),
            lambda report, diagnosis: [Link("phone", "+212600000001", "medium")],
            self.terms,
        )


class World:
    """The worker over fakes."""

    def __init__(self, case: Case = CASE, *items: Item) -> None:
        self.records = FakeRecords({case.id: CaseFile(case, (CONTENT, *items))})
        self.rules = FakeRules()
        self.moment = datetime(2026, 11, 24, 21, 21, 50, tzinfo=UTC)
        self.diagnose = DiagnoseReport(self.records, self.rules.in_force(), lambda: self.moment)

    @property
    def case(self) -> Case:
        (file,) = self.records.files.values()
        return file.case

    @property
    def file(self) -> CaseFile:
        (file,) = self.records.files.values()
        return file


@dataclass
class FakeOutbox:
    """META rows and acts that are due, with the conditions of the store."""

    cases: dict[str, Case] = field(default_factory=dict)
    acts: dict[str, str] = field(default_factory=dict)
    rung: set[str] = field(default_factory=set)
    acknowledged: set[str] = field(default_factory=set)
    raced: bool = False

    def due(self, now: str) -> list[Due]:
        rows = [
            Due(case.id, "", case.id) for case in self.cases.values() if min(case.owed.values(), default="9") <= now
        ]
        return rows + [Due(CASE.id, act, act) for act, at in self.acts.items() if at <= now]

    def case(self, case_id: str) -> Case | None:
        return self.cases.get(case_id)

    def postpone(self, before: Case, after: Case) -> bool:
        if self.raced or self.cases[before.id] != before:
            return False
        self.cases[after.id] = after
        return True

    def postpone_act(self, due: Due, until: str) -> bool:
        if self.raced:
            return False
        self.acts[due.item] = until
        return True

    def ring(self, before: Case, after: Case, since: str) -> bool:
        if not self.postpone(before, after):
            return False
        self.rung.add(before.id)
        return True

    def alert(self, case: Case) -> str:
        return "acknowledged" if case.id in self.acknowledged else "rung" if case.id in self.rung else "silent"

    def urgent_open(self, least: str, limit: int) -> list[str]:
        return list(self.cases)


@dataclass
class FakeDuty:
    rings: list[Ring] = field(default_factory=list)
    reminders: list[Reminder] = field(default_factory=list)
    down: bool = False

    def ring(self, rings: Sequence[Ring]) -> None:
        if self.down:
            raise Unavailable
        self.rings += rings

    def remind(self, reminders: Sequence[Reminder]) -> None:
        if self.down:
            raise Unavailable
        self.reminders += reminders


@dataclass
class FakeQueue:
    hints: list[tuple[str, int]] = field(default_factory=list)

    def hint(self, case_id: str, attempt: int) -> bool:
        self.hints.append((case_id, attempt))
        return True


class SweepWorld:
    """The sweeper over fakes; `later` moves the clock and sweeps."""

    def __init__(self, *cases: Case) -> None:
        self.outbox, self.queue, self.duty = FakeOutbox({case.id: case for case in cases}), FakeQueue(), FakeDuty()
        self.moment = datetime(2026, 11, 24, 21, 21, 47, tzinfo=UTC)
        self.sweep = SweepStalled(self.outbox, self.queue, self.duty, lambda: self.moment)

    def later(self, **by: float) -> Any:
        self.moment += timedelta(**by)
        return self.sweep()
