"""The duty list: rows `DUTY` / `<court>#<id>` of the cases table, written by who rings."""

from collections.abc import Collection
from dataclasses import replace

from botocore.exceptions import BotoCoreError
from pynamodb.exceptions import DoesNotExist, PynamoDBException

from chalicelib.domain.audit.entry import Deed
from chalicelib.domain.casework.case import Case
from chalicelib.stores.tables import DutyRow
from chalicelib.stores.write import Update, Writer
from chalicelib.usecases.casework.needs import Alert
from chalicelib.usecases.errors import ConditionFailed, Unavailable

PARTITION = "DUTY"


class DutyAlerts:
    """What `usecases.casework.needs.DutyAlerts` asks for, on DynamoDB."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer

    def of(self, courts: Collection[str] | None) -> list[Alert]:
        prefixes = [""] if courts is None else [f"{court}#" for court in sorted(courts)]
        found: list[Alert] = []
        try:
            for prefix in prefixes:
                within = DutyRow.sk.startswith(prefix) if prefix else None
                rows = DutyRow.query(PARTITION, within, consistent_read=True)
                found += [_alert(row) for row in rows if not row.left]
        except (PynamoDBException, BotoCoreError) as error:
            raise Unavailable from error
        return sorted(found, key=lambda alert: (alert.since, alert.id))

    def acknowledge(self, alert: Alert, sub: str, at: str, deed: Deed) -> Alert:
        row = DutyRow(PARTITION, f"{alert.court}#{alert.id}")
        heard = [DutyRow.acknowledged_at.set(at), DutyRow.acknowledged_by.set(sub)]
        unheard = DutyRow.pk.exists() & DutyRow.acknowledged_at.does_not_exist()
        try:
            self._writer.commit([Update(row, heard, "alert", unheard)], [deed])
        except ConditionFailed as refused:
            if "alert" not in refused.rows:
                raise Unavailable from None
            return next((now for now in self.of([alert.court]) if now.id == alert.id), alert)
        return replace(alert, acknowledged_at=at)


def on_duty_list(case_id: str, court: str) -> bool:
    """Whether the case rang at this court and still stands on its list. Raises Unavailable."""
    try:
        return not DutyRow.get(PARTITION, f"{court}#{case_id}", consistent_read=True).left
    except DoesNotExist:
        return False
    except (PynamoDBException, BotoCoreError) as error:
        raise Unavailable from error


def leave_duty(case: Case, court: str) -> Update:
    """Take a case that went to another court off the list of the old one; it rings anew where it is."""
    return Update(DutyRow(PARTITION, f"{court}#{case.id}"), [DutyRow.left.set(True)], "duty", DutyRow.pk.exists())


def _alert(row: DutyRow) -> Alert:
    return Alert(
        id=row.id,
        court=row.court,
        urgency=row.urgency,
        reports=int(row.reports),
        since=row.since,
        acknowledged_at=row.acknowledged_at,
    )
