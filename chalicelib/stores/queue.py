"""Lists of cases: every partition of the scope is read in step, and merged by one sort key.

The scope is in the partition keys, never a filter. A sort key is unique, so a page begins right after the last one.
"""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from botocore.exceptions import BotoCoreError
from pynamodb.exceptions import PynamoDBException
from pynamodb.expressions.condition import Condition

from chalicelib.domain.casework.queue_row import QueueRow
from chalicelib.stores.cases import open_partitions, queue_partitions
from chalicelib.stores.tables import MetaRow
from chalicelib.usecases.casework.needs import QueueFilter, QueuePage, QueueScope
from chalicelib.usecases.errors import Unavailable

ROUNDS = 5
_PARALLEL = 8
_ASKED_AT_ONCE = 50


@dataclass
class _Lane:
    """One partition: `rows` found and not yet shown, and the sort key up to which it was read (None = to its end)."""

    index: str
    partition: str
    rows: list[QueueRow] = field(default_factory=list)
    read_to: str | None = ""


class Queue:
    """What `usecases.casework.needs.Queue` asks for, on the indexes of the cases table."""

    def page(self, scope: QueueScope, wanted: QueueFilter, after: str | None, limit: int) -> QueuePage:
        """At most `limit` rows after the sort key `after`; after five rounds a short page with a place to go on."""
        lanes = [_Lane(index, partition, read_to=after or "") for index, partition in _partitions(scope)]
        condition = _condition(wanted)
        ready: list[QueueRow] = []
        frontier: str | None = None
        for _ in range(ROUNDS if lanes else 0):
            unfinished = [lane for lane in lanes if lane.read_to is not None]
            with ThreadPoolExecutor(min(_PARALLEL, len(unfinished))) as pool:
                list(pool.map(lambda lane: _advance(lane, wanted, condition, limit), unfinished))
            unread = [lane.read_to for lane in lanes if lane.read_to is not None]
            frontier = min(unread, default=None)
            ready = sorted((row for lane in lanes for row in lane.rows), key=lambda row: row.sort_key)
            if frontier is not None:
                ready = [row for row in ready if row.sort_key <= frontier]
            if len(ready) > limit or frontier is None:
                break
        if len(ready) > limit or (len(ready) == limit and frontier is not None):
            return QueuePage(tuple(ready[:limit]), ready[limit - 1].sort_key)
        return QueuePage(tuple(ready), frontier)


def queue_row(row: MetaRow) -> QueueRow:
    """The line of a list that an index projects, read by its model."""
    return QueueRow(
        id=row.id,
        court=row.court,
        state=row.state,
        urgency=row.urgency,
        category=row.category,
        language=row.language,
        assignee=row.assignee,
        created_at=row.created_at,
        version=int(row.version),
    )


def _partitions(scope: QueueScope) -> list[tuple[str, str]]:
    if scope.assignee is not None:
        return [("by_assignee", scope.assignee)]
    if scope.everywhere:
        return [("by_open", partition) for partition in open_partitions()]
    return [
        ("by_queue", partition) for court in sorted(scope.courts) for partition in queue_partitions(court, scope.desk)
    ]


def _condition(wanted: QueueFilter) -> Condition | None:
    conditions: list[Condition] = [
        getattr(MetaRow, name) == value
        for name, value in (("state", wanted.state), ("category", wanted.category), ("language", wanted.language))
        if value is not None
    ]
    if wanted.unassigned:
        conditions.append(MetaRow.assignee.does_not_exist())
    if not conditions:
        return None
    whole = conditions[0]
    for condition in conditions[1:]:
        whole = whole & condition
    return whole


def _advance(lane: _Lane, wanted: QueueFilter, condition: Condition | None, limit: int) -> None:
    """Read one page of a partition after `read_to`."""
    # Keys have one length: a key and a space lies right after it, before any other key. `$` follows `#`.
    lowest = f"{wanted.urgency[1]}#" if wanted.urgency else "0"
    highest = f"{wanted.urgency[1]}$" if wanted.urgency else "5"
    lower = max(f"{lane.read_to} " if lane.read_to else "", lowest)
    if lower > highest:
        lane.read_to = None
        return
    try:
        answer = MetaRow._get_connection().query(
            lane.partition,
            range_key_condition=MetaRow.queue_sk.between(lower, highest),
            filter_condition=condition,
            index_name=lane.index,
            limit=max(limit + 1, _ASKED_AT_ONCE) if condition is not None else limit + 1,
        )
    except (PynamoDBException, BotoCoreError) as error:
        raise Unavailable from error
    lane.rows += [_row(item) for item in answer["Items"]]
    last: Mapping[str, Any] | None = answer.get("LastEvaluatedKey")
    lane.read_to = last["queue_sk"]["S"] if last else None


def _row(item: Mapping[str, Mapping[str, Any]]) -> QueueRow:
    def text(name: str) -> str | None:
        value: str | None = item.get(name, {}).get("S")
        return value

    return QueueRow(
        id=item["id"]["S"],
        court=item["court"]["S"],
        state=item["state"]["S"],
        urgency=item["urgency"]["S"],
        category=item["category"]["S"],
        language=text("language"),
        assignee=text("assignee"),
        created_at=item["created_at"]["S"],
        version=int(item["version"]["N"]),
    )
