"""An absent officer's open cases of one court go to a colleague, each with its version and its entry."""

from dataclasses import dataclass, replace

from chalicelib.domain.access import Action, Decision, Officer, decide
from chalicelib.domain.casework.case import NATIONAL
from chalicelib.usecases.casework.desk import case_deed, next_version, own_deed, permitted_courts
from chalicelib.usecases.casework.needs import Change, Desk, Queue, QueueFilter, QueueScope
from chalicelib.usecases.errors import ConditionFailed, NotFound

# One call moves so many at most; asked again, it goes on.
AT_MOST = 100


@dataclass(frozen=True)
class MoveAssigned:
    """POST /portal/assign."""

    desk: Desk
    queue: Queue

    def permitted(self, officer: Officer) -> frozenset[str]:
        """The courts that the officer supervises. Raises Forbidden (none)."""
        return permitted_courts(self.desk, officer, Action.MOVE_CASES)

    def __call__(self, officer: Officer, giver: str, taker: str, court: str) -> int:
        """How many cases moved. Raises NotFound (a court that the caller does not supervise), Unavailable."""
        if not self.permitted(officer) & {court, NATIONAL}:
            self.desk.records.note([own_deed(self.desk, officer, "access.denied")])
            raise NotFound
        self.desk.records.note([own_deed(self.desk, officer, "list.read", "assigned")])
        moved = 0
        after: str | None = None
        while moved < AT_MOST:
            page = self.queue.page(QueueScope(assignee=giver), QueueFilter(), after, AT_MOST)
            for case in self.desk.records.each([row.id for row in page.rows if row.court == court]):
                if case.assignee != giver or decide(officer, Action.ASSIGN, case) is not Decision.ALLOWED:
                    continue
                given = replace(next_version(case), assignee=taker)
                deed = case_deed(self.desk, officer, case, "case.assigned")
                try:
                    self.desk.records.save(Change(before=case, after=given, deeds=[deed]))
                except ConditionFailed:
                    # Somebody works on it this very moment: it stays where it is.
                    continue
                moved += 1
            if page.after is None:
                break
            after = page.after
        return moved
