"""Sealed values, and the record of who saw them: the tables of the unsealing function."""

from collections.abc import Sequence

from botocore.exceptions import BotoCoreError
from pynamodb.exceptions import PynamoDBException

from chalicelib.domain.audit.entry import Deed
from chalicelib.domain.casework.case import Case, Item
from chalicelib.stores.cases import Cases, in_hand, partition
from chalicelib.stores.receipts import put_echo
from chalicelib.stores.tables import IdentityRow
from chalicelib.stores.write import Writer
from chalicelib.usecases.errors import ConditionFailed, Unavailable
from chalicelib.usecases.identity.needs import SealedField


class Sights:
    """What `usecases.identity.needs.Sights` asks for, on DynamoDB."""

    def __init__(self, cases: Cases, writer: Writer) -> None:
        self._cases = cases
        self._writer = writer

    def get(self, case_id: str) -> Case | None:
        return self._cases.get(case_id)

    def note(self, deeds: Sequence[Deed]) -> None:
        try:
            self._writer.commit([], deeds)
        except ConditionFailed:
            raise Unavailable from None

    def record(self, case: Case, line: Item | None, deed: Deed) -> None:
        held = in_hand(case)
        echo = put_echo(case.receipt_key, line) if line else None
        try:
            self._writer.commit([held, echo] if echo else [held], [deed])
        except ConditionFailed as refused:
            if held.name in refused.rows:
                raise
            if echo is None or echo.name not in refused.rows:
                raise Unavailable from None
            # The reporter has this day's line of this service already; the sight itself is still written down.
            self.record(case, None, deed)

    def sealed(self, case_id: str) -> Sequence[SealedField]:
        # What the reporter added later stands in rows of its own, `SEALED#<act id>`; said again, the newest counts.
        try:
            rows = list(
                IdentityRow.query(partition(case_id), IdentityRow.sk.startswith("SEALED"), consistent_read=True)
            )
        except (PynamoDBException, BotoCoreError) as error:
            raise Unavailable from error
        newest = {
            (value["purpose"], name): SealedField(name, value["ciphertext"], value["purpose"], value["key_id"])
            for row in sorted(rows, key=lambda row: (row.sealed_at, row.sk))
            for name, value in row.fields.items()
        }
        return list(newest.values())
