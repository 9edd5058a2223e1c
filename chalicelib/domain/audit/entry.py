"""One line of an audit chain: ids, an action, a time and a digest; never free text, never personal data."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Deed:
    """What somebody did, before it has a place in a chain.

    `actor` is a subject of the pool, `reporter` or the name of a function; `item` the key of the row it is about;
    `digest` comes from `digest_of` and confirms nothing once the case's key is gone; `role` is the one in which an
    officer acted on a case.
    """

    chain: str
    actor: str
    action: str
    at: str
    item: str = ""
    digest: str = ""
    role: str = ""


@dataclass(frozen=True)
class Entry:
    """A deed at its place: `seq` from 1 without a gap, `prev` the hash of the entry before it."""

    seq: int
    chain: str
    actor: str
    action: str
    at: str
    item: str
    digest: str
    prev: str
    hash: str
    role: str = ""


NO_ENTRY_BEFORE = "0" * 64


def canonical_json(value: object) -> bytes:
    """Serialise so that equal values give equal bytes: sorted members, no spaces, UTF-8."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest_of(key: bytes, content: Mapping[str, Any]) -> str:
    """HMAC-SHA-256 of an item's content with its case's own key, as 64 hexadecimal digits."""
    return hmac.new(key, canonical_json(content), hashlib.sha256).hexdigest()


def own_digest(call_id: str) -> str:
    """The digest of a deed that leaves no item: no other call has it, so a writer knows its own entry again."""
    return hashlib.sha256(call_id.encode()).hexdigest()


def entry_after(previous: Entry | None, deed: Deed) -> Entry:
    """Place `deed` after `previous`: hash_n = SHA-256(canonical_json(entry_n) ‖ hash_{n-1}) (architecture, data)."""
    seq = previous.seq + 1 if previous else 1
    prev = previous.hash if previous else NO_ENTRY_BEFORE
    body = {**vars(deed), "seq": seq, "prev": prev}
    # Entries of before roles were written hold none, and are hashed as they were.
    hashed = {name: value for name, value in body.items() if name != "role" or value}
    return Entry(**body, hash=hashlib.sha256(canonical_json(hashed) + prev.encode()).hexdigest())
