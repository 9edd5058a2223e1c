"""Officers join cases that belong together, and part them again, each time with a reason.

Joining moves nothing: each victim keeps their own case and receipt (diagnostics, section 10).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from chalicelib.domain.access import Action, Officer, sees
from chalicelib.domain.casework.case import Case, CaseFile, Item
from chalicelib.usecases.casework.change_case import write
from chalicelib.usecases.casework.desk import at, case_deed
from chalicelib.usecases.casework.errors import BadMember
from chalicelib.usecases.casework.needs import Change, Desk, LinkBook
from chalicelib.usecases.casework.shown_links import BY_OFFICER, Link, ShowLinks, still_joined
from chalicelib.usecases.errors import NotAllowedNow, NotFound


@dataclass(frozen=True)
class LinkCases:
    """POST …/links and …/links/{id}/undo, and the links of a case page."""

    desk: Desk
    book: LinkBook

    def link(self, officer: Officer, case: Case, other_id: str, reason: str) -> str:
        """The link's id, the same on both cases. A case that the caller does not see is told as a missing one.

        Raises BadMember; NotAllowedNow when the two are joined already.
        """
        other = self.desk.records.get(other_id)
        if other is None or other.id == case.id or not sees(officer, other):
            raise BadMember("/case", "not-in-list")
        body = {"kind": BY_OFFICER, "case": other.id, "reason": reason, "author": officer.sub}
        here = Item("LINK", self.desk.new_id(), at(self.desk), body)
        there = replace(here, body={**body, "case": case.id})

        def plan(case: Case) -> Change:
            if any(item.body["case"] == other.id for item in self._joined(case)):
                raise NotAllowedNow
            deeds = [
                case_deed(self.desk, officer, case, "link.made", here),
                case_deed(self.desk, officer, other, "link.made", there),
            ]
            return Change(before=case, after=case, items=[here], beside=[(other.id, there)], deeds=deeds)

        write(self.desk, officer, Action.LINK, case, plan)
        return here.id

    def undo(self, officer: Officer, case: Case, link_id: str, reason: str) -> None:
        """Part two cases that an officer joined, on both sides. Raises NotFound; NotAllowedNow when they are parted."""
        made = next((item for item in self.desk.records.items(case.id, "LINK") if item.id == link_id), None)
        other = self.desk.records.get(str(made.body["case"])) if made else None
        if other is None:
            raise NotFound
        item = Item("UNLINK", link_id, at(self.desk), {"reason": reason, "author": officer.sub})

        def plan(case: Case) -> Change:
            if all(joined.id != link_id for joined in self._joined(case)):
                raise NotAllowedNow
            deeds = [case_deed(self.desk, officer, each, "link.undone", item) for each in (case, other)]
            return Change(before=case, after=case, items=[item], beside=[(other.id, item)], deeds=deeds)

        write(self.desk, officer, Action.LINK, case, plan)

    def shown(self, officer: Officer, file: CaseFile) -> Sequence[Link]:
        """The links of a case, each with the rows that the caller sees. Raises Unavailable."""
        return ShowLinks(self.desk, self.book)(officer, file)

    def _joined(self, case: Case) -> list[Item]:
        records = self.desk.records
        return still_joined([*records.items(case.id, "LINK"), *records.items(case.id, "UNLINK")])
