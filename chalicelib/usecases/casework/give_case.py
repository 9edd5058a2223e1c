"""Who works on a case: taking it, giving it to somebody."""

from dataclasses import dataclass, replace

from chalicelib.domain.access import Action, Officer
from chalicelib.domain.casework.case import Case
from chalicelib.usecases.casework.change_case import write
from chalicelib.usecases.casework.desk import case_deed, next_version
from chalicelib.usecases.casework.needs import Change, Desk
from chalicelib.usecases.errors import NotAllowedNow


@dataclass(frozen=True)
class GiveCase:
    """POST …/take and …/assign: the case's assignee becomes `sub`."""

    desk: Desk

    def take(self, officer: Officer, case: Case, version: int) -> Case:
        """Raises VersionConflict, NotAllowedNow (closed), NotFound, Forbidden, Unavailable."""
        return self._give(officer, Action.TAKE, "case.taken", case, version, officer.sub)

    def assign(self, officer: Officer, case: Case, version: int, sub: str) -> Case:
        """Raises as `take`."""
        return self._give(officer, Action.ASSIGN, "case.assigned", case, version, sub)

    def _give(self, officer: Officer, action: Action, deed: str, case: Case, version: int, sub: str) -> Case:
        def plan(case: Case) -> Change:
            if not case.open:
                raise NotAllowedNow
            after = replace(next_version(case), assignee=sub)
            return Change(before=case, after=after, deeds=[case_deed(self.desk, officer, case, deed)])

        return write(self.desk, officer, action, case, plan, version)
