"""The holder of a receipt contests a closure, while the receipt says that it can be contested."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chalicelib.usecases.errors import NotAllowedNow
from chalicelib.usecases.intake.check_members import FormCheck
from chalicelib.usecases.intake.errors import InvalidMembers
from chalicelib.usecases.intake.find_receipt import found_receipt, typed_code
from chalicelib.usecases.intake.write_addition import Added, WriteAddition


@dataclass(frozen=True)
class ContestClosure:
    """POST /receipts/contest. Raises NotFound, InvalidMembers, NotAllowedNow, and as WriteAddition."""

    write: WriteAddition
    check: FormCheck

    def __call__(self, payload: Mapping[str, Any], idempotency_key: str | None) -> Added:
        file = found_receipt(typed_code(payload), self.write.keys, self.write.receipts.file)
        errors = self.check.members("contest", payload)
        if errors:
            raise InvalidMembers(errors)
        draft = self.write.draft(file.status, payload, idempotency_key, "CONTEST")
        earlier = self.write.earlier(draft)
        if earlier:
            return earlier
        if not file.contest:
            raise NotAllowedNow
        return self.write(draft, {"act": "contest", "text": payload["text"]}, {})
