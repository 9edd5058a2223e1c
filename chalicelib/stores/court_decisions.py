"""What persons decided about proposed courts, month by month of reception, spread over ten partitions."""

import hashlib

from botocore.exceptions import BotoCoreError
from pynamodb.exceptions import PynamoDBException

from chalicelib.domain.casework.case import Case
from chalicelib.domain.jurisdiction.overrides import CourtDecision
from chalicelib.domain.legal_calendar import civil_day
from chalicelib.domain.moments import read
from chalicelib.stores.tables import CourtDecisionRow
from chalicelib.stores.write import Put
from chalicelib.usecases.errors import Unavailable

SHARDS = 10


def put_decision(case: Case, decision: CourtDecision) -> Put:
    """Write it in place of an earlier decision on the same case."""
    # The id's digest alone: the row may outlive the case and must not lead back to it.
    name = hashlib.sha256(case.id.encode()).hexdigest()[:32]
    month = civil_day(read(case.created_at)).strftime("%Y-%m")
    row = CourtDecisionRow(
        _partition(month, int(name, 16) % SHARDS),
        name,
        rule=decision.rule,
        proposed=decision.proposed,
        chosen=decision.chosen,
    )
    return Put(row, "decision")


class CourtDecisions:
    """What `usecases.casework.needs.CourtDecisions` asks for, on DynamoDB."""

    def of(self, month: str) -> list[CourtDecision]:
        try:
            rows = [row for number in range(SHARDS) for row in CourtDecisionRow.query(_partition(month, number))]
        except (PynamoDBException, BotoCoreError) as error:
            raise Unavailable from error
        return [CourtDecision(row.rule, row.proposed, row.chosen) for row in rows]


def _partition(month: str, shard: int) -> str:
    return f"COURT_DECISION#{month}#{shard}"
