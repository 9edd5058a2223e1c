"""Links between cases: found by what reports share, or made by an officer with a reason.

Cases in the caller's scope are shown as rows, the others as a number. Links never move a report.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chalicelib.domain.access import Action, Officer, sees
from chalicelib.domain.casework.case import Case, CaseFile, Item
from chalicelib.domain.casework.queue_row import QueueRow, row_of
from chalicelib.domain.ids import ID_BYTES, id_from
from chalicelib.usecases.casework.change_case import write
from chalicelib.usecases.casework.desk import at, case_deed
from chalicelib.usecases.casework.errors import BadMember
from chalicelib.usecases.casework.needs import Change, Desk, LinkBook

BY_OFFICER = "officer"
# The strongest values of a report are looked up when its case is opened, and so many of the others are shown as rows.
VALUES_SHOWN = 5
ROWS_SHOWN = 10
COUNTED = 100

# (report, diagnosis) -> (kind, value), strongest first.
ValuesOf = Callable[[Mapping[str, Any], Mapping[str, Any]], Sequence[tuple[str, str]]]


@dataclass(frozen=True)
class Link:
    """What a case has in common with others: `total` others carry it (100 = at least), `rows` the caller sees."""

    id: str
    kind: str
    total: int
    rows: tuple[QueueRow, ...]


@dataclass(frozen=True)
class LinkCases:
    """POST …/links, and the links of a case page."""

    desk: Desk
    book: LinkBook
    values_of: ValuesOf

    def link(self, officer: Officer, case: Case, other_id: str, reason: str) -> str:
        """The link's id. A case that the caller does not see is told as one that does not exist. Raises BadMember."""
        other = self.desk.records.get(other_id)
        if other is None or other.id == case.id or not sees(officer, other):
            raise BadMember("/case", "not-in-list")
        body = {"kind": BY_OFFICER, "case": other.id, "reason": reason, "author": officer.sub}
        item = Item("LINK", self.desk.new_id(), at(self.desk), body)

        def plan(case: Case) -> Change:
            deed = case_deed(self.desk, officer, case, "link.made", item)
            return Change(before=case, after=case, items=[item], deeds=[deed])

        write(self.desk, officer, Action.LINK, case, plan)
        return item.id

    def shown(self, officer: Officer, file: CaseFile) -> Sequence[Link]:
        """The links of a case, each with the rows that the caller sees. Raises Unavailable."""
        linked = [(item.id, BY_OFFICER, [str(item.body["case"])]) for item in file.all("LINK")]
        diagnosis, report = file.only("DIAGNOSIS"), file.only("CONTENT")
        values = self.values_of(report, diagnosis)[:VALUES_SHOWN] if report and diagnosis else ()
        for shared in self.book.carriers(values):
            others = [case_id for case_id in shared.case_ids if case_id != file.case.id]
            if others:
                linked.append((_link_id(file.case.id, shared.kind, shared.value), shared.kind, others[:COUNTED]))
        wanted = dict.fromkeys(case_id for _, _, others in linked for case_id in others[:ROWS_SHOWN])
        seen = {case.id: row_of(case) for case in self.desk.records.each(list(wanted)) if sees(officer, case)}
        return [
            Link(link_id, kind, len(others), tuple(seen[other] for other in others[:ROWS_SHOWN] if other in seen))
            for link_id, kind, others in linked
        ]


def _link_id(case_id: str, kind: str, value: str) -> str:
    """The same link has the same id each time its case is opened."""
    return id_from(hashlib.sha256(f"{case_id}#{kind}#{value}".encode()).digest()[:ID_BYTES])
