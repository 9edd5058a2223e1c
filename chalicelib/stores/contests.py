"""Contested closures: the sparse index `by_contest`, a partition a court, who waits longest first."""

from collections.abc import Collection

from botocore.exceptions import BotoCoreError
from pynamodb.exceptions import PynamoDBException

from chalicelib.domain.casework.contested import ContestedCase
from chalicelib.stores.queue import queue_row
from chalicelib.stores.tables import MetaRow
from chalicelib.usecases.errors import Unavailable


class Contests:
    """What `usecases.casework.needs.Contests` asks for, on DynamoDB."""

    def page(self, courts: Collection[str], after: str | None, limit: int) -> list[ContestedCase]:
        found: list[ContestedCase] = []
        beyond = MetaRow.contest_sk > after if after else None
        try:
            for court in sorted(courts):
                rows = MetaRow.by_contest.query(court, beyond, limit=limit)
                found += [ContestedCase(queue_row(row), row.contested_at) for row in rows]
        except (PynamoDBException, BotoCoreError) as error:
            raise Unavailable from error
        return sorted(found, key=lambda line: line.sort_key)[:limit]
