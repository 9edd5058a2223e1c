"""The identities table: sealed values, one row for who the reporter is, one for how to reach them."""

from collections.abc import Mapping

from chalicelib.stores.cases import partition
from chalicelib.stores.tables import IdentityRow
from chalicelib.stores.write import Put, new
from chalicelib.usecases.intake.needs import Sealed


def sealed_row(case_id: str, sk: str, fields: Mapping[str, Sealed], sealed_at: str) -> IdentityRow:
    """The row that keeps these values."""
    return IdentityRow(
        partition(case_id),
        sk,
        sealed_at=sealed_at,
        fields={
            name: {"ciphertext": value.ciphertext, "key_id": value.key_id, "purpose": value.purpose}
            for name, value in fields.items()
        },
    )


def put_sealed(case_id: str, sk: str, fields: Mapping[str, Sealed], sealed_at: str) -> Put:
    """`sk` is `SEALED` (identity and sealed answers), `CONTACT`, or either with `#<act id>` for what came later."""
    return new(sealed_row(case_id, sk, fields, sealed_at), sk)
