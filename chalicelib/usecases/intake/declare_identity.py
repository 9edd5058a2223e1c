"""The holder of a receipt says later who they are, or completes what was said: sealed like an identity sent at once.

The mode only ever goes between `confidential` and `named`: an anonymous report may become one of them, never back.
After an erasure was asked nothing is declared any more: whoever wants to be known again sends a new report.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chalicelib.domain.intake.report import Secret, contact_secrets
from chalicelib.usecases.errors import NotAllowedNow
from chalicelib.usecases.intake.check_members import FormCheck
from chalicelib.usecases.intake.errors import InvalidMembers
from chalicelib.usecases.intake.find_receipt import found_receipt, typed_code
from chalicelib.usecases.intake.write_addition import Added, WriteAddition


@dataclass(frozen=True)
class DeclareIdentity:
    """POST /receipts/identity. Raises NotFound, InvalidMembers, NotAllowedNow (erasure asked), and as WriteAddition."""

    write: WriteAddition
    check: FormCheck

    def __call__(self, payload: Mapping[str, Any], idempotency_key: str | None) -> Added:
        file = found_receipt(typed_code(payload), self.write.keys, self.write.receipts.file)
        errors = self.check.members("identity", payload)
        if errors:
            raise InvalidMembers(errors)
        draft = self.write.draft(file.status, payload, idempotency_key, "IDENTITY")
        earlier = self.write.earlier(draft)
        if earlier:
            return earlier
        if file.all("ERASURE"):
            raise NotAllowedNow
        identity, mode = payload["identity"], payload["mode"]
        secrets = [Secret(name, "identity", value) for name, value in sorted(identity.items())]
        secrets += contact_secrets(identity, payload.get("contact", {}))
        act = {"act": "identity", "mode": mode, "fields": sorted(identity)}
        return self.write(draft, act, {"mode": mode}, secrets)
