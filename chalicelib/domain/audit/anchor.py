"""The hourly anchor: the heads of all chains that an hour touched, under one root (architecture, data).

A chain alone cannot show that its end was cut off. An anchor, kept where nobody can take it away, can: every head that
it holds must occur in its chain for ever. It names no case and no person: a chain's name is there as an HMAC only.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from chalicelib.domain.audit.entry import Entry, canonical_json

ANCHOR_VERSION = 1


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
    """`hour` is `YYYY-MM-DDTHH` in UTC, `entries` how many it held, `key` the version of the key that veils names."""

    hour: str
    entries: int
    key: int
    heads: tuple[Head, ...]
    root: str


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


def anchor_of(hour: str, entries: Iterable[Entry], keys: VeilKeys) -> Anchor:
    """The anchor of an hour from its entries, which come in order within each chain, as `by_hour` lists them."""
    last: dict[str, Entry] = {}
    count = 0
    for entry in entries:
        last[entry.chain] = entry
        count += 1
    named = (Head(keys.veiled(chain, keys.current), entry.seq, entry.hash) for chain, entry in last.items())
    heads = sorted(named, key=lambda head: head.chain)
    return Anchor(hour, count, keys.current, tuple(heads), root_of(hour, count, keys.current, heads))


def root_of(hour: str, entries: int, key: int, heads: Iterable[Head]) -> str:
    """SHA-256 over everything that an anchor says."""
    body = {"hour": hour, "entries": entries, "key": key, "heads": [asdict(head) for head in heads]}
    return hashlib.sha256(canonical_json(body)).hexdigest()


def as_bytes(anchor: Anchor) -> bytes:
    """Equal anchors give equal bytes."""
    return canonical_json({"v": ANCHOR_VERSION, **asdict(anchor)})


def read_anchor(data: bytes) -> Anchor:
    """Read what `as_bytes` wrote. Raises AnchorFault when it is something else, or its root is not its own."""
    try:
        found = json.loads(data)
        if found.pop("v") != ANCHOR_VERSION:
            raise AnchorFault("it is of a version that is not known")
        heads = tuple(Head(**head) for head in found.pop("heads"))
        anchor = Anchor(**found, heads=heads)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise AnchorFault("it cannot be read") from error
    if root_of(anchor.hour, anchor.entries, anchor.key, anchor.heads) != anchor.root:
        raise AnchorFault("its root is not that of its heads")
    return anchor
