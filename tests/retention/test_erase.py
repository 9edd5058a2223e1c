"""An erasure: the sealed rows go, the answers stay, the chain says so, and whoever races with it loses or is seen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import pytest

from chalicelib.domain.audit.chain import case_chain, first_fault
from chalicelib.domain.audit.entry import Deed
from chalicelib.domain.casework.case import Case
from chalicelib.domain.intake.receipt_code import ReceiptKeys
from chalicelib.domain.intake.report import Secret
from chalicelib.schemas.checking import errors_in, errors_in_answers
from chalicelib.stores.cases import Cases, partition
from chalicelib.stores.diagnosed_cases import DiagnosedCases
from chalicelib.stores.identities import put_sealed
from chalicelib.stores.receipts import ReceiptBook
from chalicelib.stores.retention import RetainedRows
from chalicelib.stores.tables import IdentityRow, ReceiptStatusRow
from chalicelib.stores.terms import TermIndex
from chalicelib.usecases.diagnosis.apply_act import ApplyActs
from chalicelib.usecases.errors import ConditionFailed
from chalicelib.usecases.intake.check_members import FormCheck
from chalicelib.usecases.intake.declare_identity import DeclareIdentity
from chalicelib.usecases.intake.erase_identity import EraseIdentity
from chalicelib.usecases.intake.follow_receipt import FollowReceipt
from chalicelib.usecases.intake.needs import Sealed
from chalicelib.usecases.intake.write_addition import WriteAddition
from chalicelib.usecases.retention.enforce_retention import EnforceRetention
from chalicelib.usecases.retention.needs import SealedRow
from tests.casework.fakes import a_case
from tests.casework.world import SEARCH_KEY, World, tables
from tests.intake.world import IDENTITY, FakeQueue, FakeSeal

CODE = "0" * 16


class Reporting:
    """A case with its receipt, the worker and the retention, over tables in memory."""

    def __init__(self, world: World) -> None:
        self.world = world
        keys = ReceiptKeys({1: b"a fictional secret"})
        self.case = world.case(
            receipt_key=keys.partition(CODE, 1),
            identity_fields=("full_name", "phone"),
            sealed_answers=("suspect.name",),
            owed={},
        )
        values = {name: Sealed("x", "key", "identity") for name in ("full_name", "phone")}
        answers = {"suspect.name": Sealed("y", "key", "report")}
        contact = {"channel": Sealed("z", "key", "contact")}
        writer = world.writer()
        writer.commit(
            [
                put_sealed(self.case.id, "SEALED", {**values, **answers}, self.case.created_at),
                put_sealed(self.case.id, "CONTACT", contact, self.case.created_at),
            ]
        )
        ReceiptStatusRow(
            self.case.receipt_key,
            "STATUS",
            case_id=self.case.id,
            payload_digest="",
            received_at=self.case.created_at,
            identity_mode="named",
            uploads="open",
        ).save()
        receipts, check = ReceiptBook(writer), FormCheck(errors_in, errors_in_answers)
        write = WriteAddition(receipts, FakeSeal(), FakeQueue(), keys, world.now, self._random)
        self.declare, self.erase = DeclareIdentity(write, check), EraseIdentity(write, check)
        self.follow = FollowReceipt(receipts, keys, check, world.now)
        self.retained = RetainedRows(Cases(), writer)
        self.enforce = EnforceRetention(self.retained, world.now)
        self.records = DiagnosedCases(Cases(), writer, TermIndex(lambda: [SEARCH_KEY]))

    def _random(self, size: int) -> bytes:
        return next(self.world.numbers).to_bytes(max(size, 4), "big")[-size:]

    def work(self) -> None:
        """The worker applies what waits."""
        file = Cases().file(self.case.id)
        assert file is not None
        ApplyActs(self.records, self.world.now)(file)

    def rows(self) -> dict[str, list[str]]:
        return {row.sk: sorted(row.fields) for row in IdentityRow.query(partition(self.case.id))}

    def erasure(self) -> str | None:
        told: str | None = self.follow(CODE)["identity"]["erasure"]
        return told


@pytest.fixture
def reporting(monkeypatch: pytest.MonkeyPatch) -> Iterator[Reporting]:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    with tables():
        yield Reporting(World())


def test_an_erasure_takes_identity_and_contact_and_leaves_the_answers(reporting: Reporting) -> None:
    # GIVEN an identity, completed later
    later = reporting.declare({"receipt": CODE, "mode": "named", "identity": IDENTITY, "contact": {"hours": "x"}}, None)
    reporting.work()
    assert set(reporting.rows()) == {"SEALED", "CONTACT", f"SEALED#{later.id}", f"CONTACT#{later.id}"}
    # WHEN its reporter has it erased
    reporting.erase({"receipt": CODE}, None)
    assert reporting.erasure() == "asked"
    assert reporting.enforce() == 0
    reporting.work()
    assert reporting.enforce() == 1
    # THEN nothing of it is left but what was said of others, and the receipt and the chain say so
    assert reporting.rows() == {"SEALED": ["suspect.name"]}
    assert reporting.erasure() == "done"
    stored = reporting.world.stored(reporting.case)
    assert (stored.identity_erased, stored.identity_fields, "erase" in stored.owed) == (True, (), False)
    assert stored.sealed_answers == ("suspect.name",)
    assert reporting.world.actions(stored)[-2:] == ["identity.erasure_asked", "identity.erased"]
    assert first_fault(reporting.world.chain(case_chain(stored.id))) is None
    # AND a second run finds nothing to do
    assert reporting.enforce() == 0


def test_a_prosecutors_hold_keeps_the_identity_until_its_day_and_the_reporter_is_told(reporting: Reporting) -> None:
    world, case = reporting.world, reporting.case
    held = {"hold_erasure": {"dated": "2026-11-24", "until": "2026-11-26"}}
    # GIVEN an order of the prosecutor, and an erasure that the reporter asks for
    world.change(case, orders=held)
    reporting.erase({"receipt": CODE}, None)
    reporting.work()
    # WHEN the retention runs, as often as it likes
    assert [reporting.enforce() for _ in range(3)] == [0, 0, 0]
    # THEN all is there, the reporter reads until when, and the chain has it once
    assert set(reporting.rows()) == {"SEALED", "CONTACT"}
    shown = reporting.follow(CODE)["identity"]
    assert (shown["erasure"], shown["held_until"]) == ("asked", "2026-11-26")
    assert world.actions(case).count("identity.erasure_held") == 1
    # AND its last day over in Casablanca, the order ends by itself
    world.moment = world.moment.replace(day=26, hour=23, minute=59, second=59)
    assert reporting.enforce() == 0
    world.pass_time(seconds=1)
    assert reporting.enforce() == 1
    shown = reporting.follow(CODE)["identity"]
    assert (shown["erasure"], "held_until" in shown) == ("done", False)
    assert first_fault(world.chain(case_chain(case.id))) is None


def test_a_hold_that_is_released_or_prolonged_counts_as_it_is_now(reporting: Reporting) -> None:
    world, case = reporting.world, reporting.case
    reporting.erase({"receipt": CODE}, None)
    reporting.work()
    for until in ("2026-11-26", "2026-12-24"):
        orders, owed = {"hold_erasure": {"dated": "2026-11-24", "until": until}}, {"erase": "2026-11-24T21:21:47Z"}
        world.change(case, orders=orders, owed=owed)
        assert reporting.enforce() == 0
        assert reporting.follow(CODE)["identity"]["held_until"] == until
    world.pass_time(days=5)
    assert reporting.enforce() == 0
    world.change(case, orders={}, owed={"erase": "2026-11-29T21:21:47Z"})
    assert reporting.enforce() == 1
    assert reporting.rows() == {"SEALED": ["suspect.name"]}


def test_what_was_declared_at_the_same_moment_goes_with_it(reporting: Reporting) -> None:
    # GIVEN an erasure that is done while a declaration, checked before, is still on its way to the case
    reporting.erase({"receipt": CODE}, None)
    reporting.work()
    reporting.world.pass_time(seconds=1)
    slow = reporting.declare.write
    status = slow.receipts.status(reporting.case.receipt_key)
    assert status is not None
    assert reporting.enforce() == 1
    draft = slow.draft(status, {"mode": "named"}, None, "IDENTITY")
    secret = Secret("full_name", "identity", "Canari")
    slow(draft, {"act": "identity", "mode": "named", "fields": ["full_name"]}, {"mode": "named"}, [secret])
    assert f"SEALED#{draft.id}" in reporting.rows()
    # WHEN the worker finds it, THEN the retention is asked again, and nothing is left
    reporting.work()
    assert reporting.enforce() == 1
    assert reporting.rows() == {"SEALED": ["suspect.name"]}
    assert reporting.world.stored(reporting.case).identity_fields == ()
    assert reporting.erasure() == "done"


@dataclass
class RacedRows:
    """Retained rows whose case somebody changes just before the write; `times` it happens."""

    case_now: Case
    times: int
    rows: list[SealedRow] = field(default_factory=list)
    erased: list[Sequence[tuple[SealedRow, SealedRow | None]]] = field(default_factory=list)

    def due(self, now: str) -> list[str]:
        return [self.case_now.id]

    def case(self, case_id: str) -> Case | None:
        return self.case_now

    def sealed(self, case_id: str) -> list[SealedRow]:
        return list(self.rows)

    def erase(self, before: Case, after: Case, rows: Sequence[tuple[SealedRow, SealedRow | None]], deed: Deed) -> None:
        if self.times:
            self.times -= 1
            late = SealedRow(f"SEALED#{self.times}", deed.at, {"phone": Sealed("x", "key", "identity")})
            self.rows.append(late)
            raise ConditionFailed(frozenset({"case"}))
        self.erased.append(rows)


def test_a_case_that_changes_meanwhile_is_read_again_with_its_rows() -> None:
    world = World()
    case = a_case(owed={"erase": "2026-11-24T21:21:47Z"})
    raced = RacedRows(case, 2)
    assert EnforceRetention(raced, world.now)() == 1
    assert [row.key for row, kept in raced.erased[0] if kept is None] == ["SEALED#1", "SEALED#0"]
    # AND one that never holds still is left to the next run
    assert EnforceRetention(RacedRows(case, 99), world.now)() == 0
    # AND what is not owed is not touched
    assert EnforceRetention(RacedRows(replace(case, owed={}), 0), world.now)() == 0
