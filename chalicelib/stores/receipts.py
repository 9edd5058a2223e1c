"""The receipts table: the public projection of a case, under the keyed digest of its receipt code."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import BotoCoreError
from pynamodb.exceptions import PynamoDBException
from pynamodb.expressions.update import Action

from chalicelib.domain.casework.case import Case, Item
from chalicelib.domain.casework.public_status import public_routing, public_status
from chalicelib.domain.moments import read as moment
from chalicelib.domain.moments import to_minute
from chalicelib.stores.cases import item_row, meta_row, put_item
from chalicelib.stores.identities import put_sealed
from chalicelib.stores.tables import (
    ReceiptItemRow,
    ReceiptProgressRow,
    ReceiptRow,
    ReceiptStatusRow,
    TicketRow,
)
from chalicelib.stores.write import Put, Step, Update, Writer, new
from chalicelib.usecases.errors import Unavailable
from chalicelib.usecases.intake.needs import Addition, ReceiptFile, ReceiptStatus, Submission


def put_progress(case: Case, *, contest: bool = False) -> Put:
    """Tell the reporter how far the case is; needs no read, so a role that may only put can do it."""
    row = ReceiptProgressRow(
        case.receipt_key,
        "PROGRESS",
        status=public_status(case.state),
        routing=public_routing(case),
        first_read_at=to_minute(case.first_read_at) if case.first_read_at else None,
        contest=contest,
    )
    return Put(row, "progress")


def update_progress(case: Case) -> Update:
    """The same, but whether a closure may be contested stays as it is; the only way for a role that may not put it."""
    row = ReceiptProgressRow(case.receipt_key, "PROGRESS")
    actions: list[Action] = [ReceiptProgressRow.status.set(public_status(case.state))]
    routing = public_routing(case)
    if routing is not None:
        actions.append(ReceiptProgressRow.routing.set(routing))
    if case.first_read_at:
        actions.append(ReceiptProgressRow.first_read_at.set(to_minute(case.first_read_at)))
    return Update(row, actions, "progress", type(row).pk.exists())


def put_echo(receipt_key: str, item: Item) -> Put:
    """Show an item (MESSAGE, FACTS, OPENING, INFORMED …) on the receipt; it must not be there yet."""
    row = ReceiptItemRow(
        receipt_key,
        f"{item.kind}#{item.id}",
        kind=item.kind,
        id=item.id,
        created_at=item.created_at,
        body=dict(item.body),
    )
    return new(row, f"echo {item.kind}")


def put_erased(receipt_key: str, at: str) -> Put:
    """Tell the reporter that identity and contact are gone; said again, it is said once."""
    return Put(ReceiptItemRow(receipt_key, "ERASED#", kind="ERASED", id="", created_at=at, body={}), "erased")


def put_held(receipt_key: str, until: str, at: str) -> Put:
    """Tell the reporter that a prosecutor's order keeps the identity until a day; a later order says it anew."""
    body = {"until": until}
    return Put(ReceiptItemRow(receipt_key, "HELD#", kind="HELD", id="", created_at=at, body=body), "held")


# What a holder may have added under an id.
_ADDED = ("MESSAGE", "FACTS", "IDENTITY", "ERASURE", "CONTEST")
# A slot is a spent ticket of its hour; it goes by itself once the hour cannot matter any more.
_SLOT_KEPT_SECONDS = 7200
# Longer than any ticket or proof of work is valid.
_SPENT_KEPT_SECONDS = 2 * 86_400


@dataclass(frozen=True)
class ReceiptBook:
    """What the public function does with receipts: adds and looks up, never changes. Reads raise Unavailable."""

    writer: Writer

    def submit(self, submission: Submission) -> None:
        """Write a new report in one transaction, all rows new; the receipt's own condition is named `receipt`."""
        case, status = submission.case, submission.status
        steps: list[Step] = [
            new(_status_row(status), "receipt"),
            put_progress(case),
            new(meta_row(case), "case"),
            put_item(case.id, submission.content),
        ]
        if submission.spent:
            expires = int(moment(case.created_at).timestamp()) + _SPENT_KEPT_SECONDS
            steps.append(new(TicketRow(f"TICKET#{submission.spent}", "USED", ttl=expires), "spent"))
        if submission.sealed:
            steps.append(put_sealed(case.id, "SEALED", submission.sealed, case.created_at))
        if submission.contact:
            steps.append(put_sealed(case.id, "CONTACT", submission.contact, case.created_at))
        self.writer.commit(steps, [submission.deed], first_entries=True)

    def add(self, addition: Addition) -> None:
        """Write an act for the worker, its echo and the slot that it takes, in one transaction."""
        status, act = addition.status, addition.act
        steps: list[Step] = [
            new(item_row(status.case_id, act), act.kind),
            put_echo(status.key, addition.echo),
        ]
        if addition.slot is not None:
            steps.append(_slot(status.key, addition.slot, act.created_at))
        if addition.sealed:
            steps.append(put_sealed(status.case_id, f"SEALED#{act.id}", addition.sealed, act.created_at))
        if addition.contact:
            steps.append(put_sealed(status.case_id, f"CONTACT#{act.id}", addition.contact, act.created_at))
        self.writer.commit(steps)

    def status(self, partition: str) -> ReceiptStatus | None:
        """The row that never changes, read consistently."""
        rows = self._rows(partition, ReceiptRow.sk == "STATUS")
        return next((_status_of(row) for row in rows if isinstance(row, ReceiptStatusRow)), None)

    def file(self, partition: str) -> ReceiptFile | None:
        """The receipt with all its items."""
        rows = list(self._rows(partition))
        status = next((row for row in rows if isinstance(row, ReceiptStatusRow)), None)
        progress = next((row for row in rows if isinstance(row, ReceiptProgressRow)), None)
        if status is None or progress is None:
            return None
        return ReceiptFile(
            status=_status_of(status),
            public_status=progress.status,
            routing=progress.routing,
            first_read_at=progress.first_read_at,
            contest=bool(progress.contest),
            items=tuple(_item_of(row) for row in rows if isinstance(row, ReceiptItemRow)),
        )

    def taken_slots(self, partition: str, hour: str) -> set[str]:
        """Numbers of the slots of `YYYY-MM-DDTHH` that are used."""
        return {row.sk.rpartition("#")[2] for row in self._rows(partition, ReceiptRow.sk.startswith(f"SLOT#{hour}#"))}

    def take_slot(self, partition: str, slot: str, at: str) -> None:
        """Use one of an hour's slots; the condition is named `slot`."""
        self.writer.commit([_slot(partition, slot, at)])

    def contact_code(self, partition: str, digest: str) -> Item | None:
        """What an officer said, by the digest of a code."""
        rows = self._rows(partition, ReceiptRow.sk == f"CODE#{digest}")
        return next((_item_of(row) for row in rows if isinstance(row, ReceiptItemRow)), None)

    def item(self, partition: str, item_id: str, kind: str | None = None) -> Item | None:
        """What the holder added under an id, of this kind or whatever its kind."""
        for each in (kind,) if kind else _ADDED:
            for row in self._rows(partition, ReceiptRow.sk == f"{each}#{item_id}"):
                if isinstance(row, ReceiptItemRow):
                    return _item_of(row)
        return None

    @staticmethod
    def _rows(partition: str, condition: Any = None) -> Iterator[ReceiptRow]:
        try:
            yield from ReceiptRow.query(partition, condition, consistent_read=True)
        except (PynamoDBException, BotoCoreError) as error:
            raise Unavailable from error


def _slot(partition: str, slot: str, at: str) -> Put:
    expires = int(moment(at).timestamp()) + _SLOT_KEPT_SECONDS
    return new(TicketRow(partition, f"SLOT#{slot}", ttl=expires), "slot")


def _status_row(status: ReceiptStatus) -> ReceiptStatusRow:
    return ReceiptStatusRow(
        status.key,
        "STATUS",
        case_id=status.case_id,
        payload_digest=status.payload_digest,
        received_at=status.received_at,
        identity_mode=status.identity_mode,
        uploads=status.uploads,
    )


def _status_of(row: ReceiptStatusRow) -> ReceiptStatus:
    return ReceiptStatus(
        key=row.pk,
        case_id=row.case_id,
        payload_digest=row.payload_digest,
        received_at=row.received_at,
        identity_mode=row.identity_mode,
        uploads=row.uploads,
    )


def _item_of(row: ReceiptItemRow) -> Item:
    return Item(kind=row.kind, id=row.id, created_at=row.created_at, body=row.body)
