"""What the cases of one's courts owe by a day: the duty to inform the complainant, instructions; overdue first."""

from collections.abc import Mapping
from dataclasses import dataclass

from chalicelib.domain.access import Action, Officer, sees
from chalicelib.domain.casework.deadlines import OwedCase
from chalicelib.usecases.casework.desk import own_deed, permitted_courts
from chalicelib.usecases.casework.needs import Cursors, Deadlines, Desk

PATH = "/portal/deadlines"


@dataclass(frozen=True)
class ListDeadlines:
    """GET /portal/deadlines."""

    desk: Desk
    deadlines: Deadlines
    cursors: Cursors

    def permitted(self, officer: Officer) -> frozenset[str]:
        """The courts whose deadlines the officer may read. Raises Forbidden, written down."""
        return permitted_courts(self.desk, officer, Action.DEADLINES)

    def __call__(self, officer: Officer, cursor: str | None, limit: int) -> tuple[list[OwedCase], str | None]:
        """A page, the earliest day first, and where to go on. Raises Forbidden, BadCursor, Unavailable."""
        courts = self.permitted(officer)
        binding: Mapping[str, object] = {"person": officer.sub, "path": PATH, "scope": sorted(courts)}
        after = self.cursors.open(cursor, binding, self.desk.now()) if cursor else None
        self.desk.records.note([own_deed(self.desk, officer, "list.read", "deadlines")])
        found = self.deadlines.page(courts, after, limit + 1)
        page, more = found[:limit], len(found) > limit
        shown = [line for line in page if sees(officer, line.row)]
        return shown, self.cursors.seal(page[-1].sort_key, binding, self.desk.now()) if more else None
