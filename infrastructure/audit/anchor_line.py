"""Whether all anchors are there, each as the next one found it, up to the hour that the clock asks for.

An anchor alone proves itself by its root only, which whoever breaks the bucket's lock can compute. In the line a
changed one does not fit the next, a removed one leaves a number out, a removed newest one is missed by the clock, and
all of them together by a hash that somebody noted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from chalicelib.domain.audit.anchor import NO_ANCHOR_BEFORE, Anchor, AnchorFault, hash_of, place_after, read_anchor
from infrastructure.audit.findings import Finding, Newest, Verified, of_anchor
from infrastructure.audit.ledger import KeptAnchor

# An hour is anchored some minutes after its end; only then can its anchor be missing.
ANCHORED_WITHIN = timedelta(hours=2)
HOUR = "%Y-%m-%dT%H"


def in_line(anchors: Iterable[KeptAnchor], result: Verified) -> Iterator[tuple[KeptAnchor, Anchor | None]]:
    """Every kept anchor, oldest first, with what it says if it can be read; faults go to the findings."""
    before: tuple[KeptAnchor, Anchor | None] | None = None
    for kept in anchors:
        result.anchors += 1
        result.noted.discard(hash_of(kept.data))
        if kept.rewritten:
            result.findings.append(of_anchor(kept.hour, "something was written over it; its first version is used"))
        anchor = _read(kept, result)
        if anchor is not None:
            result.newest = Newest(kept.hour, anchor.number, hash_of(kept.data))
            result.findings += _not_after(before, anchor)
        before = kept, anchor
        yield before
    result.findings += [
        Finding(f"noted anchor {noted[:16]}…", 0, "no anchor has this hash any more") for noted in sorted(result.noted)
    ]


def late(result: Verified, oldest_entry: str, now: datetime) -> list[Finding]:
    """What the clock misses: an anchor of an hour that is over. `oldest_entry`: its hour, empty when there is none."""
    last = result.newest.hour if result.newest else oldest_entry
    if not last:
        return []
    due = datetime.strptime(last, HOUR).replace(tzinfo=UTC) + timedelta(hours=1) + ANCHORED_WITHIN
    if now <= due:
        return []
    hours = int((now - due + ANCHORED_WITHIN) / timedelta(hours=1))
    if result.newest is None:
        return [Finding("anchors", 0, f"there is none, and the audit has entries since {last}")]
    told = f"there is none for {hours} hours, the newest is of {last}"
    return [Finding("anchors", 0, f"{told}: the hourly run stands still, or newer ones are gone")]


def _read(kept: KeptAnchor, result: Verified) -> Anchor | None:
    try:
        anchor = read_anchor(kept.data)
        if anchor.hour != kept.hour:
            raise AnchorFault(f"it is the anchor of {anchor.hour}")
    except AnchorFault as fault:
        result.findings.append(of_anchor(kept.hour, str(fault)))
        return None
    return anchor


def _not_after(before: tuple[KeptAnchor, Anchor | None] | None, anchor: Anchor) -> list[Finding]:
    """How an anchor does not follow the one before it; after one that cannot be read nothing more is said."""
    if before is None:
        first = anchor.number in (0, 1) and anchor.prev in ("", NO_ANCHOR_BEFORE)
        return [] if first else [of_anchor(anchor.hour, f"it is number {anchor.number}, and those before it are gone")]
    kept, read = before
    if read is None:
        return []
    if anchor.number == 0:
        return [of_anchor(anchor.hour, "it has no number, and the one before it has")] if read.number else []
    due, prev = place_after(kept.data)
    if anchor.number != due:
        reason = f"it is number {anchor.number} where {due} was due"
        gone = f": {anchor.number - due} before it are gone" if anchor.number > due else ""
        return [of_anchor(anchor.hour, reason + gone)]
    if anchor.prev != prev:
        return [of_anchor(kept.hour, f"it is not the one that the anchor of {anchor.hour} was put after")]
    return []
