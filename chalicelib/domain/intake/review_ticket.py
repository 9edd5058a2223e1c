"""The ticket of a review: shows that a person read the page, in place of a proof of work (api, review)."""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256

VALID_FROM_SECONDS, VALID_UNTIL_SECONDS = 20, 86_400
_MAC_BYTES, _NONCE_BYTES = 16, 16


class TicketTooEarly(Exception):
    """Younger than anybody reads a review."""


class BadTicket(Exception):
    """Not one of ours, or too old."""


def new_ticket(key: bytes, nonce: bytes, now: int) -> str:
    """A ticket of the second `now`; `nonce` are 16 random bytes, which name it once it is spent."""
    body = now.to_bytes(8, "big") + nonce
    return urlsafe_b64encode(_mac(key, body) + body).decode().rstrip("=")


def spent_name(key: bytes, ticket: str, now: int) -> str:
    """The name under which a valid ticket is marked as spent. Raises TicketTooEarly or BadTicket."""
    try:
        raw = urlsafe_b64decode(ticket.encode("ascii") + b"=" * (-len(ticket) % 4))
    except ValueError:
        raise BadTicket from None
    mac, body = raw[:_MAC_BYTES], raw[_MAC_BYTES:]
    if len(body) != 8 + _NONCE_BYTES or not hmac.compare_digest(mac, _mac(key, body)):
        raise BadTicket
    age = now - int.from_bytes(body[:8], "big")
    if age < VALID_FROM_SECONDS:
        raise TicketTooEarly
    if age > VALID_UNTIL_SECONDS:
        raise BadTicket
    return body[8:].hex()


def _mac(key: bytes, body: bytes) -> bytes:
    return hmac.new(key, body, sha256).digest()[:_MAC_BYTES]
