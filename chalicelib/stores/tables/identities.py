"""Rows of `identities`: sealed values, and the requests to open them."""

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.models import Model

from chalicelib.stores.tables.row import ROW_VERSION, JsonAttribute, TableMeta


class IdentityRow(Model):
    """`CASE#<id>` / `SEALED` or `CONTACT`: field → {ciphertext (base64), key id, purpose}, sealed at."""

    class Meta(TableMeta):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    v = NumberAttribute(default=ROW_VERSION)
    sealed_at = UnicodeAttribute()
    fields = JsonAttribute()


class OpeningRow(Model):
    """Of `identities`: `CASE#<id>` / `REQUEST#<id>`, a request to open and what became of it; `REQUEST#<id>` / `CASE`,
    where it lies; `COURT#<court>` / `<requested at>#<id>`, the court's list of them.
    """

    class Meta(TableMeta):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    v = NumberAttribute(default=ROW_VERSION)
    state = UnicodeAttribute(null=True)
    case_id = UnicodeAttribute()
    body = JsonAttribute(null=True)
