"""The five tables as PynamoDB models. Table names come from the settings through `bind_tables`, never from here."""

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from pynamodb.attributes import (
    Attribute,
    BinaryAttribute,
    BooleanAttribute,
    DiscriminatorAttribute,
    NumberAttribute,
    UnicodeAttribute,
)
from pynamodb.connection import Connection
from pynamodb.constants import BINARY
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex, IncludeProjection, KeysOnlyProjection
from pynamodb.models import Model

ROW_VERSION = 1
_PACK_ABOVE_BYTES = 1024
_PLAIN, _DEFLATED = b"j", b"z"


class JsonAttribute(Attribute[Any]):
    """A JSON value as bytes, compressed above 1 KB; the first byte tells which."""

    attr_type = BINARY

    def serialize(self, value: Any) -> bytes:
        raw = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
        return _DEFLATED + zlib.compress(raw, 6) if len(raw) > _PACK_ABOVE_BYTES else _PLAIN + raw

    def deserialize(self, value: bytes) -> Any:
        raw = value[1:]
        return json.loads(zlib.decompress(raw) if value[:1] == _DEFLATED else raw)


class _Meta:
    """Connection settings of every table: PynamoDB's own defaults wait 15 s and 30 s, which a Lambda cannot."""

    table_name: ClassVar[str] = ""
    region: ClassVar[str | None] = None
    host: ClassVar[str | None] = None
    connect_timeout_seconds = 1
    read_timeout_seconds = 2
    max_retry_attempts = 2
    max_pool_connections = 16


# Exactly what a queue row shows (api, row), and the discriminator that PynamoDB filters by.
QUEUE_ROW = ["row", "id", "court", "state", "urgency", "category", "language", "assignee", "created_at", "version"]


class ByQueue(GlobalSecondaryIndex["MetaRow"]):  # type: ignore[no-untyped-call]
    class Meta:
        index_name = "by_queue"
        projection = IncludeProjection(QUEUE_ROW)

    queue_pk = UnicodeAttribute(hash_key=True)
    queue_sk = UnicodeAttribute(range_key=True)


class ByOpen(GlobalSecondaryIndex["MetaRow"]):  # type: ignore[no-untyped-call]
    class Meta:
        index_name = "by_open"
        projection = IncludeProjection(QUEUE_ROW)

    open_pk = UnicodeAttribute(hash_key=True)
    queue_sk = UnicodeAttribute(range_key=True)


class ByAssignee(GlobalSecondaryIndex["MetaRow"]):  # type: ignore[no-untyped-call]
    class Meta:
        index_name = "by_assignee"
        projection = IncludeProjection(QUEUE_ROW)

    assignee_pk = UnicodeAttribute(hash_key=True)
    queue_sk = UnicodeAttribute(range_key=True)


class ByDue(GlobalSecondaryIndex["CaseRow"]):  # type: ignore[no-untyped-call]
    class Meta:
        index_name = "by_due"
        projection = KeysOnlyProjection()

    due_pk = UnicodeAttribute(hash_key=True)
    due_sk = UnicodeAttribute(range_key=True)


class ByDeadline(GlobalSecondaryIndex["MetaRow"]):  # type: ignore[no-untyped-call]
    class Meta:
        index_name = "by_deadline"
        projection = IncludeProjection([*QUEUE_ROW, "deadlines"])

    deadline_pk = UnicodeAttribute(hash_key=True)
    deadline_sk = UnicodeAttribute(range_key=True)


class ByMonth(GlobalSecondaryIndex["MetaRow"]):  # type: ignore[no-untyped-call]
    class Meta:
        index_name = "by_month"
        projection = KeysOnlyProjection()

    month_pk = UnicodeAttribute(hash_key=True)
    created_at = UnicodeAttribute(range_key=True)


class ByHour(GlobalSecondaryIndex["AuditRow"]):  # type: ignore[no-untyped-call]
    class Meta:
        index_name = "by_hour"
        projection = AllProjection()

    hour_pk = UnicodeAttribute(hash_key=True)
    pk_seq = UnicodeAttribute(range_key=True)


class CaseRow(Model):
    """Any row of `cases`; a query gives back the class that the row says it is."""

    class Meta(_Meta):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    row = DiscriminatorAttribute()
    v = NumberAttribute(default=ROW_VERSION)
    due_pk = UnicodeAttribute(null=True)
    due_sk = UnicodeAttribute(null=True)
    by_due = ByDue()


class MetaRow(CaseRow, discriminator="META"):
    """`CASE#<id>` / `META`: the case itself, with the keys of the indexes that list it."""

    id = UnicodeAttribute()
    version = NumberAttribute()
    state = UnicodeAttribute()
    court = UnicodeAttribute()
    urgency = UnicodeAttribute()
    category = UnicodeAttribute()
    citizen_choice = UnicodeAttribute()
    created_at = UnicodeAttribute()
    language = UnicodeAttribute(null=True)
    assignee = UnicodeAttribute(null=True)
    identity_mode = UnicodeAttribute()
    identity_fields = JsonAttribute()
    identity_erased = BooleanAttribute(default=False)
    sealed_answers = JsonAttribute()
    flags = JsonAttribute()
    leave = JsonAttribute(null=True)
    first_read_at = UnicodeAttribute(null=True)
    court_changes = NumberAttribute(default=0)
    ruleset = UnicodeAttribute(default="")
    owed = JsonAttribute()
    tries = NumberAttribute(default=0)
    deadlines = JsonAttribute(null=True)
    orders = JsonAttribute(null=True)
    complaint = UnicodeAttribute(null=True)
    receipt_key = UnicodeAttribute()
    audit_key = BinaryAttribute(legacy_encoding=False)
    queue_pk = UnicodeAttribute()
    queue_sk = UnicodeAttribute()
    open_pk = UnicodeAttribute(null=True)
    assignee_pk = UnicodeAttribute(null=True)
    deadline_pk = UnicodeAttribute(null=True)
    deadline_sk = UnicodeAttribute(null=True)
    month_pk = UnicodeAttribute()
    by_queue = ByQueue()
    by_open = ByOpen()
    by_assignee = ByAssignee()
    by_deadline = ByDeadline()
    by_month = ByMonth()


class ItemRow(CaseRow, discriminator="ITEM"):
    """`CASE#<id>` / `<KIND>` or `<KIND>#<id>`: what hangs on a case (see domain.casework.case.Item)."""

    kind = UnicodeAttribute()
    id = UnicodeAttribute()
    created_at = UnicodeAttribute()
    body = JsonAttribute()


class LinkRow(CaseRow, discriminator="LINK"):
    """`LINK#<kind>#<value hash>#<0-9>` / `CASE#<id>`: one report that carries the same thing.

    `sketch`: of a text, says how alike two are. `ended`: a later diagnosis no longer finds it there.
    """

    created_at = UnicodeAttribute()
    sketch = BinaryAttribute(null=True, legacy_encoding=False)
    ended = BooleanAttribute(default=False)


class DutyRow(CaseRow, discriminator="DUTY"):
    """`DUTY` / `<court>#<id>`: an unread danger that rang, with a number and a court, never content.

    `left`: the case went to another court, where it rings under a row of its own.
    """

    id = UnicodeAttribute()
    court = UnicodeAttribute()
    urgency = UnicodeAttribute()
    reports = NumberAttribute()
    since = UnicodeAttribute()
    acknowledged_at = UnicodeAttribute(null=True)
    acknowledged_by = UnicodeAttribute(null=True)
    left = BooleanAttribute(default=False)


class CourtDecisionRow(CaseRow, discriminator="COURT_DECISION"):
    """`COURT_DECISION#<month received>#<0-9>` / a digest of the case's id: a person's choice against a proposed court.

    One row a case, so nothing is hot and nothing is counted twice; nothing of the case or the person in it.
    """

    rule = UnicodeAttribute()
    proposed = UnicodeAttribute()
    chosen = UnicodeAttribute()


class ReceiptRow(Model):
    """Any row of `receipts`: the public projection under the keyed digest of a receipt code."""

    class Meta(_Meta):
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


class IdentityRow(Model):
    """`CASE#<id>` / `SEALED` or `CONTACT`: field → {ciphertext (base64), key id, purpose}, sealed at."""

    class Meta(_Meta):
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

    class Meta(_Meta):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    v = NumberAttribute(default=ROW_VERSION)
    state = UnicodeAttribute(null=True)
    case_id = UnicodeAttribute()
    body = JsonAttribute(null=True)


class AuditRow(Model):
    """`<chain>` / zero-padded sequence. Nobody updates or deletes one."""

    class Meta(_Meta):
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


class TermRow(Model):
    """`TERM#<desk>#<HMAC of a term>` / `<created>#<case id>`."""

    class Meta(_Meta):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    v = NumberAttribute(default=ROW_VERSION)


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
    "cases": (MetaRow, CaseRow, ItemRow, LinkRow, DutyRow),
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
