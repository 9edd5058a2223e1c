"""The store contract: what every engine must do with our rows. Run on the in-process double and on DynamoDB Local.

Imported by one module an engine, which gives the fixture `tables`: the five tables, empty, with their indexes.
"""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from chalicelib.domain.audit.chain import case_chain, first_fault
from chalicelib.domain.audit.entry import Deed
from chalicelib.domain.casework.case import Case, Item
from chalicelib.domain.casework.found_by import FoundBy
from chalicelib.domain.diagnosis.link import Link
from chalicelib.domain.moments import read
from chalicelib.stores import link_book
from chalicelib.stores.audit import AuditBook
from chalicelib.stores.cases import Cases, meta_row, put_item
from chalicelib.stores.diagnosed_cases import DiagnosedCases
from chalicelib.stores.duty_alerts import DutyAlerts
from chalicelib.stores.link_book import LinkBook
from chalicelib.stores.links import put_link
from chalicelib.stores.outbox import DueRows
from chalicelib.stores.receipts import ReceiptBook, put_echo
from chalicelib.stores.retention import RetainedRows
from chalicelib.stores.search_index import SearchIndex
from chalicelib.stores.tables import (
    AuditRow,
    DutyRow,
    IdentityRow,
    MetaRow,
    ReceiptRow,
    TableNames,
    TermRow,
    bind_tables,
)
from chalicelib.stores.terms import TermIndex
from chalicelib.stores.write import Put, Writer
from chalicelib.usecases.diagnosis.needs import Applied, Diagnosed
from chalicelib.usecases.errors import ConditionFailed
from chalicelib.usecases.intake.needs import Addition, ReceiptStatus, Sealed, Submission

AT = "2026-11-24T21:21:47Z"
RECEIPT_KEY = "R1#" + "a" * 64


def bind(host: str | None = None) -> None:
    """Make the five tables on an engine."""
    bind_tables(TableNames("cases", "receipts", "identities", "audit", "terms"), region="eu-west-3", host=host)
    for model in (MetaRow, ReceiptRow, IdentityRow, AuditRow, TermRow):
        model.create_table(billing_mode="PAY_PER_REQUEST", wait=True)


def drop() -> None:
    """Leave nothing to the next test."""
    for model in (MetaRow, ReceiptRow, IdentityRow, AuditRow, TermRow):
        model.delete_table()


def a_case(case_id: str = "0" * 26, **changed: Any) -> Case:
    case = Case(
        id=case_id,
        version=1,
        state="received",
        court="NATIONAL",
        urgency="U3",
        category="FRAUD",
        citizen_choice="FRAUD",
        created_at=AT,
        identity_mode="named",
        receipt_key=RECEIPT_KEY,
        audit_key=b"k" * 32,
        owed={"diagnose": "2026-11-24T21:22:47Z"},
    )
    return replace(case, **changed)


def a_submission(case: Case, digest: str = "d" * 64) -> Submission:
    return Submission(
        case=case,
        content=Item("CONTENT", "", AT, {"text": "Faux vendeur. " * 200}),
        status=ReceiptStatus(case.receipt_key, case.id, digest, AT, "named", "open"),
        deed=Deed(case_chain(case.id), "reporter", "case.received", AT, "CONTENT"),
        sealed={"full_name": Sealed("c2VhbGVk", "key", "identity")},
        contact={"channel": Sealed("c2VhbGVk", "key", "contact")},
    )


def an_addition(number: int, slot: str, kind: str = "MESSAGE") -> Addition:
    item_id = f"{number:026d}"
    act = Item("ACT", item_id, AT, {"act": "message", "text": "encore", "sealed": []}, "2026-11-24T21:22:47Z")
    status = ReceiptStatus(RECEIPT_KEY, "0" * 26, "d" * 64, AT, "named", "open")
    return Addition(status, act, Item(kind, item_id, AT, {"from": "reporter", "text": "encore"}), slot)


@pytest.fixture
def writer() -> Writer:
    # The referee remembers tokens from one test to the next.
    return Writer(token=lambda: uuid4().hex, jitter=lambda: 0.0, pause=lambda _seconds: None)


@pytest.fixture
def book(tables: None, writer: Writer) -> ReceiptBook:
    return ReceiptBook(writer)


@pytest.fixture
def records(tables: None, writer: Writer) -> DiagnosedCases:
    return DiagnosedCases(Cases(), writer, TermIndex(lambda: [b"search key"]))


@pytest.fixture
def outbox(tables: None, writer: Writer) -> DueRows:
    return DueRows(Cases(), writer)


def test_a_submit_is_read_back_whole(book: ReceiptBook) -> None:
    submission = a_submission(a_case())
    book.submit(submission)
    file = book.file(RECEIPT_KEY)
    assert file is not None
    assert (file.status, file.public_status, file.items) == (submission.status, "received", ())
    kept = Cases().file("0" * 26)
    assert kept is not None
    assert kept.case == submission.case
    assert kept.only("CONTENT") == submission.content.body
    rows = {row.sk: row.fields for row in IdentityRow.query("CASE#" + "0" * 26)}
    assert set(rows) == {"SEALED", "CONTACT"}
    assert rows["SEALED"] == {"full_name": {"ciphertext": "c2VhbGVk", "key_id": "key", "purpose": "identity"}}
    assert first_fault(AuditBook().read(case_chain("0" * 26))) is None


def test_a_second_submit_under_one_receipt_writes_nothing(book: ReceiptBook) -> None:
    book.submit(a_submission(a_case()))
    with pytest.raises(ConditionFailed) as refused:
        book.submit(a_submission(a_case("1" * 26), digest="e" * 64))
    assert "receipt" in refused.value.rows
    assert Cases().get("1" * 26) is None
    assert list(IdentityRow.query("CASE#" + "1" * 26)) == []


def test_what_a_holder_adds_is_an_act_an_echo_and_a_slot(book: ReceiptBook) -> None:
    book.submit(a_submission(a_case()))
    book.add(an_addition(1, "2026-11-24T21#07"))
    file = book.file(RECEIPT_KEY)
    assert file is not None
    assert [item.body["text"] for item in file.items] == ["encore"]
    assert book.taken_slots(RECEIPT_KEY, "2026-11-24T21") == {"07"}
    assert book.taken_slots(RECEIPT_KEY, "2026-11-24T22") == set()
    found = book.item(RECEIPT_KEY, f"{1:026d}")
    assert found is not None
    assert found.kind == "MESSAGE"
    assert book.item(RECEIPT_KEY, f"{1:026d}", "MESSAGE") == found
    assert book.item(RECEIPT_KEY, f"{1:026d}", "FACTS") is None
    assert book.item(RECEIPT_KEY, f"{2:026d}") is None


def test_a_slot_and_an_act_are_taken_once(book: ReceiptBook) -> None:
    book.submit(a_submission(a_case()))
    book.add(an_addition(1, "2026-11-24T21#07"))
    with pytest.raises(ConditionFailed) as refused:
        book.add(an_addition(2, "2026-11-24T21#07"))
    assert refused.value.rows == {"slot"}
    with pytest.raises(ConditionFailed) as refused:
        book.add(an_addition(1, "2026-11-24T21#08", kind="FACTS"))
    assert "ACT" in refused.value.rows


def test_slots_of_two_series_are_counted_apart(book: ReceiptBook) -> None:
    book.submit(a_submission(a_case()))
    book.take_slot(RECEIPT_KEY, "CODE#2026-11-24T21#07", AT)
    with pytest.raises(ConditionFailed) as refused:
        book.take_slot(RECEIPT_KEY, "CODE#2026-11-24T21#07", AT)
    assert refused.value.rows == {"slot"}
    book.add(an_addition(1, "2026-11-24T21#07"))
    assert book.taken_slots(RECEIPT_KEY, "CODE#2026-11-24T21") == {"07"}
    assert book.taken_slots(RECEIPT_KEY, "2026-11-24T21") == {"07"}


def test_a_code_is_found_by_its_digest_alone_and_not_among_what_is_shown(book: ReceiptBook, writer: Writer) -> None:
    book.submit(a_submission(a_case()))
    writer.commit([put_echo(RECEIPT_KEY, Item("CODE", "d1", AT, {"channel": "call"}))])
    found = book.contact_code(RECEIPT_KEY, "d1")
    assert found is not None
    assert (found.created_at, found.body) == (AT, {"channel": "call"})
    for key, digest in ((RECEIPT_KEY, "d"), (RECEIPT_KEY, "d12"), ("R1#" + "b" * 64, "d1")):
        assert book.contact_code(key, digest) is None


def test_an_erasure_is_one_write_that_whoever_was_first_makes_fail(
    book: ReceiptBook, writer: Writer, outbox: DueRows
) -> None:
    # GIVEN a case that owes an erasure, with rows of its submit and of a later declaration
    case = a_case(owed={"erase": AT}, identity_fields=("full_name",))
    book.submit(a_submission(case))
    value = {"suspect.name": Sealed("c2VhbGVk", "key", "report"), "phone": Sealed("c2VhbGVk", "key", "identity")}
    later = replace(an_addition(1, "2026-11-24T21#07", "IDENTITY"), slot=None, sealed=value, contact=value)
    book.add(later)
    retained = RetainedRows(Cases(), writer)
    assert list(retained.due(AT)) == [case.id]
    rows = {row.key: row for row in retained.sealed(case.id)}
    assert set(rows) == {"SEALED", "CONTACT", f"SEALED#{1:026d}", f"CONTACT#{1:026d}"}
    # WHEN it is made
    kept = replace(rows[f"SEALED#{1:026d}"], fields={"suspect.name": value["suspect.name"]})
    pairs = [(row, kept if row.key == kept.key else None) for row in rows.values()]
    after = replace(case, owed={}, identity_erased=True, identity_fields=())
    deed = Deed(case_chain(case.id), "EnforceRetention", "identity.erased", AT)
    retained.erase(case, after, pairs, deed)
    # THEN that alone is left, and a second one, which read the same, writes nothing
    assert retained.sealed(case.id) == [kept]
    assert Cases().get(case.id) == after
    with pytest.raises(ConditionFailed) as refused:
        retained.erase(case, after, pairs, deed)
    assert {"case", "SEALED", "CONTACT"} <= refused.value.rows
    assert [entry.action for entry in AuditBook().read(case_chain(case.id))] == ["case.received", "identity.erased"]
    file = book.file(RECEIPT_KEY)
    assert file is not None
    assert len(file.all("ERASED")) == 1


def a_number(number: int) -> Link:
    return Link("phone", f"+2126000000{number:02d}", "medium")


def carriers(*links: Link) -> list[list[str]]:
    """Who carries each of these links."""
    return [sorted(shared.carriers) for shared in LinkBook(lambda: read(AT)).carriers(links)]


def a_diagnosis(before: Case, links: int = 3, terms: int = 32) -> Diagnosed:
    after = replace(before, version=before.version + 1, state="triage", court="TPI-FES", owed={})
    return Diagnosed(
        before,
        after,
        [Item("DIAGNOSIS", "1", AT, {"category": "FRAUD"}), Item("ROUTE", "1", AT, {"territory": {}})],
        FoundBy(
            tuple(a_number(number) for number in range(links)),
            tuple(f"terme{number}" for number in range(terms)),
            ("NATIONAL", "TPI-FES"),
        ),
        FoundBy(),
        [Deed(case_chain(before.id), "DiagnoseReport", action, AT) for action in ("case.diagnosed", "case.court")],
    )


@pytest.mark.parametrize("links", [3, 24, 150])
def test_a_diagnosis_is_written_with_its_links_terms_and_progress(
    book: ReceiptBook, records: DiagnosedCases, links: int
) -> None:
    case = a_case()
    book.submit(a_submission(case))
    diagnosed = a_diagnosis(case, links)
    records.save_diagnosis(diagnosed)
    assert Cases().get(case.id) == diagnosed.after
    receipt = book.file(RECEIPT_KEY)
    assert receipt is not None
    assert receipt.public_status == "examined"
    assert carriers(a_number(links - 1)) == [[case.id]]
    index = SearchIndex(lambda: [b"search key"])
    for desk in ("NATIONAL", "TPI-FES"):
        assert index.newest(desk, "terme31", None, 10) == [f"{AT}#{case.id}"]
    assert index.newest("TPI-AGADIR", "terme31", None, 10) == []
    assert [entry.action for entry in AuditBook().read(case_chain(case.id))] == [
        "case.received",
        "case.diagnosed",
        "case.court",
    ]


def test_a_later_diagnosis_takes_away_what_no_longer_holds(book: ReceiptBook, records: DiagnosedCases) -> None:
    # GIVEN a case that is found by three numbers and some words, at a court where it rang
    case = a_case()
    book.submit(a_submission(case))
    first = a_diagnosis(case, links=3, terms=3)
    records.save_diagnosis(first)
    ringing = replace(first.after, owed={"ring": AT})
    assert DueRows(Cases(), records.writer).ring(first.after, ringing, AT)
    alerts = DutyAlerts(records.writer)
    assert [alert.court for alert in alerts.of(None)] == ["TPI-FES"]
    # WHEN it went to another court, and is found by less
    after = replace(ringing, version=9, court="TPI-RABAT", owed={})
    less = FoundBy((a_number(0), a_number(7)), ("terme0", "autre"), ("NATIONAL", "TPI-RABAT"))
    records.save_diagnosis(Diagnosed(ringing, after, [], less, first.found))
    # THEN nothing of the rest is left anywhere
    assert carriers(*map(a_number, (0, 1, 2, 7))) == [[case.id], [], [], [case.id]]
    index = SearchIndex(lambda: [b"search key"])
    held = {
        (desk, term)
        for desk in ("NATIONAL", "TPI-FES", "TPI-RABAT")
        for term in ("terme0", "terme1", "terme2", "autre")
        if index.newest(desk, term, None, 9)
    }
    assert held == {(desk, term) for desk in ("NATIONAL", "TPI-RABAT") for term in ("terme0", "autre")}
    assert alerts.of(None) == []
    # AND it rings anew where it is, and again where it was once it comes back
    back = replace(after, court="TPI-FES", owed={"ring": AT})
    assert DueRows(Cases(), records.writer).ring(after, back, AT)
    assert DueRows(Cases(), records.writer).ring(back, replace(back, owed={}), AT)
    assert {alert.court for alert in alerts.of(None)} == {"TPI-RABAT", "TPI-FES"}


def test_a_value_that_too_many_reports_carry_is_common_and_others_are_not(
    records: DiagnosedCases, monkeypatch: pytest.MonkeyPatch
) -> None:
    # GIVEN lately forty reports; nine carry one number, three another one
    monkeypatch.setattr(link_book, "COMMON_LEAST", 5)
    cases = [a_case(f"{number:026d}", created_at=AT) for number in range(40)]
    old = a_case("9" * 26, created_at="2026-01-02T00:00:00Z")
    records.writer.commit([Put(meta_row(case), "case") for case in (*cases, old)])
    for number, several in ((1, cases[:9]), (2, cases[:3]), (3, [*cases[:5], old])):
        records.writer.commit([put_link(case, a_number(number)) for case in several])
    # THEN the first joins nothing; what is older than 90 days does not count
    lately = read(AT) - timedelta(days=90)
    numbers = list(map(a_number, range(1, 4)))
    assert LinkBook(lambda: read(AT)).common(numbers, lately) == {a_number(1)}
    # AND with more reports the same number of carriers is no longer many
    monkeypatch.setattr(link_book, "COMMON_SHARE", 0.25)
    assert LinkBook(lambda: read(AT)).common(numbers, lately) == set()


def test_a_diagnosis_of_a_case_that_changed_writes_nothing(book: ReceiptBook, records: DiagnosedCases) -> None:
    case = a_case()
    book.submit(a_submission(case))
    records.save_diagnosis(a_diagnosis(case))
    with pytest.raises(ConditionFailed) as refused:
        records.save_diagnosis(a_diagnosis(case))
    assert "case" in refused.value.rows
    assert len(list(AuditBook().read(case_chain(case.id)))) == 3


def test_a_new_diagnosis_replaces_the_one_of_the_same_rules(book: ReceiptBook, records: DiagnosedCases) -> None:
    case = a_case()
    book.submit(a_submission(case))
    first = a_diagnosis(case)
    records.save_diagnosis(first)
    records.save_diagnosis(a_diagnosis(first.after))
    file = Cases().file(case.id)
    assert file is not None
    assert len(file.all("DIAGNOSIS")) == 1


def test_an_act_is_applied_once(book: ReceiptBook, records: DiagnosedCases, outbox: DueRows) -> None:
    case = a_case(owed={})
    book.submit(a_submission(case))
    addition = an_addition(1, "2026-11-24T21#07")
    book.add(addition)
    (due,) = outbox.due("2026-11-24T21:23:00Z")
    assert (due.case_id, due.item) == (case.id, f"ACT#{1:026d}")
    item = Item("MESSAGE", addition.act.id, AT, {"from": "reporter", "text": "encore"})
    records.apply(Applied(case, case, addition.act, item))
    assert list(outbox.due("2026-11-24T21:23:00Z")) == []
    with pytest.raises(ConditionFailed) as refused:
        records.apply(Applied(case, case, addition.act, item))
    assert "settled" in refused.value.rows


def test_the_outbox_tells_what_is_due_and_takes_a_later_date(book: ReceiptBook, outbox: DueRows) -> None:
    case = a_case()
    book.submit(a_submission(case))
    assert list(outbox.due("2026-11-24T21:22:46Z")) == []
    (due,) = outbox.due("2026-11-24T21:22:47Z")
    assert (due.case_id, due.item) == (case.id, "")
    later = replace(case, owed={"diagnose": "2026-11-24T22:00:00Z"}, tries=1)
    assert outbox.postpone(case, later)
    assert list(outbox.due("2026-11-24T21:59:59Z")) == []
    assert not outbox.postpone(case, later)
    assert outbox.case(case.id) == later


def test_an_act_that_waits_is_postponed_once(book: ReceiptBook, outbox: DueRows) -> None:
    book.submit(a_submission(a_case(owed={})))
    book.add(an_addition(1, "2026-11-24T21#07"))
    (due,) = outbox.due("2026-11-24T21:30:00Z")
    assert outbox.postpone_act(due, "2026-11-24T21:40:00Z")
    assert not outbox.postpone_act(due, "2026-11-24T21:50:00Z")
    assert list(outbox.due("2026-11-24T21:39:59Z")) == []
    assert len(outbox.due("2026-11-24T21:40:00Z")) == 1


def test_an_alert_is_rung_until_somebody_acknowledges(book: ReceiptBook, outbox: DueRows) -> None:
    case = a_case(urgency="U0", owed={"ring": "2026-11-24T21:24:47Z"})
    book.submit(a_submission(case))
    assert outbox.alert(case) == "silent"
    after = replace(case, owed={"ring": "2026-11-24T21:34:47Z"})
    assert outbox.ring(case, after, AT)
    assert not outbox.ring(case, after, AT)
    assert outbox.alert(case) == "rung"
    (row,) = DutyRow.query("DUTY")
    assert (row.id, row.court, row.urgency, int(row.reports), row.since) == (case.id, "NATIONAL", "U0", 1, AT)
    row.update([DutyRow.acknowledged_at.set(AT)])
    assert outbox.alert(case) == "acknowledged"
    assert not outbox.ring(after, replace(after, owed={}), AT)


def test_open_cases_are_listed_the_most_urgent_first_of_each_shard(book: ReceiptBook, outbox: DueRows) -> None:
    for number, urgency in enumerate(("U3", "U0")):
        case = a_case(f"{number:026d}", urgency=urgency, receipt_key=f"R1#{number}")
        book.submit(a_submission(case))
    assert set(outbox.urgent_open("U3", 10)) == {f"{0:026d}", f"{1:026d}"}
    assert set(outbox.urgent_open("U2", 10)) == {f"{1:026d}"}


def test_a_large_item_is_kept_compressed_and_read_back(writer: Writer, tables: None) -> None:
    body = {"text": "نصب عليا واحد " * 1400, "none": None, "number": 5}
    writer.commit([put_item("0" * 26, Item("CONTENT", "", AT, body))])
    (item,) = Cases().items("0" * 26, "CONTENT")
    assert item.body == body
