"""What cases owe by a day: the sparse index `by_deadline`, a partition a court, the earliest day first."""

from collections.abc import Collection

from botocore.exceptions import BotoCoreError
from pynamodb.exceptions import PynamoDBException

from chalicelib.domain.casework.deadlines import OwedCase
from chalicelib.stores.queue import queue_row
from chalicelib.stores.tables import MetaRow
from chalicelib.usecases.errors import Unavailable


class Deadlines:
    """What `usecases.casework.needs.Deadlines` asks for, on DynamoDB."""

    def page(self, courts: Collection[str], after: str | None, limit: int) -> list[OwedCase]:
        found: list[OwedCase] = []
        beyond = MetaRow.deadline_sk > after if after else None
        try:
            for court in sorted(courts):
                found += [_line(row) for row in MetaRow.by_deadline.query(court, beyond, limit=limit)]
        except (PynamoDBException, BotoCoreError) as error:
            raise Unavailable from error
        return sorted(found, key=lambda line: line.sort_key)[:limit]


def _line(row: MetaRow) -> OwedCase:
    return OwedCase(queue_row(row), row.deadlines)
