"""The hourly anchor: the heads of all chains that an hour touched, under one root (architecture, data).

A chain alone cannot show that its end was cut off. An anchor, kept where nobody can take it away, can: every head that
it holds must occur in its chain for ever. It names no case and no person: a chain's name is there as an HMAC only.

Anchors stand in a line themselves: each holds the number and the hash of the one before it, so that one which is
written anew, with whatever root, or taken away is found by the next.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from chalicelib.domain.audit.entry import Entry, canonical_json

ANCHOR_VERSION = 2
# Those of before the line; readers take the last two versions.
_ALONE = 1
NO_ANCHOR_BEFORE = "0" * 64


class AnchorFault(Exception):
    """An anchor is not one that was written here; the argument says in what."""


@dataclass(frozen=True)
class Head:
    """The last entry of a chain within an hour; `chain` is its veiled name."""

    chain: str
    seq: int
    hash: str


@dataclass(frozen=True)
class Anchor:
    """`hour` is `YYYY-MM-DDTHH` in UTC, `entries` how many it held, `key` the version of the key that veils names.

    `number` counts from 1, `prev` is the hash of the anchor before it; 0 and empty in those of before the line.
    """

    hour: str
    entries: int
    key: int
    heads: tuple[Head, ...]
    root: str
    number: int = 0
    prev: str = ""


@dataclass(frozen=True)
class VeilKeys:
    """Version → key of the HMAC that veils names of chains; the highest version is in force."""

    versions: Mapping[int, bytes]

    @property
    def current(self) -> int:
        """The version that new anchors use."""
        return max(self.versions)

    def veiled(self, chain: str, version: int) -> str:
        """64 hexadecimal digits. Raises AnchorFault for a version that was never in force."""
        if version not in self.versions:
            raise AnchorFault(f"its names are veiled with key version {version}, which is unknown")
        return hmac.new(self.versions[version], chain.encode(), hashlib.sha256).hexdigest()


def anchor_of(hour: str, entries: Iterable[Entry], keys: VeilKeys, before: bytes | None = None) -> Anchor:
    """The anchor of an hour from its entries, which come in order within each chain, as `by_hour` lists them.

    `before`: the bytes of the anchor that it is put after, None for the first.
    """
    last: dict[str, Entry] = {}
    count = 0
    for entry in entries:
        last[entry.chain] = entry
        count += 1
    named = (Head(keys.veiled(chain, keys.current), entry.seq, entry.hash) for chain, entry in last.items())
    heads = sorted(named, key=lambda head: head.chain)
    number, prev = place_after(before)
    root = root_of(hour, count, keys.current, heads, number, prev)
    return Anchor(hour, count, keys.current, tuple(heads), root, number, prev)


def place_after(before: bytes | None) -> tuple[int, str]:
    """Number and `prev` of the anchor that is put after these bytes. After one that has no number, or is no anchor,
    the count begins; its hash ties it all the same.
    """
    if before is None:
        return 1, NO_ANCHOR_BEFORE
    try:
        number = read_anchor(before).number
    except AnchorFault:
        number = 0
    return number + 1, hash_of(before)


def hash_of(data: bytes) -> str:
    """What the next anchor holds of this one, and what an auditor may note: SHA-256 of its bytes."""
    return hashlib.sha256(data).hexdigest()


def root_of(hour: str, entries: int, key: int, heads: Iterable[Head], number: int, prev: str) -> str:
    """SHA-256 over everything that an anchor says."""
    body: dict[str, object] = {"hour": hour, "entries": entries, "key": key, "heads": [asdict(head) for head in heads]}
    if number:
        body |= {"number": number, "prev": prev}
    return hashlib.sha256(canonical_json(body)).hexdigest()


def as_bytes(anchor: Anchor) -> bytes:
    """Equal anchors give equal bytes."""
    return canonical_json({"v": ANCHOR_VERSION, **asdict(anchor)})


def read_anchor(data: bytes) -> Anchor:
    """Read what `as_bytes` wrote. Raises AnchorFault when it is something else, or its root is not its own."""
    try:
        found = json.loads(data)
        version = found.pop("v")
        if version not in (ANCHOR_VERSION, _ALONE):
            raise AnchorFault("it is of a version that is not known")
        if (version == ANCHOR_VERSION) != (found.get("number", 0) > 0):
            raise AnchorFault("it has no place in the line of anchors")
        heads = tuple(Head(**head) for head in found.pop("heads"))
        anchor = Anchor(**found, heads=heads)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise AnchorFault("it cannot be read") from error
    if root_of(anchor.hour, anchor.entries, anchor.key, anchor.heads, anchor.number, anchor.prev) != anchor.root:
        raise AnchorFault("its root is not that of its heads")
    return anchor
