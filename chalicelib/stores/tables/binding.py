"""Where the models lie: names of the deployed tables, and the one client that all models share."""

from collections.abc import Mapping
from dataclasses import dataclass

from pynamodb.connection import Connection
from pynamodb.models import Model

from chalicelib.stores.tables.audit import AuditRow
from chalicelib.stores.tables.cases import CaseRow, CourtDecisionRow, DutyRow, ItemRow, LinkRow, MetaRow
from chalicelib.stores.tables.identities import IdentityRow, OpeningRow
from chalicelib.stores.tables.receipts import (
    ReceiptItemRow,
    ReceiptProgressRow,
    ReceiptRow,
    ReceiptStatusRow,
    TicketRow,
)
from chalicelib.stores.tables.terms import TermRow


@dataclass(frozen=True)
class TableNames:
    """Names of the deployed tables; a function that may not touch a table has no name for it."""

    cases: str = ""
    receipts: str = ""
    identities: str = ""
    audit: str = ""
    terms: str = ""


# The first model of a table knows all its indexes.
_MODELS: Mapping[str, tuple[type[Model], ...]] = {
    "cases": (MetaRow, CaseRow, ItemRow, LinkRow, DutyRow, CourtDecisionRow),
    "receipts": (ReceiptRow, ReceiptStatusRow, ReceiptProgressRow, ReceiptItemRow, TicketRow),
    "identities": (IdentityRow, OpeningRow),
    "audit": (AuditRow,),
    "terms": (TermRow,),
}


def bind_tables(names: TableNames, *, region: str | None = None, host: str | None = None) -> None:
    """Point every model at its deployed table, all over one client: PynamoDB makes one a model, 50 to 100 ms each.

    Called once by the wiring (and by tests, for each engine).
    """
    shared: Connection | None = None
    for table, models in _MODELS.items():
        name = getattr(names, table)
        for position, model in enumerate(models):
            model.Meta.table_name = name
            model.Meta.region = region
            model.Meta.host = host
            model._connection = None
            if not name:
                continue
            own = model._get_connection()
            if shared is None:
                shared = own.connection
            elif position == 0:
                shared.add_meta_table(own.get_meta_table())
            own.connection = shared
