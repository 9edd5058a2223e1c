"""The five tables as PynamoDB models, a module a table. Table names come from the settings through `bind_tables`."""

from chalicelib.stores.tables.audit import AuditRow, ByHour
from chalicelib.stores.tables.binding import TableNames, bind_tables
from chalicelib.stores.tables.cases import (
    ByAssignee,
    ByContest,
    ByDeadline,
    ByDue,
    ByMonth,
    ByOpen,
    ByQueue,
    CaseRow,
    CourtDecisionRow,
    DutyRow,
    ItemRow,
    LinkRow,
    MetaRow,
)
from chalicelib.stores.tables.identities import IdentityRow, OpeningRow
from chalicelib.stores.tables.receipts import (
    ReceiptItemRow,
    ReceiptProgressRow,
    ReceiptRow,
    ReceiptStatusRow,
    TicketRow,
)
from chalicelib.stores.tables.row import ROW_VERSION, JsonAttribute
from chalicelib.stores.tables.terms import TermRow

__all__ = [
    "ROW_VERSION",
    "AuditRow",
    "ByAssignee",
    "ByContest",
    "ByDeadline",
    "ByDue",
    "ByHour",
    "ByMonth",
    "ByOpen",
    "ByQueue",
    "CaseRow",
    "CourtDecisionRow",
    "DutyRow",
    "IdentityRow",
    "ItemRow",
    "JsonAttribute",
    "LinkRow",
    "MetaRow",
    "OpeningRow",
    "ReceiptItemRow",
    "ReceiptProgressRow",
    "ReceiptRow",
    "ReceiptStatusRow",
    "TableNames",
    "TermRow",
    "TicketRow",
    "bind_tables",
]
