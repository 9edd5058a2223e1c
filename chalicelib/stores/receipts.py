"""The receipts table: the public projection of a case, under the keyed digest of its receipt code."""

from chalicelib.domain.casework.case import Case, Item
from chalicelib.domain.casework.public_status import public_status
from chalicelib.domain.moments import to_minute
from chalicelib.stores.tables import ReceiptItemRow, ReceiptProgressRow
from chalicelib.stores.write import Put, new


def put_progress(case: Case, *, contest: bool = False) -> Put:
    """Tell the reporter how far the case is; needs no read, so a role that may only put can do it."""
    row = ReceiptProgressRow(
        case.receipt_key,
        "PROGRESS",
        status=public_status(case.state),
        first_read_at=to_minute(case.first_read_at) if case.first_read_at else None,
        contest=contest,
    )
    return Put(row, "progress")


def put_echo(receipt_key: str, item: Item) -> Put:
    """Show an item (MESSAGE, FACTS, OPENING …) on the receipt; it must not be there yet."""
    row = ReceiptItemRow(
        receipt_key,
        f"{item.kind}#{item.id}",
        kind=item.kind,
        id=item.id,
        created_at=item.created_at,
        body=dict(item.body),
    )
    return new(row, f"echo {item.kind}")
