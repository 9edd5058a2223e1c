"""The holder of a receipt asks whether a code that somebody said on the telephone comes from the service."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chalicelib.domain.intake.contact_code import code_digest, is_live
from chalicelib.domain.intake.receipt_code import ReceiptKeys
from chalicelib.domain.moments import written
from chalicelib.usecases.errors import ConditionFailed
from chalicelib.usecases.intake.check_members import FormCheck
from chalicelib.usecases.intake.errors import InvalidMembers, TooManyAdditions
from chalicelib.usecases.intake.find_receipt import found_receipt, typed_code
from chalicelib.usecases.intake.hourly_slot import free_slot
from chalicelib.usecases.intake.needs import Clock, RandomBytes, Receipts, ReceiptStatus

# Tries of one receipt in an hour.
HOURLY = 10
_SERIES = "CODE#"
_ROUNDS = 4


@dataclass(frozen=True)
class CheckContactCode:
    """POST /receipts/contact-code. Raises NotFound, InvalidMembers, TooManyAdditions, Unavailable."""

    receipts: Receipts
    keys: ReceiptKeys
    check: FormCheck
    now: Clock
    random: RandomBytes

    def __call__(self, payload: Mapping[str, Any]) -> dict[str, Any]:
        """`{genuine: true, channel, made_at}`, or `{genuine: false}` for every other code, in the same time."""
        status = found_receipt(typed_code(payload), self.keys, self.receipts.status)
        errors = self.check.members("contact_code", payload)
        if errors:
            raise InvalidMembers(errors)
        self._count(status)
        made = self.receipts.contact_code(status.key, code_digest(status.key, payload["code"]))
        if made is None or not is_live(made.created_at, self.now()):
            return {"genuine": False}
        return {"genuine": True, "channel": made.body["channel"], "made_at": made.created_at}

    def _count(self, status: ReceiptStatus) -> None:
        """A try counts before it is answered, whatever the answer."""
        for _ in range(_ROUNDS):
            moment = self.now()
            slot = free_slot(self.receipts.taken_slots, self.random, status.key, moment, HOURLY, _SERIES)
            try:
                self.receipts.take_slot(status.key, slot, written(moment))
                return
            except ConditionFailed:
                continue
        raise TooManyAdditions(5)
