"""Rows of `terms`: which case of a desk holds which hashed term."""

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.models import Model

from chalicelib.stores.tables.row import ROW_VERSION, TableMeta


class TermRow(Model):
    """`TERM#<desk>#<HMAC of a term>` / `<created>#<case id>`."""

    class Meta(TableMeta):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    v = NumberAttribute(default=ROW_VERSION)
