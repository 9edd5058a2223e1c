"""The audit chains: appended by `write.Writer`, read here; nothing updates or deletes an entry."""

from collections.abc import Iterator

from botocore.exceptions import BotoCoreError
from pynamodb.exceptions import PynamoDBException

from chalicelib.domain.audit.entry import Entry
from chalicelib.stores.tables import AuditRow
from chalicelib.usecases.errors import Unavailable

_SEQ_DIGITS = 12
_PAGE = 100


def _sk(seq: int) -> str:
    return f"{seq:0{_SEQ_DIGITS}d}"


def row_of(entry: Entry) -> AuditRow:
    """The row that keeps an entry; `by_hour` lists it for the anchor of that hour."""
    return AuditRow(
        entry.chain,
        _sk(entry.seq),
        actor=entry.actor,
        action=entry.action,
        at=entry.at,
        item=entry.item,
        digest=entry.digest,
        role=entry.role or None,
        prev=entry.prev,
        hash=entry.hash,
        hour_pk=entry.at[:13],
        pk_seq=f"{entry.chain}#{_sk(entry.seq)}",
    )


def _entry_of(row: AuditRow) -> Entry:
    return Entry(
        seq=int(row.sk),
        chain=row.pk,
        actor=row.actor,
        action=row.action,
        at=row.at,
        item=row.item,
        digest=row.digest,
        role=row.role or "",
        prev=row.prev,
        hash=row.hash,
    )


class AuditBook:
    """Reads chains. Every method raises Unavailable when the table does not answer."""

    def tail(self, chain: str) -> Entry | None:
        """The last entry of a chain, read consistently."""
        try:
            rows = list(AuditRow.query(chain, scan_index_forward=False, limit=1, consistent_read=True))
        except (PynamoDBException, BotoCoreError) as error:
            raise Unavailable from error
        return _entry_of(rows[0]) if rows else None

    def entry(self, chain: str, seq: int) -> Entry | None:
        """One entry by its number."""
        try:
            rows = list(AuditRow.query(chain, AuditRow.sk == _sk(seq), consistent_read=True))
        except (PynamoDBException, BotoCoreError) as error:
            raise Unavailable from error
        return _entry_of(rows[0]) if rows else None

    def newest(self, chain: str) -> Iterator[Entry]:
        """Entries of a chain, newest first, read as far as they are asked for."""
        try:
            for row in AuditRow.query(chain, scan_index_forward=False, page_size=_PAGE, consistent_read=True):
                yield _entry_of(row)
        except (PynamoDBException, BotoCoreError) as error:
            raise Unavailable from error

    def read(self, chain: str, *, after: int = 0, limit: int | None = None) -> Iterator[Entry]:
        """Entries of a chain, oldest first, from the one after `after`."""
        try:
            for row in AuditRow.query(chain, AuditRow.sk > _sk(after), limit=limit, consistent_read=True):
                yield _entry_of(row)
        except (PynamoDBException, BotoCoreError) as error:
            raise Unavailable from error

    def hour(self, hour: str) -> Iterator[Entry]:
        """Entries of an hour (`YYYY-MM-DDTHH`, UTC), chain after chain, in order within each."""
        try:
            for row in AuditRow.by_hour.query(hour):
                yield _entry_of(row)
        except (PynamoDBException, BotoCoreError) as error:
            raise Unavailable from error
