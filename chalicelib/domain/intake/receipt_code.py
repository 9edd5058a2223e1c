"""Receipt codes and their keyed digests (architecture, data): derived from one secret, never stored in clear."""

import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chalicelib.domain.audit.entry import canonical_json
from chalicelib.domain.ids import ALPHABET, encode, id_from

CODE_BYTES, CODE_CHARACTERS = 10, 16
_AS_WRITTEN = str.maketrans({"I": "1", "L": "1", "O": "0", "-": None, " ": None, "\t": None, "\n": None, "\r": None})
_CODE = re.compile(f"[{ALPHABET}]{{{CODE_CHARACTERS}}}")


def derived_key(secret: bytes, purpose: str) -> bytes:
    """HKDF-SHA-256 (RFC 5869) without salt, 32 bytes: one key a purpose out of one secret."""
    pseudo_random = hmac.new(bytes(32), secret, hashlib.sha256).digest()
    return hmac.new(pseudo_random, purpose.encode() + b"\x01", hashlib.sha256).digest()


def as_typed(text: str) -> str:
    """A typed code as it was written: case, dashes and spaces ignored, I L O read as 1 1 0."""
    return text.upper().translate(_AS_WRITTEN)


def normal_code(text: str) -> str | None:
    """The 16 characters of a typed code: case, dashes and spaces ignored, I L O read as 1 1 0; None if it is none."""
    if len(text) > 100 or not text.isascii():
        return None
    code = as_typed(text)
    return code if _CODE.fullmatch(code) else None


def shown_code(code: str) -> str:
    """`XXXX-XXXX-XXXX-XXXX`."""
    return "-".join(code[start : start + 4] for start in range(0, CODE_CHARACTERS, 4))


@dataclass(frozen=True)
class ReceiptKeys:
    """The live versions of the secret; new receipts are made with the one in force, which is the highest unless said.

    A renewal announces a version before it comes into force: whoever still makes receipts with the former one finds
    those that others make with the new one.
    """

    secrets: Mapping[int, bytes]
    in_force: int | None = None

    @property
    def current(self) -> int:
        """The version that makes receipts."""
        return self.in_force or max(self.secrets)

    @property
    def neighbours(self) -> list[int]:
        """The versions beside the one in force: the same idempotency key may have made a receipt with either."""
        order = sorted(self.secrets)
        place = order.index(self.current)
        return [*order[place + 1 : place + 2], *order[max(place - 1, 0) : place]]

    def code(self, idempotency_key: str, version: int) -> str:
        """80 bits of an HMAC of the idempotency key: the same key always gives the same receipt."""
        key = derived_key(self.secrets[version], "receipt code")
        return encode(hmac.new(key, idempotency_key.encode(), hashlib.sha256).digest()[:CODE_BYTES], CODE_CHARACTERS)

    def partition(self, code: str, version: int) -> str:
        """`R<version>#<digest>`, under which the receipt's rows are kept."""
        key = derived_key(self.secrets[version], "receipt lookup")
        return f"R{version}#{hmac.new(key, code.encode(), hashlib.sha256).hexdigest()}"

    def partitions(self, code: str) -> list[str]:
        """Where a code may be kept: under every live version."""
        return [self.partition(code, version) for version in sorted(self.secrets, reverse=True)]

    def item_id(self, receipt_key: str, idempotency_key: str) -> str:
        """The id of what one key adds to one receipt: a repeat collides with the first."""
        version = int(receipt_key[1:].partition("#")[0])
        key = derived_key(self.secrets[version], "receipt item")
        return id_from(hmac.new(key, f"{receipt_key}\0{idempotency_key}".encode(), hashlib.sha256).digest()[:16])

    def cursor_key(self) -> bytes:
        """Seals the cursors of the list of messages."""
        return derived_key(self.secrets[self.current], "receipt cursor")

    def ticket_keys(self) -> list[bytes]:
        """Seal review tickets and proofs of work: the first makes them, a ticket of any is taken."""
        versions = [self.current, *self.neighbours]
        return [derived_key(self.secrets[version], "review ticket") for version in versions]


def payload_digest(idempotency_key: str, payload: Mapping[str, Any]) -> str:
    """What tells a repeat from another payload; keyed, so that it confirms nothing to who reads the row."""
    return hmac.new(idempotency_key.encode(), canonical_json(payload), hashlib.sha256).hexdigest()
