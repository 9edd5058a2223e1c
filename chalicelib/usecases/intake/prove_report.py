"""The holder of a receipt takes a proof that a report was made: it can be shown to anybody, and opens nothing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from chalicelib.domain.intake.receipt_code import ReceiptKeys
from chalicelib.domain.intake.receipt_proof import PROOF_NAME, signed, unsigned
from chalicelib.usecases.intake.check_members import FormCheck
from chalicelib.usecases.intake.errors import InvalidMembers
from chalicelib.usecases.intake.find_receipt import found_receipt, typed_code
from chalicelib.usecases.intake.needs import ProofKey, Receipts


@dataclass(frozen=True)
class ProveReport:
    """POST /receipts/proof. Raises NotFound, InvalidMembers or Unavailable.

    `draw` makes an SVG to scan of a text; `issuer` is the site's origin. It writes nothing: a receipt has one proof,
    whose claims are the same however often it is taken.
    """

    receipts: Receipts
    keys: ReceiptKeys
    check: FormCheck
    key: ProofKey
    draw: Callable[[str], str]
    issuer: str

    def __call__(self, payload: Mapping[str, Any]) -> dict[str, str]:
        """`{jws, svg}`; the drawing holds the proof itself, never the receipt's code."""
        status = found_receipt(typed_code(payload), self.keys, self.receipts.status)
        errors = self.check.members("proof", payload)
        if errors:
            raise InvalidMembers(errors)
        text = unsigned(self.issuer, status.received_at, self.keys.item_id(status.key, PROOF_NAME), self.key.name)
        jws = signed(text, self.key.signature(text.encode()))
        return {"jws": jws, "svg": self.draw(jws)}
