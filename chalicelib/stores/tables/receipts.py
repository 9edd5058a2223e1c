"""Rows of `receipts`: what a reporter may see with the code, and spent tickets."""

from pynamodb.attributes import BooleanAttribute, DiscriminatorAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.models import Model

from chalicelib.stores.tables.row import ROW_VERSION, JsonAttribute, TableMeta


class ReceiptRow(Model):
    """Any row of `receipts`: the public projection under the keyed digest of a receipt code."""

    class Meta(TableMeta):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    row = DiscriminatorAttribute()
    v = NumberAttribute(default=ROW_VERSION)


class ReceiptStatusRow(ReceiptRow, discriminator="STATUS"):
    """`R<key version>#<digest>` / `STATUS`: written at submit, never changed. `case_id` never leaves the service."""

    case_id = UnicodeAttribute()
    payload_digest = UnicodeAttribute()
    received_at = UnicodeAttribute()
    identity_mode = UnicodeAttribute()
    uploads = UnicodeAttribute()


class ReceiptProgressRow(ReceiptRow, discriminator="PROGRESS"):
    """`R…` / `PROGRESS`: how far the case is, in public words; put anew at each step by who makes the step.

    `routing`: `placed` with the service of a court, or `desk`; never which one.
    """

    status = UnicodeAttribute()
    routing = UnicodeAttribute(null=True)
    first_read_at = UnicodeAttribute(null=True)
    contest = BooleanAttribute(default=False)


class ReceiptItemRow(ReceiptRow, discriminator="ITEM"):
    """`R…` / `MESSAGE#<id>`, `FACTS#<id>`, `OPENING#<id>`, `IDENTITY#<id>` …: what the reporter may see of the case, or
    ask about it (`CODE#<digest>`).
    """

    kind = UnicodeAttribute()
    id = UnicodeAttribute()
    created_at = UnicodeAttribute()
    body = JsonAttribute()


class TicketRow(ReceiptRow, discriminator="TICKET"):
    """`TICKET#<id>` / `USED`: a spent review or proof-of-work ticket; the only rows that expire by themselves."""

    ttl = NumberAttribute()
