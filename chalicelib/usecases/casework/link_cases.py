"""Links between cases: made by an officer with a reason; shown as rows in the caller's scope, else as a number."""

from collections.abc import Sequence
from dataclasses import dataclass

from chalicelib.domain.access import Action, Officer, sees
from chalicelib.domain.casework.case import Case, CaseFile, Item
from chalicelib.domain.casework.queue_row import QueueRow, row_of
from chalicelib.usecases.casework.change_case import write
from chalicelib.usecases.casework.desk import at, case_deed
from chalicelib.usecases.casework.errors import BadMember
from chalicelib.usecases.casework.needs import Change, Desk

BY_OFFICER = "officer"


@dataclass(frozen=True)
class Link:
    """What a case has in common with others: `total` cases carry it, `rows` are those that the caller sees."""

    id: str
    kind: str
    total: int
    rows: tuple[QueueRow, ...]


@dataclass(frozen=True)
class LinkCases:
    """POST …/links, and the links of a case page."""

    desk: Desk

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
        """The links of a case, each with the rows that the caller sees."""
        made = file.all("LINK")
        others = {case.id: case for case in self.desk.records.each([str(item.body["case"]) for item in made])}
        links = []
        for item in made:
            other = others.get(str(item.body["case"]))
            rows = (row_of(other),) if other and sees(officer, other) else ()
            links.append(Link(item.id, str(item.body["kind"]), 1, rows))
        return links
