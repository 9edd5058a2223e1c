"""Contested closures of one's courts, who waits longest first, with what the reporter says against each."""

from collections.abc import Mapping
from dataclasses import dataclass

from chalicelib.domain.access import Action, Officer, acting_role, sees
from chalicelib.domain.audit.chain import case_chain
from chalicelib.domain.audit.entry import Deed
from chalicelib.domain.casework.contested import ContestedCase, Grounds, grounds_of
from chalicelib.usecases.casework.desk import META, at, own_deed, permitted_courts
from chalicelib.usecases.casework.needs import Contests, Cursors, Desk

PATH = "/portal/contests"
# Each line is a reading of its case, written on its chain in one transaction with the others.
AT_MOST = 20


@dataclass(frozen=True)
class ListContests:
    """GET /portal/contests."""

    desk: Desk
    contests: Contests
    cursors: Cursors

    def permitted(self, officer: Officer) -> frozenset[str]:
        """The courts whose contested closures the officer may read. Raises Forbidden, written down."""
        return permitted_courts(self.desk, officer, Action.CONTESTS)

    def __call__(self, officer: Officer, cursor: str | None, limit: int) -> tuple[list[Grounds], str | None]:
        """A page of at most 20, and where to go on; nothing is told that is not on record as read.

        Raises Forbidden, BadCursor, Unavailable.
        """
        courts = self.permitted(officer)
        limit = min(limit, AT_MOST)
        binding: Mapping[str, object] = {"person": officer.sub, "path": PATH, "scope": sorted(courts)}
        after = self.cursors.open(cursor, binding, self.desk.now()) if cursor else None
        found = self.contests.page(courts, after, limit + 1)
        page, more = found[:limit], len(found) > limit
        shown = [line for line in page if sees(officer, line.row)]
        read = [self._read(officer, line) for line in shown]
        self.desk.records.note([own_deed(self.desk, officer, "list.read", "contests"), *read])
        told = [self._grounds(line) for line in shown]
        return told, self.cursors.seal(page[-1].sort_key, binding, self.desk.now()) if more else None

    def _read(self, officer: Officer, line: ContestedCase) -> Deed:
        role = acting_role(officer, line.row.court)
        return Deed(case_chain(line.row.id), officer.sub, "contest.read", at(self.desk), META, role=role)

    def _grounds(self, line: ContestedCase) -> Grounds:
        records = self.desk.records
        return grounds_of(line, records.items(line.row.id, "ACT"), records.items(line.row.id, "CONTEST"))
