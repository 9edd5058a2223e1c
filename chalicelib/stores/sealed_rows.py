"""Rows of sealed values in the order in which their cases were received, for the job that re-seals them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from botocore.exceptions import BotoCoreError
from pynamodb.exceptions import PynamoDBException
from pynamodb.expressions.operand import Path
from pynamodb.models import Model

from chalicelib.domain.audit.entry import Deed
from chalicelib.domain.legal_calendar import civil_day
from chalicelib.stores.cases import MONTH_SHARDS, partition
from chalicelib.stores.identities import sealed_row
from chalicelib.stores.tables import IdentityRow, MetaRow
from chalicelib.stores.write import Put, Writer
from chalicelib.usecases.errors import Unavailable
from chalicelib.usecases.identity.reseal_needs import SealedRow
from chalicelib.usecases.intake.needs import Sealed

# No report is older than the platform: an empty month costs eight short queries.
FIRST_YEAR = 2026
_KINDS = ("SEALED", "CONTACT")


@dataclass(frozen=True)
class StoredSeals:
    """What `usecases.identity.reseal_needs.SealedRows` asks for, on DynamoDB."""

    writer: Writer

    def cases(self, after: str, now: datetime) -> Iterator[tuple[str, Sequence[str]]]:
        # A place is `<month>#<shard>#<received at>`: cases of one second are one place, whatever their order.
        month, shard, received_at = after.split("#") if after else ("", "0", "")
        for shown in _months(now):
            for number in range(MONTH_SHARDS):
                if (shown, number) < (month, int(shard)):
                    continue
                start = received_at if (shown, number) == (month, int(shard)) else ""
                for moment, rows in groupby(_received(f"{shown}#{number}", start), key=lambda row: row[0]):
                    yield f"{shown}#{number}#{moment}", [case_id for _, case_id in rows]

    def of_case(self, case_id: str) -> Sequence[SealedRow]:
        # Asked below the models: whether a row is still the same is a question of its bytes.
        return [
            _row(case_id, item)
            for kind in _KINDS
            for item in _items(IdentityRow, partition(case_id), Path("sk").startswith(kind), consistent_read=True)
        ]

    def replace(self, row: SealedRow, fields: Mapping[str, Sealed], deed: Deed) -> None:
        as_read = (Path("fields") == {"B": row.stored}) & (IdentityRow.sealed_at == row.sealed_at)
        self.writer.commit([Put(sealed_row(row.case_id, row.key, fields, row.sealed_at), row.key, as_read)], [deed])


def _row(case_id: str, item: Mapping[str, Any]) -> SealedRow:
    stored: bytes = item["fields"]["B"]
    values = IdentityRow.fields.deserialize(stored)
    fields = {name: Sealed(**value) for name, value in values.items()}
    return SealedRow(case_id, item["sk"]["S"], item["sealed_at"]["S"], fields, stored)


def _received(shard: str, after: str) -> Iterator[tuple[str, str]]:
    """(received at, case id) of a month's shard, oldest first, received after a moment (empty = all)."""
    later = Path("created_at") > after if after else None
    for row in _items(MetaRow, shard, later, index_name="by_month"):
        yield row["created_at"]["S"], row["pk"]["S"].removeprefix("CASE#")


def _items(model: type[Model], key: str, within: Any, **how: Any) -> Iterator[Mapping[str, Any]]:
    """Items as DynamoDB gives them, page after page."""
    start: dict[str, Any] | None = None
    while True:
        try:
            answer = model._get_connection().query(key, within, exclusive_start_key=start, **how)
        except (PynamoDBException, BotoCoreError) as error:
            raise Unavailable from error
        yield from answer["Items"]
        start = answer.get("LastEvaluatedKey")
        if not start:
            return


def _months(now: datetime) -> Iterator[str]:
    """`YYYY-MM` from the first to the present one, in Casablanca."""
    today = civil_day(now)
    for number in range(FIRST_YEAR * 12, today.year * 12 + today.month):
        yield f"{number // 12:04}-{number % 12 + 1:02}"
