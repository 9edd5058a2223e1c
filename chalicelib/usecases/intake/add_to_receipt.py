"""The holder of a receipt adds a message or facts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chalicelib.domain.intake.forms import Forms
from chalicelib.domain.intake.report import (
    NothingReported,
    cleaned,
    something_reported,
    with_applicable_answers,
    without_sensitive,
)
from chalicelib.domain.legal_calendar import civil_day
from chalicelib.usecases.intake.check_members import FormCheck, accepted_form
from chalicelib.usecases.intake.errors import InvalidMembers
from chalicelib.usecases.intake.find_receipt import found_receipt, typed_code
from chalicelib.usecases.intake.needs import ReceiptStatus
from chalicelib.usecases.intake.write_addition import Added, WriteAddition


@dataclass(frozen=True)
class AddToReceipt:
    """Raises NotFound, KeyReused, TooManyAdditions, Unavailable, and what `SubmitReport` raises of the members."""

    write: WriteAddition
    forms: Forms
    check: FormCheck

    def message(self, payload: Mapping[str, Any], idempotency_key: str | None) -> Added:
        """Add `text` to the case's messages."""
        status = self._found(payload)
        errors = self.check.members("message", payload)
        if errors:
            raise InvalidMembers(errors)
        draft = self.write.draft(status, payload, idempotency_key, "MESSAGE")
        text = payload["text"]
        return self.write.earlier(draft) or self.write(
            draft, {"act": "message", "text": text}, {"from": "reporter", "text": text}
        )

    def facts(self, payload: Mapping[str, Any], idempotency_key: str | None) -> Added:
        """Add members of a report; they never replace what was said before."""
        status = self._found(payload)
        form = accepted_form("facts", payload, self.forms, self.check, civil_day(self.write.now()))
        said = {name: value for name, value in payload.items() if name != "receipt"}
        facts, _ = with_applicable_answers(cleaned(said), form)
        if not (
            something_reported(facts) or any(facts.get(name) for name in ("occurred", "locations", "victim", "suspect"))
        ):
            raise NothingReported
        facts, secrets = without_sensitive(facts, form)
        draft = self.write.draft(status, payload, idempotency_key, "FACTS")
        act = {"act": "facts", "facts": facts, "sealed": [secret.field for secret in secrets]}
        return self.write.earlier(draft) or self.write(draft, act, {}, secrets)

    def _found(self, payload: Mapping[str, Any]) -> ReceiptStatus:
        return found_receipt(typed_code(payload), self.write.keys, self.write.receipts.status)
