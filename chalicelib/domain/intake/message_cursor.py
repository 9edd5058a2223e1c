"""Cursor through the older messages of one receipt: sealed, bound to the receipt, good for 15 minutes."""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256

VALID_SECONDS = 900
_MAC_BYTES = 16


class BadCursor(Exception):
    """Not one of ours, another receipt's, or too old."""


def sealed_cursor(key: bytes, receipt_key: str, position: tuple[str, str], now: int) -> str:
    """`position` is (created_at, id) of the oldest message shown; `now` in seconds since the epoch."""
    body = "|".join((str(now + VALID_SECONDS), *position)).encode()
    return urlsafe_b64encode(_mac(key, receipt_key, body) + body).decode()


def opened_cursor(key: bytes, receipt_key: str, cursor: str, now: int) -> tuple[str, str]:
    """The position that a cursor seals. Raises BadCursor."""
    try:
        raw = urlsafe_b64decode(cursor.encode("ascii"))
        mac, body = raw[:_MAC_BYTES], raw[_MAC_BYTES:]
        if not hmac.compare_digest(mac, _mac(key, receipt_key, body)):
            raise BadCursor
        until, created_at, item_id = body.decode().split("|")
    except ValueError:
        raise BadCursor from None
    if now > int(until):
        raise BadCursor
    return created_at, item_id


def _mac(key: bytes, receipt_key: str, body: bytes) -> bytes:
    return hmac.new(key, receipt_key.encode() + b"\0" + body, sha256).digest()[:_MAC_BYTES]
