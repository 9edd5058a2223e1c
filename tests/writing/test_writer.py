"""The one way to write: all or nothing, with its audit entries, and honest about what it does not know."""

import dataclasses
import itertools
from collections.abc import Iterator
from typing import Any

import pytest
from botocore.exceptions import ReadTimeoutError
from moto import mock_aws

from chalicelib.domain.audit.chain import case_chain, first_fault
from chalicelib.domain.audit.entry import Deed
from chalicelib.domain.casework.case import Case, Item
from chalicelib.stores.audit import AuditBook
from chalicelib.stores.cases import Cases, meta_row, put_case, put_item
from chalicelib.stores.tables import (
    AuditRow,
    CaseRow,
    IdentityRow,
    MetaRow,
    ReceiptRow,
    TableNames,
    TermRow,
    bind_tables,
)
from chalicelib.stores.write import Writer, new
from chalicelib.usecases.errors import ConditionFailed, OutcomeUnknown, Unavailable

CASE = Case(
    id="0" * 26,
    version=1,
    state="received",
    court="NATIONAL",
    urgency="U2",
    category="FRAUD",
    citizen_choice="FRAUD",
    created_at="2026-11-24T21:21:47Z",
    identity_mode="anonymous",
    receipt_key="R1#fictional",
    audit_key=b"k" * 32,
    owed={"diagnose": "2026-11-24T21:22:47Z"},
)
CHAIN = case_chain(CASE.id)


@pytest.fixture(autouse=True)
def tables(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    with mock_aws():
        bind_tables(TableNames("cases", "receipts", "identities", "audit", "terms"), region="eu-west-3")
        for model in (MetaRow, ReceiptRow, IdentityRow, AuditRow, TermRow):
            model.create_table(billing_mode="PAY_PER_REQUEST")
        yield
    bind_tables(TableNames())


@pytest.fixture
def writer() -> Writer:
    numbers = itertools.count()
    return Writer(token=lambda: f"token-{next(numbers)}", jitter=lambda: 0.0, pause=lambda seconds: None)


def deed(action: str) -> Deed:
    return Deed(CHAIN, "reporter", action, CASE.created_at)


def accept(writer: Writer) -> None:
    writer.commit([new(meta_row(CASE), "case")], [deed("report.accepted")], first_entries=True)


def on_transaction(monkeypatch: pytest.MonkeyPatch, event: str, hook: Any) -> None:
    """Hang a fault on the client's own events, where a real network fails."""
    client = CaseRow._get_connection().connection.client
    client.meta.events.register_first(f"{event}.dynamodb.TransactWriteItems", hook)


def test_steps_and_entries_are_written_together(writer: Writer) -> None:
    accept(writer)
    later = dataclasses.replace(CASE, version=2, state="triage", owed={})
    writer.commit([put_case(later, expected_version=1)], [deed("case.diagnosed"), deed("case.court")])
    assert Cases().get(CASE.id) == later
    assert [entry.action for entry in AuditBook().read(CHAIN)] == ["report.accepted", "case.diagnosed", "case.court"]
    assert first_fault(AuditBook().read(CHAIN)) is None


def test_a_failed_condition_writes_nothing_and_is_named(writer: Writer) -> None:
    accept(writer)
    with pytest.raises(ConditionFailed) as refused:
        writer.commit([put_case(CASE, expected_version=7), put_item(CASE.id, Item("NOTE", "1", "t", {}))], [deed("x")])
    assert refused.value.rows == {"case"}
    assert Cases().items(CASE.id, "NOTE") == []
    assert [entry.seq for entry in AuditBook().read(CHAIN)] == [1]


def test_two_writers_at_one_tail_both_find_their_place(writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    # GIVEN a writer that read the tail before somebody else appended
    accept(writer)
    stale = AuditBook().tail(CHAIN)
    writer.commit([put_item(CASE.id, Item("NOTE", "1", "t", {}))], [deed("first")])
    tails = iter([stale])
    real = AuditBook.tail
    monkeypatch.setattr(AuditBook, "tail", lambda self, chain: next(tails, None) or real(self, chain))
    # WHEN it commits
    writer.commit([put_item(CASE.id, Item("NOTE", "2", "t", {}))], [deed("second")])
    # THEN it read again and stands behind the other
    assert [entry.action for entry in AuditBook().read(CHAIN)] == ["report.accepted", "first", "second"]
    assert first_fault(AuditBook().read(CHAIN)) is None


def test_a_lost_answer_is_read_back_from_the_chain(writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    accept(writer)

    def lose(**_: Any) -> None:
        raise ReadTimeoutError(endpoint_url="dynamodb")

    on_transaction(monkeypatch, "response-received", lose)
    writer.commit([put_item(CASE.id, Item("NOTE", "1", "t", {}))], [deed("note.added")])
    assert len(Cases().items(CASE.id, "NOTE")) == 1
    assert [entry.action for entry in AuditBook().read(CHAIN)] == ["report.accepted", "note.added"]


def test_a_lost_answer_to_a_first_entry_is_unknown(writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    def lose(**_: Any) -> None:
        raise ReadTimeoutError(endpoint_url="dynamodb")

    on_transaction(monkeypatch, "response-received", lose)
    with pytest.raises(OutcomeUnknown):
        accept(writer)
    assert Cases().get(CASE.id) == CASE


def test_a_call_that_never_leaves_is_unavailable_and_writes_nothing(
    writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_: Any) -> None:
        raise ReadTimeoutError(endpoint_url="dynamodb")

    on_transaction(monkeypatch, "before-send", fail)
    with pytest.raises(Unavailable):
        accept(writer)
    assert Cases().get(CASE.id) is None


@pytest.mark.parametrize("size", [10, 100_000])
def test_small_and_large_contents_come_back_as_they_were(writer: Writer, size: int) -> None:
    accept(writer)
    writer.commit([put_item(CASE.id, Item("CONTENT", "", "t", {"text": "سلام" * size, "n": None}))])
    file = Cases().file(CASE.id)
    assert file is not None
    assert file.only("CONTENT") == {"text": "سلام" * size, "n": None}
