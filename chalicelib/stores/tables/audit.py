"""Rows of `audit`: entries of chains, listed by the hour for the anchors."""

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex
from pynamodb.models import Model

from chalicelib.stores.tables.row import ROW_VERSION, TableMeta


class ByHour(GlobalSecondaryIndex["AuditRow"]):  # type: ignore[no-untyped-call]
    class Meta:
        index_name = "by_hour"
        projection = AllProjection()

    hour_pk = UnicodeAttribute(hash_key=True)
    pk_seq = UnicodeAttribute(range_key=True)


class AuditRow(Model):
    """`<chain>` / zero-padded sequence. Nobody updates or deletes one."""

    class Meta(TableMeta):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    v = NumberAttribute(default=ROW_VERSION)
    actor = UnicodeAttribute()
    action = UnicodeAttribute()
    at = UnicodeAttribute()
    item = UnicodeAttribute()
    digest = UnicodeAttribute()
    role = UnicodeAttribute(null=True)
    prev = UnicodeAttribute()
    hash = UnicodeAttribute()
    hour_pk = UnicodeAttribute()
    pk_seq = UnicodeAttribute()
    by_hour = ByHour()
