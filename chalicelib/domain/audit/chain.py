"""Names of the audit chains, and the check that a chain is whole."""

from collections.abc import Iterable
from dataclasses import dataclass

from chalicelib.domain.audit.entry import NO_ENTRY_BEFORE, Deed, Entry, entry_after


def case_chain(case_id: str) -> str:
    """Everything done to one case."""
    return f"CASE#{case_id}"


def actor_chain(subject: str, month: str) -> str:
    """What one person did outside a case: searches, lists, refusals. `month` is `YYYY-MM` in Casablanca."""
    return f"ACTOR#{subject}#{month}"


def system_chain(day: str, function: str, shard: int) -> str:
    """What a function did on a day, outside a case."""
    return f"SYSTEM#{day}#{function}#{shard}"


@dataclass(frozen=True)
class Fault:
    """The first entry at which a chain is not what was written."""

    seq: int
    reason: str


def first_fault(entries: Iterable[Entry]) -> Fault | None:
    """Read a chain in order and name its first bad entry, or None when every link holds."""
    previous: Entry | None = None
    for entry in entries:
        expected = previous.seq + 1 if previous else 1
        if entry.seq != expected:
            return Fault(entry.seq, f"sequence {entry.seq} where {expected} was due")
        if entry.prev != (previous.hash if previous else NO_ENTRY_BEFORE):
            return Fault(entry.seq, "does not follow the entry before it")
        facts = {name: value for name, value in vars(entry).items() if name in Deed.__dataclass_fields__}
        if entry_after(previous, Deed(**facts)).hash != entry.hash:
            return Fault(entry.seq, "its content is not what was hashed")
        previous = entry
    return None
