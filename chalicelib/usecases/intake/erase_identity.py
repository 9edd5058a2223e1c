"""The holder of a receipt has their sealed identity and contact erased; what was written in texts stays."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chalicelib.usecases.intake.check_members import FormCheck
from chalicelib.usecases.intake.errors import InvalidMembers
from chalicelib.usecases.intake.find_receipt import found_receipt, typed_code
from chalicelib.usecases.intake.write_addition import Added, WriteAddition


@dataclass(frozen=True)
class EraseIdentity:
    """POST /receipts/identity/erase. Raises NotFound, InvalidMembers, KeyReused, Unavailable.

    Asked once, it is asked: a repeat adds nothing. It counts against no limit, so that a flood cannot hinder it.
    """

    write: WriteAddition
    check: FormCheck

    def __call__(self, payload: Mapping[str, Any], idempotency_key: str | None) -> Added:
        file = found_receipt(typed_code(payload), self.write.keys, self.write.receipts.file)
        errors = self.check.members("erase", payload)
        if errors:
            raise InvalidMembers(errors)
        draft = self.write.draft(file.status, payload, idempotency_key, "ERASURE")
        earlier = self.write.earlier(draft)
        if earlier:
            return earlier
        asked = file.all("ERASURE")
        if asked:
            return Added(asked[0].id, replayed=True)
        return self.write(draft, {"act": "erase"}, {}, counted=False)
