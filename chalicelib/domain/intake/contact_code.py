"""Codes by which a reporter tells that it is really the service that calls or writes (api, contact-codes).

Eight characters that an officer says, good for 72 hours, and only with the receipt of that case. The receipt keeps a
digest: slow to make, because 40 bits alone could be tried out by whoever reads the table.
"""

import hashlib
from datetime import datetime, timedelta

from chalicelib.domain.intake.receipt_code import as_typed
from chalicelib.domain.moments import read, written

CHARACTERS = 8
LIVES = timedelta(hours=72)
CHANNELS = ("call", "sms", "email", "letter")
_ROUNDS = 20_000


def code_from(fresh_id: str) -> str:
    """The last characters of an id that nobody has seen: 40 of its 128 random bits."""
    return fresh_id[-CHARACTERS:]


def code_digest(receipt_key: str, typed: str) -> str:
    """PBKDF2-HMAC-SHA-256 (RFC 8018) under the receipt's key: equal codes of two receipts have nothing in common.

    Case, dashes and spaces are ignored, I L O read as 1 1 0. What cannot be a code takes as long as one.
    """
    code = as_typed(typed) if len(typed) <= 100 else ""
    return hashlib.pbkdf2_hmac("sha256", code.encode(), receipt_key.encode(), _ROUNDS).hex()


def expiry(made: datetime) -> str:
    """Until when a code is good."""
    return written(made + LIVES)


def is_live(made_at: str, now: datetime) -> bool:
    """Whether a code made then still is."""
    return now < read(made_at) + LIVES
