"""Closures that their reporters contest, until a person reopens the case or upholds the closure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chalicelib.domain.casework.case import Item
from chalicelib.domain.casework.queue_row import QueueRow


@dataclass(frozen=True)
class ContestedCase:
    """A line of the list: the case, and since when its closure is contested (as stored)."""

    row: QueueRow
    contested_at: str

    @property
    def sort_key(self) -> str:
        """Who waits longest stands on top: `<contested at>#<id>`, unique over all cases."""
        return sort_key(self.contested_at, self.row.id)


@dataclass(frozen=True)
class Grounds:
    """A line with what is said on both sides: the closing as its document has it, and the reporter's words since."""

    line: ContestedCase
    closing: Mapping[str, object]
    contests: Sequence[Item]


def sort_key(contested_at: str, case_id: str) -> str:
    """`<contested at>#<id>`."""
    return f"{contested_at}#{case_id}"


def grounds_of(line: ContestedCase, acts: Sequence[Item], contests: Sequence[Item]) -> Grounds:
    """The last closing, and what was contested since the list has the case; items oldest first."""
    closings = [act.body for act in acts if act.body.get("act") == "close"]
    since = [contest for contest in contests if contest.created_at >= line.contested_at]
    return Grounds(line, closings[-1] if closings else {}, since)
