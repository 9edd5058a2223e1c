"""The cases table: one META row a case, items beside it, and the keys under which the indexes list it."""

import hashlib
from collections.abc import Iterator
from typing import Any

from botocore.exceptions import BotoCoreError
from pynamodb.exceptions import DoesNotExist, PynamoDBException
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from chalicelib.domain.casework.case import Case, CaseFile, Item
from chalicelib.domain.casework.contested import sort_key as contest_key
from chalicelib.domain.casework.deadlines import sort_key
from chalicelib.domain.casework.queue_row import row_of
from chalicelib.domain.legal_calendar import civil_day
from chalicelib.domain.moments import read as moment
from chalicelib.stores.tables import CaseRow, ItemRow, MetaRow
from chalicelib.stores.write import Check, Put, Update, new
from chalicelib.usecases.errors import Unavailable

NATIONAL_SHARDS = 8
COURT_SHARDS = 4
OPEN_SHARDS = 8
MONTH_SHARDS = 8
DUE_SHARDS = 16


def partition(case_id: str) -> str:
    """The partition of everything that hangs on a case."""
    return f"CASE#{case_id}"


def item_sk(kind: str, item_id: str) -> str:
    """The sort key of an item; items of which a case has one only have an empty id."""
    return f"{kind}#{item_id}" if item_id else kind


def shard(key: str, count: int) -> int:
    """Spread keys evenly over `count` partitions, always the same way."""
    return hashlib.sha256(key.encode()).digest()[0] % count


def queue_sk(case: Case) -> str:
    """Most urgent first, then oldest: `<urgency 0-4>#<created, minutes>#<id>`."""
    return row_of(case).sort_key


def queue_partitions(court: str, desk: str) -> list[str]:
    """All partitions of a court's (or the national desk's) `open` or `closed` queue."""
    count = NATIONAL_SHARDS if court == "NATIONAL" else COURT_SHARDS
    return [f"{court}#{desk}#{number}" for number in range(count)]


def open_partitions() -> list[str]:
    """All partitions of the list of every open case, for national roles."""
    return [f"OPEN#{number}" for number in range(OPEN_SHARDS)]


def due_partitions() -> list[str]:
    """All partitions of the outbox."""
    return [f"DUE#{number}" for number in range(DUE_SHARDS)]


def _set_due(row: CaseRow, due_at: str | None) -> None:
    """Put a row into the outbox from `due_at`, or leave it out."""
    if due_at is not None:
        row.due_pk = f"DUE#{shard(row.pk, DUE_SHARDS)}"
        row.due_sk = f"{due_at}#{row.pk}#{row.sk}"


def meta_row(case: Case) -> MetaRow:
    """Write a case as its META row, index keys included."""
    shards = NATIONAL_SHARDS if case.court == "NATIONAL" else COURT_SHARDS
    desk = "open" if case.open else "closed"
    month = civil_day(moment(case.created_at)).strftime("%Y-%m")
    row = MetaRow(
        partition(case.id),
        "META",
        id=case.id,
        version=case.version,
        state=case.state,
        court=case.court,
        urgency=case.urgency,
        category=case.category,
        citizen_choice=case.citizen_choice,
        created_at=case.created_at,
        language=case.language,
        assignee=case.assignee,
        identity_mode=case.identity_mode,
        identity_fields=list(case.identity_fields),
        identity_erased=case.identity_erased,
        sealed_answers=list(case.sealed_answers),
        flags=list(case.flags),
        leave=dict(case.leave) if case.leave else None,
        first_read_at=case.first_read_at,
        court_changes=case.court_changes,
        ruleset=case.ruleset,
        owed=dict(case.owed),
        tries=case.tries,
        deadlines=dict(case.deadlines) or None,
        orders={name: dict(order) for name, order in case.orders.items()} or None,
        complaint=case.complaint,
        contested_at=case.contested_at,
        receipt_key=case.receipt_key,
        audit_key=case.audit_key,
        queue_pk=f"{case.court}#{desk}#{shard(case.id, shards)}",
        queue_sk=queue_sk(case),
        open_pk=f"OPEN#{shard(case.id, OPEN_SHARDS)}" if case.open else None,
        assignee_pk=case.assignee if case.open else None,
        deadline_pk=case.court if case.deadlines else None,
        deadline_sk=sort_key(case.deadlines, case.id) if case.deadlines else None,
        contest_pk=case.court if case.contested_at else None,
        contest_sk=contest_key(case.contested_at, case.id) if case.contested_at else None,
        month_pk=f"{month}#{shard(case.id, MONTH_SHARDS)}",
    )
    _set_due(row, min(case.owed.values(), default=None))
    return row


def case_of(row: MetaRow) -> Case:
    """Read a META row back."""
    return Case(
        id=row.id,
        version=int(row.version),
        state=row.state,
        court=row.court,
        urgency=row.urgency,
        category=row.category,
        citizen_choice=row.citizen_choice,
        created_at=row.created_at,
        language=row.language,
        assignee=row.assignee,
        identity_mode=row.identity_mode,
        identity_fields=tuple(row.identity_fields),
        identity_erased=bool(row.identity_erased),
        sealed_answers=tuple(row.sealed_answers),
        flags=tuple(row.flags),
        leave=row.leave,
        first_read_at=row.first_read_at,
        court_changes=int(row.court_changes),
        ruleset=row.ruleset,
        owed=row.owed,
        tries=int(row.tries),
        deadlines=row.deadlines or {},
        orders=row.orders or {},
        complaint=row.complaint,
        contested_at=row.contested_at,
        receipt_key=row.receipt_key,
        audit_key=row.audit_key,
    )


def item_row(case_id: str, item: Item) -> ItemRow:
    """Write an item of a case."""
    row = ItemRow(
        partition(case_id),
        item_sk(item.kind, item.id),
        kind=item.kind,
        id=item.id,
        created_at=item.created_at,
        body=dict(item.body),
    )
    _set_due(row, item.due_at)
    return row


def item_of(row: ItemRow) -> Item:
    """Read an item back."""
    due_at = row.due_sk.split("#", 1)[0] if row.due_sk else None
    return Item(kind=row.kind, id=row.id, created_at=row.created_at, body=row.body, due_at=due_at)


def put_case(case: Case, *, expected_version: int) -> Put:
    """Replace META, if its version is still the expected one."""
    return Put(meta_row(case), "case", MetaRow.version == expected_version)


def _unchanged(case: Case) -> Condition:
    """META as it was read: its version, and what changes without one (first reading, owed work, what is sealed, a
    contest).
    """
    first_read = MetaRow.first_read_at
    unread: Condition = first_read == case.first_read_at if case.first_read_at else first_read.does_not_exist()
    sealed = (MetaRow.identity_mode == case.identity_mode) & (MetaRow.identity_erased == case.identity_erased)
    sealed = sealed & (MetaRow.identity_fields == list(case.identity_fields))
    sealed = sealed & (MetaRow.sealed_answers == list(case.sealed_answers))
    at = MetaRow.contested_at
    contested: Condition = at == case.contested_at if case.contested_at else at.does_not_exist()
    same: Condition = (MetaRow.version == case.version) & (MetaRow.owed == dict(case.owed)) & unread
    same = same & sealed & contested
    return same


def hold_case(case: Case) -> Check:
    """The write goes through only while the case is as it was read; failing, it is named `case`."""
    return Check(meta_row(case), "case", _unchanged(case))


def stays_in_place(case: Case) -> Check:
    """The write goes through only while the case has the court that it was read with and its identity is not erased.

    Other changes of the case are nothing to it; failing, it is named `case`.
    """
    here: Condition = (MetaRow.court == case.court) & (MetaRow.court_changes == case.court_changes)
    return Check(meta_row(case), "case", here & (MetaRow.identity_erased == case.identity_erased))


def in_hand(case: Case) -> Check:
    """As `stays_in_place`, and it has the same assignee still."""
    stays = stays_in_place(case)
    assignee = MetaRow.assignee
    same: Condition = assignee == case.assignee if case.assignee else assignee.does_not_exist()
    return Check(stays.row, stays.name, stays.condition & same)


def change_case(before: Case, after: Case) -> Update:
    """Change the attributes of META in which `after` differs, index keys included, if it still is `before`.

    Work that is owed is owed again from `after.owed`; whoever changed META meanwhile makes it fail, named `case`.
    """
    old, new_ = meta_row(before), meta_row(after)
    actions: list[Action] = []
    for name, attribute in MetaRow.get_attributes().items():
        was, now = getattr(old, name), getattr(new_, name)
        if now is None and was is not None:
            actions.append(attribute.remove())
        elif now != was:
            actions.append(attribute.set(now))
    return Update(new_, actions, "case", _unchanged(before))


def put_item(case_id: str, item: Item) -> Put:
    """Add an item that must not exist yet; a failed condition is named by its kind."""
    return new(item_row(case_id, item), item.kind)


def settle_item(case_id: str, item: Item) -> Update:
    """Take an applied item out of the outbox; fails (named `settled`) when another delivery was first."""
    row = item_row(case_id, item)
    return Update(row, [ItemRow.due_pk.remove(), ItemRow.due_sk.remove()], "settled", ItemRow.due_pk.exists())


class Cases:
    """Reads cases. Every method raises Unavailable when the table does not answer."""

    def get(self, case_id: str) -> Case | None:
        """The case as it is now (consistent), without its items."""
        try:
            return case_of(MetaRow.get(partition(case_id), "META", consistent_read=True))
        except DoesNotExist:
            return None
        except (PynamoDBException, BotoCoreError) as error:
            raise Unavailable from error

    def file(self, case_id: str) -> CaseFile | None:
        """The case with all its items (consistent)."""
        rows = list(self._rows(case_id))
        meta = next((row for row in rows if isinstance(row, MetaRow)), None)
        if meta is None:
            return None
        return CaseFile(case_of(meta), tuple(item_of(row) for row in rows if isinstance(row, ItemRow)))

    def items(self, case_id: str, kind: str) -> list[Item]:
        """Items of one kind, oldest first."""
        rows = self._rows(case_id, CaseRow.sk.startswith(kind))
        found = [item_of(row) for row in rows if isinstance(row, ItemRow) and row.kind == kind]
        return sorted(found, key=lambda item: (item.created_at, item.id))

    @staticmethod
    def _rows(case_id: str, condition: Any = None) -> Iterator[CaseRow]:
        try:
            yield from CaseRow.query(partition(case_id), condition, consistent_read=True)
        except (PynamoDBException, BotoCoreError) as error:
            raise Unavailable from error
