"""A case's history as its officers read it: the case's chain, a page at a time, oldest first."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from chalicelib.domain.access import Officer
from chalicelib.domain.audit.chain import case_chain
from chalicelib.domain.audit.entry import Entry
from chalicelib.domain.casework.case import Case
from chalicelib.usecases.casework.needs import AuditChains, Cursors, Desk


@dataclass(frozen=True)
class ReadTimeline:
    """GET …/timeline, after the reading of the case was written down."""

    desk: Desk
    chains: AuditChains
    cursors: Cursors

    def __call__(
        self, officer: Officer, case: Case, cursor: str | None, limit: int
    ) -> tuple[Sequence[Entry], str | None]:
        """Entries and where to go on. Raises BadCursor, Unavailable."""
        binding = {"person": officer.sub, "path": f"/portal/cases/{case.id}/timeline"}
        after = int(self.cursors.open(cursor, binding, self.desk.now())) if cursor else 0
        entries = list(itertools.islice(self.chains.read(case_chain(case.id), after=after, limit=limit + 1), limit + 1))
        page = entries[:limit]
        more = len(entries) > limit
        return page, self.cursors.seal(str(page[-1].seq), binding, self.desk.now()) if more else None
