"""Rows and indexes of `cases`: the case, what hangs on it, its links, what rings, which courts people decided on."""

from pynamodb.attributes import (
    BinaryAttribute,
    BooleanAttribute,
    DiscriminatorAttribute,
    NumberAttribute,
    UnicodeAttribute,
)
from pynamodb.indexes import GlobalSecondaryIndex, IncludeProjection, KeysOnlyProjection
from pynamodb.models import Model

from chalicelib.stores.tables.row import ROW_VERSION, JsonAttribute, TableMeta

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


class ByContest(GlobalSecondaryIndex["MetaRow"]):  # type: ignore[no-untyped-call]
    class Meta:
        index_name = "by_contest"
        projection = IncludeProjection([*QUEUE_ROW, "contested_at"])

    contest_pk = UnicodeAttribute(hash_key=True)
    contest_sk = UnicodeAttribute(range_key=True)


class ByMonth(GlobalSecondaryIndex["MetaRow"]):  # type: ignore[no-untyped-call]
    class Meta:
        index_name = "by_month"
        projection = KeysOnlyProjection()

    month_pk = UnicodeAttribute(hash_key=True)
    created_at = UnicodeAttribute(range_key=True)


class CaseRow(Model):
    """Any row of `cases`; a query gives back the class that the row says it is."""

    class Meta(TableMeta):
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
    contested_at = UnicodeAttribute(null=True)
    receipt_key = UnicodeAttribute()
    audit_key = BinaryAttribute(legacy_encoding=False)
    queue_pk = UnicodeAttribute()
    queue_sk = UnicodeAttribute()
    open_pk = UnicodeAttribute(null=True)
    assignee_pk = UnicodeAttribute(null=True)
    deadline_pk = UnicodeAttribute(null=True)
    deadline_sk = UnicodeAttribute(null=True)
    contest_pk = UnicodeAttribute(null=True)
    contest_sk = UnicodeAttribute(null=True)
    month_pk = UnicodeAttribute()
    by_queue = ByQueue()
    by_open = ByOpen()
    by_assignee = ByAssignee()
    by_deadline = ByDeadline()
    by_contest = ByContest()
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
