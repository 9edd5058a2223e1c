"""The end of what is kept: sealed rows deleted or thinned out, with META, the receipt's word and the audit entry."""

from collections.abc import Sequence
from dataclasses import dataclass

from botocore.exceptions import BotoCoreError
from pynamodb.exceptions import PynamoDBException

from chalicelib.domain.audit.entry import Deed
from chalicelib.domain.casework.case import Case
from chalicelib.stores.cases import Cases, change_case, partition
from chalicelib.stores.identities import sealed_row
from chalicelib.stores.outbox import due_rows
from chalicelib.stores.receipts import put_erased, put_held
from chalicelib.stores.tables import IdentityRow
from chalicelib.stores.write import Delete, Put, Step, Writer
from chalicelib.usecases.errors import Unavailable
from chalicelib.usecases.intake.needs import Sealed
from chalicelib.usecases.retention.needs import SealedRow

_SEALED_KINDS = ("SEALED", "CONTACT")


@dataclass(frozen=True)
class RetainedRows:
    """What `usecases.retention.needs.Retained` asks for, on DynamoDB."""

    cases: Cases
    writer: Writer

    def due(self, now: str) -> Sequence[str]:
        return [due.case_id for due in due_rows(now) if not due.item]

    def case(self, case_id: str) -> Case | None:
        return self.cases.get(case_id)

    def sealed(self, case_id: str) -> Sequence[SealedRow]:
        try:
            rows = [
                row
                for kind in _SEALED_KINDS
                for row in IdentityRow.query(partition(case_id), IdentityRow.sk.startswith(kind), consistent_read=True)
            ]
        except (PynamoDBException, BotoCoreError) as error:
            raise Unavailable from error
        return [
            SealedRow(row.sk, row.sealed_at, {n: Sealed(**value) for n, value in row.fields.items()}) for row in rows
        ]

    def erase(self, before: Case, after: Case, rows: Sequence[tuple[SealedRow, SealedRow | None]], deed: Deed) -> None:
        steps: list[Step] = [change_case(before, after), put_erased(before.receipt_key, deed.at)]
        for row, kept in rows:
            stood = IdentityRow.sealed_at == row.sealed_at
            if kept is None:
                steps.append(Delete(IdentityRow(partition(before.id), row.key), row.key, stood))
            else:
                steps.append(Put(sealed_row(before.id, row.key, kept.fields, row.sealed_at), row.key, stood))
        self.writer.commit(steps, [deed])

    def hold(self, before: Case, after: Case, until: str, deed: Deed) -> None:
        self.writer.commit([change_case(before, after), put_held(before.receipt_key, until, deed.at)], [deed])
