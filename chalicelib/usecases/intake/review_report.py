"""Reading a report over before it is sent: checked as the submit checks it, and nothing is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chalicelib.domain.intake.forms import Forms
from chalicelib.domain.intake.receipt_code import ReceiptKeys
from chalicelib.domain.intake.report import prepared
from chalicelib.domain.intake.review_ticket import new_ticket
from chalicelib.domain.legal_calendar import civil_day
from chalicelib.usecases.intake.check_members import FormCheck, accepted_form
from chalicelib.usecases.intake.needs import Clock, RandomBytes


@dataclass(frozen=True)
class Reviewed:
    """What the page carries on: the key that will name the report, and the ticket that shows it was read."""

    idempotency_key: str
    ticket: str


@dataclass(frozen=True)
class ReviewReport:
    """Raises InvalidMembers, UnknownFormVersion, NothingReported or IdentityWhenAnonymous."""

    keys: ReceiptKeys
    forms: Forms
    check: FormCheck
    now: Clock
    random: RandomBytes

    def __call__(self, payload: Mapping[str, Any]) -> Reviewed:
        moment = self.now()
        prepared(payload, accepted_form("report", payload, self.forms, self.check, civil_day(moment)))
        ticket = new_ticket(self.keys.ticket_keys()[0], self.random(16), int(moment.timestamp()))
        return Reviewed(self.random(32).hex(), ticket)
