"""Identifiers: 26 characters of Crockford's base 32, 128 random bits, no time inside; order comes from `created_at`."""

import re

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
ID_BYTES = 16
_ID = re.compile(r"[0-7][0-9A-HJKMNP-TV-Z]{25}")


def encode(value: bytes, length: int) -> str:
    """Write `value` as `length` characters of Crockford's alphabet, most significant first, zero-padded."""
    number = int.from_bytes(value, "big")
    digits = []
    for _ in range(length):
        number, digit = divmod(number, 32)
        digits.append(ALPHABET[digit])
    return "".join(reversed(digits))


def id_from(random_bytes: bytes) -> str:
    """Return the 26-character id that spells the given 16 bytes."""
    if len(random_bytes) != ID_BYTES:
        raise ValueError("an id is made of 16 bytes")
    return encode(random_bytes, 26)


def is_id(text: object) -> bool:
    """Tell whether `text` is written exactly as an id; no other spelling is accepted."""
    return isinstance(text, str) and _ID.fullmatch(text) is not None
