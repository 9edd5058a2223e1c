"""Every model lies where the wiring says: none is left at a table of before."""

from pynamodb.models import Model

from chalicelib.stores import tables
from chalicelib.stores.tables import TableNames, bind_tables


def test_every_row_of_every_table_is_bound_to_the_one_client() -> None:
    bind_tables(TableNames("of-cases", "of-receipts", "of-identities", "of-audit", "of-terms"), region="eu-west-3")
    rows = [row for row in vars(tables).values() if isinstance(row, type) and issubclass(row, Model)]

    assert {row.Meta.table_name for row in rows} == {
        "of-cases",
        "of-receipts",
        "of-identities",
        "of-audit",
        "of-terms",
    }
    assert all("_connection" in vars(row) for row in rows)
    assert len({id(row._get_connection().connection) for row in rows}) == 1
