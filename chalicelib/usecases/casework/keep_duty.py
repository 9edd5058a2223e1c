"""The duty list: unread dangers that rang, as a number and a court; somebody says that they have heard."""

from collections.abc import Sequence
from dataclasses import dataclass

from chalicelib.domain.access import Action, Officer
from chalicelib.domain.casework.case import NATIONAL
from chalicelib.domain.ids import is_id
from chalicelib.usecases.casework.desk import at, own_deed, permitted_courts
from chalicelib.usecases.casework.needs import Alert, Desk, DutyAlerts
from chalicelib.usecases.errors import NotFound


@dataclass(frozen=True)
class KeepDuty:
    """GET /portal/duty and POST /portal/duty/{id}/acknowledge."""

    desk: Desk
    alerts: DutyAlerts

    def listed(self, officer: Officer) -> Sequence[Alert]:
        """What rang in the caller's courts, the oldest first. Raises Forbidden, Unavailable."""
        alerts = self._in_scope(officer)
        self.desk.records.note([own_deed(self.desk, officer, "list.read", "duty")])
        return alerts

    def found(self, officer: Officer, alert_id: str) -> Alert:
        """An alert of the caller's courts. Raises Forbidden, NotFound, Unavailable."""
        for alert in self._in_scope(officer) if is_id(alert_id) else ():
            if alert.id == alert_id:
                return alert
        self.desk.records.note([own_deed(self.desk, officer, "access.denied")])
        raise NotFound

    def acknowledge(self, officer: Officer, alert: Alert) -> Alert:
        """The alert, heard; by whoever was first. Raises Unavailable."""
        deed = own_deed(self.desk, officer, "duty.acknowledged", f"DUTY#{alert.id}")
        return self.alerts.acknowledge(alert, officer.sub, at(self.desk), deed)

    def _in_scope(self, officer: Officer) -> Sequence[Alert]:
        courts = permitted_courts(self.desk, officer, Action.DUTY)
        return self.alerts.of(None if NATIONAL in courts else courts)
