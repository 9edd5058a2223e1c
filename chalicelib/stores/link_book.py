"""Who carries the same values as a case: all shards of all values are asked at the same time, each to a limit.

Nothing here is on the path of a report: a person opened a case.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from botocore.exceptions import BotoCoreError
from pynamodb.exceptions import PynamoDBException

from chalicelib.domain.diagnosis.link import COMMON_SHARE, TEXT, Link
from chalicelib.domain.legal_calendar import civil_day
from chalicelib.domain.moments import written
from chalicelib.stores.cases import MONTH_SHARDS
from chalicelib.stores.links import link_partition, shards_of
from chalicelib.stores.tables import LinkRow, MetaRow
from chalicelib.usecases.casework.needs import Shared
from chalicelib.usecases.errors import Unavailable

# A reader stops here and says "100+" (architecture, data). Rows of texts carry a sketch and weigh ten times as much.
READ_AT_MOST = 100
TEXTS_READ_AT_MOST = 50
# Fewer carriers than this are never too many, however few reports there are.
COMMON_LEAST = 100
_COUNT_AGAIN_AFTER = timedelta(hours=1)
_AT_ONCE = 16


@dataclass
class LinkBook:
    """What `usecases.casework.needs.LinkBook` asks for, on DynamoDB. How many reports there were is kept an hour."""

    now: Callable[[], datetime]
    _received: tuple[datetime, int] | None = field(default=None, init=False)

    def carriers(self, links: Sequence[Link]) -> list[Shared]:
        asked = [(link, number) for link in links for number in range(shards_of(link.kind))]
        parts = _at_once(_carriers, asked)
        found: dict[Link, dict[str, bytes]] = {link: {} for link in links}
        for (link, _), part in zip(asked, parts, strict=True):
            found[link] |= part
        return [Shared(link, carriers) for link, carriers in found.items()]

    def common(self, links: Sequence[Link], since: datetime) -> set[Link]:
        if not links:
            return set()
        most = max(COMMON_LEAST, math.ceil(COMMON_SHARE * self._received_since(since)))
        return {link for link in links if self._carried(link, since, most) > most}

    def _received_since(self, since: datetime) -> int:
        now = self.now()
        if self._received is None or now - self._received[0] > _COUNT_AGAIN_AFTER:
            months = _months(civil_day(since), civil_day(now))
            shards = [f"{month}#{number}" for month in months for number in range(MONTH_SHARDS)]
            newer = MetaRow.created_at >= written(since)
            counts = _at_once(lambda shard: _count(MetaRow, shard, newer, index_name="by_month"), shards)
            self._received = (now, sum(counts))
        return self._received[1]

    def _carried(self, link: Link, since: datetime, most: int) -> int:
        """How many carry it, read no further than it takes to know that they are more than `most`."""
        shards = shards_of(link.kind)
        # Shards fill unevenly; half as much again, and the sum still passes `most` when there are more.
        limit = math.ceil(1.5 * most / shards) + 10
        newer = LinkRow.created_at >= written(since)
        asked = [link_partition(link.kind, link.value, number) for number in range(shards)]
        return sum(_at_once(lambda one: _count(LinkRow, one, filter_condition=newer, limit=limit), asked))


def _carriers(asked: tuple[Link, int]) -> dict[str, bytes]:
    link, number = asked
    limit = TEXTS_READ_AT_MOST if link.kind == TEXT else READ_AT_MOST
    place = link_partition(link.kind, link.value, number)
    rows = _answer(LinkRow, place, limit=limit)["Items"]
    return {
        str(row["sk"]["S"]).removeprefix("CASE#"): row.get("sketch", {}).get("B", b"")
        for row in rows
        if not row.get("ended", {}).get("BOOL")
    }


def _count(model: type[LinkRow | MetaRow], place: str, *conditions: Any, limit: int | None = None, **how: Any) -> int:
    """Rows of a partition; with a limit, so many are looked at."""
    counted, start = 0, None
    while True:
        answer = _answer(model, place, *conditions, select="COUNT", limit=limit, exclusive_start_key=start, **how)
        counted += int(answer["Count"])
        start = answer.get("LastEvaluatedKey")
        if not start or limit is not None:
            return counted


def _answer(model: type[LinkRow | MetaRow], place: str, *conditions: Any, **how: Any) -> Any:
    try:
        return model._get_connection().query(place, *conditions, **how)
    except (PynamoDBException, BotoCoreError) as error:
        raise Unavailable from error


def _at_once(ask: Callable[[Any], Any], asked: Sequence[Any]) -> list[Any]:
    if not asked:
        return []
    with ThreadPoolExecutor(min(_AT_ONCE, len(asked))) as pool:
        return list(pool.map(ask, asked))


def _months(first: date, last: date) -> Iterator[str]:
    for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        yield f"{number // 12:04}-{number % 12 + 1:02}"
