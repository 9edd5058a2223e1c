"""The holder of a receipt adds a message or facts: an act for the worker, an echo on the receipt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from chalicelib.domain.casework.case import Item
from chalicelib.domain.intake.forms import Forms
from chalicelib.domain.intake.receipt_code import ReceiptKeys, payload_digest
from chalicelib.domain.intake.report import (
    NothingReported,
    Secret,
    cleaned,
    something_reported,
    with_applicable_answers,
    without_sensitive,
)
from chalicelib.domain.legal_calendar import civil_day
from chalicelib.domain.moments import written
from chalicelib.usecases.errors import ConditionFailed, OutcomeUnknown, Unavailable
from chalicelib.usecases.intake.check_members import FormCheck, accepted_form
from chalicelib.usecases.intake.errors import InvalidMembers, KeyReused, TooManyAdditions
from chalicelib.usecases.intake.find_receipt import found_receipt, typed_code
from chalicelib.usecases.intake.needs import (
    Addition,
    Clock,
    RandomBytes,
    Receipts,
    ReceiptStatus,
    Seal,
    WorkQueue,
)

# Messages or facts that one receipt may add in an hour (api, limits of rate).
HOURLY = 30
ACT_DUE = timedelta(minutes=1)
_TRIES = 6


@dataclass(frozen=True)
class Added:
    """The id of what was added; `replayed` when the same key had brought it before."""

    id: str
    replayed: bool


@dataclass(frozen=True)
class AddToReceipt:
    """Raises NotFound, KeyReused, TooManyAdditions, Unavailable, and what `SubmitReport` raises of the members."""

    receipts: Receipts
    seal: Seal
    queue: WorkQueue
    keys: ReceiptKeys
    forms: Forms
    check: FormCheck
    now: Clock
    random: RandomBytes

    def message(self, payload: Mapping[str, Any], idempotency_key: str | None) -> Added:
        """Add `text` to the case's messages."""
        status = found_receipt(typed_code(payload), self.keys, self.receipts.status)
        errors = self.check.members("message", payload)
        if errors:
            raise InvalidMembers(errors)
        body = {"from": "reporter", "text": payload["text"]}
        return self._add(status, payload, idempotency_key, "MESSAGE", {"act": "message", "text": payload["text"]}, body)

    def facts(self, payload: Mapping[str, Any], idempotency_key: str | None) -> Added:
        """Add members of a report; they never replace what was said before."""
        status = found_receipt(typed_code(payload), self.keys, self.receipts.status)
        form = accepted_form("facts", payload, self.forms, self.check, civil_day(self.now()))
        said = {name: value for name, value in payload.items() if name != "receipt"}
        facts, _ = with_applicable_answers(cleaned(said), form)
        if not (
            something_reported(facts) or any(facts.get(name) for name in ("occurred", "locations", "victim", "suspect"))
        ):
            raise NothingReported
        facts, secrets = without_sensitive(facts, form)
        return self._add(status, payload, idempotency_key, "FACTS", {"act": "facts", "facts": facts}, {}, secrets)

    def _add(
        self,
        status: ReceiptStatus,
        payload: Mapping[str, Any],
        idempotency_key: str | None,
        kind: str,
        act: Mapping[str, Any],
        echo: Mapping[str, Any],
        secrets: Sequence[Secret] = (),
    ) -> Added:
        moment = self.now()
        key = idempotency_key or self.random(32).hex()
        item_id = self.keys.item_id(status.key, key)
        digest = payload_digest(key, {**payload, "receipt": status.key, "kind": kind})
        if idempotency_key and self.receipts.item(status.key, item_id):
            return self._replay(status, item_id, digest)
        sealed = self.seal(status.case_id, secrets) if secrets else {}
        at = written(moment)
        for _ in range(_TRIES):
            addition = Addition(
                status=status,
                act=Item("ACT", item_id, at, {**act, "sealed": [s.field for s in secrets]}, written(moment + ACT_DUE)),
                echo=Item(kind, item_id, at, {**echo, "payload_digest": digest}),
                slot=self._free_slot(status, moment),
                sealed={field: value for (_, field), value in sealed.items()},
            )
            try:
                self.receipts.add(addition)
            except ConditionFailed as refused:
                if refused.rows <= {"slot"}:
                    continue
                return self._replay(status, item_id, digest)
            except OutcomeUnknown:
                return self._replay(status, item_id, digest)
            self.queue.hint(status.case_id, 0)
            return Added(item_id, replayed=False)
        raise TooManyAdditions(5)

    def _free_slot(self, status: ReceiptStatus, moment: datetime) -> str:
        """One of the hour's places, at random among the free, so that many at once do not fight for the same one."""
        hour = written(moment)[:13]
        free = sorted({f"{number:02d}" for number in range(HOURLY)} - self.receipts.taken_slots(status.key, hour))
        if not free:
            raise TooManyAdditions(3600 - int(moment.timestamp()) % 3600)
        return f"{hour}#{free[self.random(1)[0] % len(free)]}"

    def _replay(self, status: ReceiptStatus, item_id: str, digest: str) -> Added:
        first = self.receipts.item(status.key, item_id)
        if first is None:
            raise Unavailable
        if first.body["payload_digest"] != digest:
            raise KeyReused
        return Added(item_id, replayed=True)
