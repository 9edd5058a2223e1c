"""Link rows: which cases carry the same content key, telephone number, bank account, nearly the same text …

A report puts one row for each of its links and reads none, however many carry the same: rows are spread over shards,
and nothing is counted when they are written.
"""

import hashlib

from chalicelib.domain.casework.case import Case
from chalicelib.domain.diagnosis.link import TEXT, Link
from chalicelib.stores.cases import partition, shard
from chalicelib.stores.tables import LinkRow
from chalicelib.stores.write import Put

SHARDS = 10
# A text lies under one key a band already; more shards would make its reader ask more often than it writes.
TEXT_SHARDS = 2


def shards_of(kind: str) -> int:
    """Over how many partitions the carriers of one value of this kind are spread."""
    return TEXT_SHARDS if kind == TEXT else SHARDS


def link_partition(kind: str, value: str, number: int) -> str:
    """`LINK#<kind>#<value hash>#<0-9>`."""
    return f"LINK#{kind}#{hashlib.sha256(value.encode()).hexdigest()[:32]}#{number}"


def put_link(case: Case, link: Link) -> Put:
    """Tell that a case carries a value; telling it again changes nothing."""
    row = _row(case, link)
    row.sketch = link.sketch or None
    return Put(row, "link")


def end_link(case: Case, link: Link) -> Put:
    """Tell that a case does not carry a value any more: the worker may not delete, readers pass over the row."""
    row = _row(case, link)
    row.ended = True
    return Put(row, "link")


def _row(case: Case, link: Link) -> LinkRow:
    number = shard(case.id, shards_of(link.kind))
    return LinkRow(link_partition(link.kind, link.value, number), partition(case.id), created_at=case.created_at)
