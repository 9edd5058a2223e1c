"""What an officer knows better than the machine: category, urgency, language. The machine's own words are kept."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from chalicelib.domain.access import Action, Officer
from chalicelib.domain.casework.case import Case, Item
from chalicelib.usecases.casework.change_case import write
from chalicelib.usecases.casework.desk import at, case_deed, next_version
from chalicelib.usecases.casework.errors import BadMember
from chalicelib.usecases.casework.needs import Change, Desk

CORRECTED = ("category", "urgency", "language")


@dataclass(frozen=True)
class CorrectCase:
    """POST …/corrections. `categories`: those of the tree and NOT_ACTIONABLE."""

    desk: Desk
    categories: Collection[str]

    def __call__(self, officer: Officer, case: Case, version: int, changes: Mapping[str, str], reason: str) -> Case:
        """The case with `changes`. Raises BadMember, VersionConflict, as `permitted`."""
        if not changes:
            raise BadMember("/category", "required")
        if changes.get("category", "OTHER") not in self.categories:
            raise BadMember("/category", "not-in-list")

        def plan(case: Case) -> Change:
            before = {name: getattr(case, name) for name in changes}
            body = {"before": before, "after": dict(changes), "reason": reason, "author": officer.sub}
            item = Item("CORRECTION", self.desk.new_id(), at(self.desk), body)
            after = replace(
                next_version(case),
                category=changes.get("category", case.category),
                urgency=changes.get("urgency", case.urgency),
                language=changes.get("language", case.language),
            )
            deed = case_deed(self.desk, officer, case, "correction.made", item)
            return Change(before=case, after=after, items=[item], deeds=[deed])

        return write(self.desk, officer, Action.CORRECT, case, plan, version)
