"""Cases in the order in which they were received, for jobs that go over all of them (index `by_month`)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from botocore.exceptions import BotoCoreError
from pynamodb.exceptions import PynamoDBException

from chalicelib.domain.casework.case import Case, CaseFile
from chalicelib.domain.legal_calendar import civil_day
from chalicelib.domain.moments import read
from chalicelib.stores.cases import MONTH_SHARDS, Cases, change_case, item_row, open_partitions
from chalicelib.stores.receipts import update_progress
from chalicelib.stores.tables import MetaRow
from chalicelib.stores.write import Put, Step, Writer
from chalicelib.usecases.errors import Unavailable
from chalicelib.usecases.jurisdiction.needs import Received, Rerouted

_URGENCIES = "01234"


@dataclass(frozen=True)
class ReceivedCases:
    """What `usecases.jurisdiction.needs.Cases` asks for, on DynamoDB."""

    cases: Cases
    writer: Writer

    def received(self, now: datetime, after: str) -> Iterator[Received]:
        oldest = after.split("#")[0] or self._oldest_open()
        if oldest is None:
            return
        for month in _months(civil_day(read(oldest)), civil_day(now)):
            places = sorted(place for number in range(MONTH_SHARDS) for place in _shard(f"{month}#{number}"))
            yield from (Received(place.split("#")[1], place) for place in places if place > after)

    def case(self, case_id: str) -> Case | None:
        return self.cases.get(case_id)

    def file(self, case_id: str) -> CaseFile | None:
        return self.cases.file(case_id)

    def move(self, rerouted: Rerouted) -> None:
        before, route = rerouted.before, rerouted.route
        steps: list[Step] = [
            change_case(before, rerouted.after),
            Put(item_row(before.id, route), route.kind),
            update_progress(rerouted.after),
        ]
        self.writer.commit(steps, rerouted.deeds)

    def _oldest_open(self) -> str | None:
        """When the oldest open case was received: a queue is by urgency first, so each urgency has its own oldest."""
        try:
            found = [
                row.created_at
                for partition in open_partitions()
                for urgency in _URGENCIES
                for row in MetaRow.by_open.query(partition, MetaRow.queue_sk.startswith(f"{urgency}#"), limit=1)
            ]
        except (PynamoDBException, BotoCoreError) as error:
            raise Unavailable from error
        return min(found, default=None)


def _shard(partition: str) -> Iterator[str]:
    """Places of a month's shard. Asked below the models: they filter by a discriminator that the index lacks."""
    table = MetaRow._get_connection()
    start: dict[str, Any] | None = None
    while True:
        try:
            answer = table.query(partition, index_name="by_month", exclusive_start_key=start)
        except (PynamoDBException, BotoCoreError) as error:
            raise Unavailable from error
        for row in answer["Items"]:
            yield f"{row['created_at']['S']}#{row['pk']['S'].removeprefix('CASE#')}"
        start = answer.get("LastEvaluatedKey")
        if not start:
            return


def _months(first: date, last: date) -> Iterator[str]:
    """`YYYY-MM` from the month of one day to the month of another."""
    for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        yield f"{number // 12:04}-{number % 12 + 1:02}"
