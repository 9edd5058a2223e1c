"""The outbox: rows of `cases` that owe work, found by the sparse index `by_due` (architecture, decision 8)."""

from collections.abc import Sequence
from dataclasses import dataclass

from botocore.exceptions import BotoCoreError
from pynamodb.exceptions import DoesNotExist, PynamoDBException

from chalicelib.domain.casework.case import Case
from chalicelib.stores.cases import Cases, change_case, due_partitions, open_partitions
from chalicelib.stores.tables import ROW_VERSION, CaseRow, DutyRow, ItemRow, MetaRow
from chalicelib.stores.write import Step, Update, Writer
from chalicelib.usecases.diagnosis.needs import Due
from chalicelib.usecases.errors import ConditionFailed, Unavailable

# A sweep takes so many rows of each shard; the next one goes on.
_ROWS_A_SHARD = 50
_DUTY = "DUTY"


def due_rows(now: str) -> list[Due]:
    """Rows due until `now`, the longest due first in each shard. Raises Unavailable.

    Asked below the models: they filter by the discriminator, which an index of keys alone does not carry.
    """
    table = CaseRow._get_connection()
    found = []
    try:
        for shard in due_partitions():
            answer = table.query(shard, CaseRow.due_sk <= f"{now}~", index_name="by_due", limit=_ROWS_A_SHARD)
            rows = [{name: value["S"] for name, value in row.items()} for row in answer["Items"]]
            found += [
                Due(row["pk"].removeprefix("CASE#"), _item(row["sk"]), f"{row['due_pk']}|{row['due_sk']}")
                for row in rows
            ]
    except (PynamoDBException, BotoCoreError) as error:
        raise Unavailable from error
    return found


@dataclass(frozen=True)
class DueRows:
    """What `usecases.diagnosis.needs.Outbox` asks for, on DynamoDB."""

    cases: Cases
    writer: Writer

    def due(self, now: str) -> Sequence[Due]:
        return due_rows(now)

    def case(self, case_id: str) -> Case | None:
        return self.cases.get(case_id)

    def postpone(self, before: Case, after: Case) -> bool:
        return self._wins([change_case(before, after)])

    def postpone_act(self, due: Due, until: str) -> bool:
        """Condition: the row is still due as it was found."""
        due_pk, _, due_sk = due.key.partition("|")
        row = ItemRow(f"CASE#{due.case_id}", due.item)
        later = f"{until}#{row.pk}#{row.sk}"
        return self._wins(
            [Update(row, [ItemRow.due_pk.set(due_pk), ItemRow.due_sk.set(later)], "act", ItemRow.due_sk == due_sk)]
        )

    def ring(self, before: Case, after: Case, since: str) -> bool:
        """The alert is made by an update, because this role may not put rows."""
        told = [
            DutyRow.row.set(DutyRow),
            DutyRow.v.set(ROW_VERSION),
            DutyRow.id.set(before.id),
            DutyRow.court.set(before.court),
            DutyRow.urgency.set(before.urgency),
            DutyRow.reports.set(1),
            DutyRow.since.set(since),
            DutyRow.left.set(False),
        ]
        alert = Update(DutyRow(_DUTY, _duty_sk(before)), told, "duty", DutyRow.acknowledged_at.does_not_exist())
        return self._wins([change_case(before, after), alert])

    def alert(self, case: Case) -> str:
        try:
            row = DutyRow.get(_DUTY, _duty_sk(case), consistent_read=True)
        except DoesNotExist:
            return "silent"
        except (PynamoDBException, BotoCoreError) as error:
            raise Unavailable from error
        return "acknowledged" if row.acknowledged_at else "rung"

    def urgent_open(self, least: str, limit: int) -> Sequence[str]:
        """Ids of open cases from U0 to `least`, at most `limit` of every shard. Raises Unavailable."""
        urgent = MetaRow.queue_sk < str(int(least[1]) + 1)
        try:
            return [row.id for shard in open_partitions() for row in MetaRow.by_open.query(shard, urgent, limit=limit)]
        except (PynamoDBException, BotoCoreError) as error:
            raise Unavailable from error

    def _wins(self, steps: Sequence[Step]) -> bool:
        try:
            self.writer.commit(steps)
        except ConditionFailed:
            return False
        return True


def _item(sk: str) -> str:
    """The sort key of an act; empty for META."""
    return "" if sk == "META" else sk


def _duty_sk(case: Case) -> str:
    return f"{case.court}#{case.id}"
