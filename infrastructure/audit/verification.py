"""Whether the audit is what was written: every chain link by link, every anchored head in its chain (faults, I5).

Two passes. The first goes through the anchors and the hours that they cover, and keeps the heads that it did not find;
the second goes through all chains, one entry in memory at a time, and says to which chain such a head belonged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import groupby

from chalicelib.domain.audit.anchor import Anchor, AnchorFault, Head, VeilKeys
from chalicelib.domain.audit.chain import Fault, first_fault
from chalicelib.domain.audit.entry import Entry
from infrastructure.audit.anchor_line import ANCHORED_WITHIN, HOUR, in_line, late
from infrastructure.audit.findings import Finding, Verified
from infrastructure.audit.ledger import KeptAnchor, Ledger, Row

ERASURES = ("identity.erased",)

Tick = Callable[[int], None]


@dataclass
class _Lost:
    """Heads that anchors hold and that the index did not list: veiled name → the heads, with the hour."""

    heads: dict[str, list[tuple[str, Head]]] = field(default_factory=dict)
    key_versions: set[int] = field(default_factory=set)

    def add(self, anchor: Anchor, head: Head) -> None:
        self.heads.setdefault(head.chain, []).append((anchor.hour, head))
        self.key_versions.add(anchor.key)


def verify_all(
    ledger: Ledger,
    anchors: Iterable[KeptAnchor],
    keys: VeilKeys | None,
    now: datetime,
    tick: Tick,
    noted: Iterable[str] = (),
) -> Verified:
    """Check everything. `keys` is needed when there are anchors; `tick` is told of each thousand entries read.

    `noted`: hashes of anchors that somebody wrote down earlier, and that must be there still.
    """
    result = Verified(noted=set(noted))
    lost = _check_anchors(ledger, anchors, keys, now, result)
    oldest: list[str] = []
    for name, rows in groupby(_aged(_ticked(ledger.everything(), result, tick), oldest), key=_chain_of):
        _check_chain(ledger, name, rows, result)
        if keys is not None and lost.heads:
            _find_lost(ledger, name, keys, lost, result)
    if keys is not None:
        result.findings += late(result, min(oldest, default=""), now)
    for veiled, heads in lost.heads.items():
        hour, head = heads[0]
        result.findings.append(
            Finding(f"chain veiled as {veiled[:16]}…", head.seq, f"anchored in {hour}, and the whole chain is gone")
        )
    return result


def verify_one(
    ledger: Ledger,
    name: str,
    anchors: Iterable[KeptAnchor],
    keys: VeilKeys | None,
    tick: Tick,
    noted: Iterable[str] = (),
) -> Verified:
    """Check one chain, against every anchor that holds a head of it; the line of the anchors too."""
    result = Verified(noted=set(noted))
    rows = _ticked(ledger.chain(name), result, tick)
    _check_chain(ledger, name, _noting_erasures(rows, result), result)
    for _, anchor in in_line(anchors, result):
        if anchor is None or keys is None:
            continue
        veiled = keys.veiled(name, anchor.key)
        for head in anchor.heads:
            if head.chain == veiled:
                _check_head(ledger, name, anchor.hour, head, result)
    return result


def _chain_of(row: Row) -> str:
    return row.entry.chain


def _aged(rows: Iterator[Row], oldest: list[str]) -> Iterator[Row]:
    """Keeps the oldest hour that a row is of; what is no hour is its chain's fault."""
    for row in rows:
        hour = row.entry.at[:13]
        if (not oldest or hour < oldest[0]) and _is_hour(hour):
            oldest[:] = [hour]
        yield row


def _is_hour(text: str) -> bool:
    try:
        return f"{datetime.strptime(text, HOUR):{HOUR}}" == text
    except ValueError:
        return False


def _noting_erasures(rows: Iterator[Row], result: Verified) -> Iterator[Row]:
    for row in rows:
        if row.entry.action in ERASURES:
            result.erased.append(f"erased on {row.entry.at} (entry {row.entry.seq}, {row.entry.action})")
        yield row


def _ticked(rows: Iterator[Row], result: Verified, tick: Tick) -> Iterator[Row]:
    for row in rows:
        result.entries += 1
        if result.entries % 1000 == 0:
            tick(result.entries)
        yield row
    tick(result.entries)


def _check_chain(ledger: Ledger, name: str, rows: Iterator[Row], result: Verified) -> None:
    """Names the first bad entry. A surprise may only be the order of the scan, or a row that was just being written:
    then the chain itself, as of now, decides.
    """
    begins: list[bool] = []

    def watched() -> Iterator[Row]:
        for row in rows:
            if not begins:
                begins.append(row.entry.seq == 1)
            yield row

    fault = _fault(watched())
    for _ in rows:
        pass
    if fault is not None:
        fault = _fault(ledger.chain(name))
    if fault is not None and all(found.where != name for found in result.findings):
        result.findings.append(Finding(name, fault.seq, fault.reason))
    result.chains += begins == [True]


def _fault(rows: Iterable[Row]) -> Fault | None:
    """The first entry that does not hold in its chain, or is not listed where anchors look for it."""
    misplaced: list[Fault] = []

    def entries() -> Iterator[Entry]:
        for row in rows:
            entry = row.entry
            expected = (f"{entry.seq:012d}", entry.at[:13], f"{entry.chain}#{row.sk}")
            if (row.sk, row.hour_pk, row.pk_seq) != expected:
                misplaced.append(Fault(entry.seq, "is not listed under its own number and hour"))
                return
            yield entry

    return first_fault(entries()) or (misplaced[0] if misplaced else None)


def _check_anchors(
    ledger: Ledger, anchors: Iterable[KeptAnchor], keys: VeilKeys | None, now: datetime, result: Verified
) -> _Lost:
    lost = _Lost()
    covered: datetime | None = None
    for kept, anchor in in_line(anchors, result):
        hour = datetime.strptime(kept.hour, HOUR).replace(tzinfo=UTC)
        if covered is not None:
            _check_gap(ledger, covered + timedelta(hours=1), hour, result)
        covered = hour
        if anchor is not None and keys is not None:
            _check_hour(ledger, anchor, keys, lost, result)
    if covered is not None:
        _check_gap(ledger, covered + timedelta(hours=1), now - ANCHORED_WITHIN, result)
    return lost


def _check_hour(ledger: Ledger, anchor: Anchor, keys: VeilKeys, lost: _Lost, result: Verified) -> None:
    """Every head must occur; an entry that came in late, after the anchor, is the next anchor's."""
    wanted = {head.chain: head for head in anchor.heads}
    try:
        for name, rows in groupby(ledger.hour(anchor.hour), key=lambda row: row.entry.chain):
            head = wanted.get(keys.veiled(name, anchor.key))
            if head and any((row.entry.seq, row.entry.hash) == (head.seq, head.hash) for row in rows):
                del wanted[head.chain]
    except AnchorFault as fault:
        result.findings.append(Finding(f"anchor of {anchor.hour}", 0, str(fault)))
        return
    for head in wanted.values():
        lost.add(anchor, head)


def _check_gap(ledger: Ledger, start: datetime, end: datetime, result: Verified) -> None:
    """An hour without an anchor is a fault when something was done in it."""
    while start < end:
        hour = start.strftime(HOUR)
        if next(ledger.hour(hour), None) is not None:
            result.findings.append(Finding(f"anchor of {hour}", 0, "there is none, and the hour holds entries"))
        start += timedelta(hours=1)


def _find_lost(ledger: Ledger, name: str, keys: VeilKeys, lost: _Lost, result: Verified) -> None:
    for version in lost.key_versions:
        for hour, head in lost.heads.pop(keys.veiled(name, version), []):
            _check_head(ledger, name, hour, head, result)


def _check_head(ledger: Ledger, name: str, hour: str, head: Head, result: Verified) -> None:
    """The index may lag behind; the entry itself decides. One finding a chain, its first."""
    found = ledger.hash_at(name, head.seq)
    if found == head.hash or any(one.where == name for one in result.findings):
        return
    reason = "the chain ends before it" if found is None else "is another entry than the anchored one"
    result.findings.append(Finding(name, head.seq, f"anchored in {hour}: {reason}"))
