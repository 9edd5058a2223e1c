"""The auditor's reading of chains: ids, actions, times and digests; never a text. The reading itself is on a chain."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from chalicelib.domain.access import Action, Officer
from chalicelib.domain.audit.chain import actor_chain, case_chain
from chalicelib.domain.audit.entry import Entry
from chalicelib.domain.casework.case import NATIONAL
from chalicelib.domain.ids import is_id
from chalicelib.usecases.casework.desk import own_deed, permitted_courts
from chalicelib.usecases.casework.needs import AuditChains, Cursors, Desk
from chalicelib.usecases.errors import Forbidden, NotFound

PATH = "/portal/audit"


@dataclass(frozen=True)
class ReadAudit:
    """GET /portal/audit. An auditor of a court reads its cases' chains, the national one people's chains too."""

    desk: Desk
    chains: AuditChains
    cursors: Cursors

    def permitted(self, officer: Officer) -> frozenset[str]:
        """The courts whose chains the officer audits. Raises Forbidden (none)."""
        return permitted_courts(self.desk, officer, Action.AUDIT)

    def of_case(
        self, officer: Officer, case_id: str, cursor: str | None, limit: int
    ) -> tuple[Sequence[Entry], str | None]:
        """Entries of a case's chain, oldest first. Raises NotFound (missing, another court's), BadCursor."""
        case = self.desk.records.get(case_id) if is_id(case_id) else None
        if case is None or not self.permitted(officer) & {case.court, NATIONAL}:
            raise self._refused(officer, NotFound())
        return self._page(officer, case_chain(case.id), cursor, limit)

    def of_person(
        self, officer: Officer, sub: str, month: str, cursor: str | None, limit: int
    ) -> tuple[Sequence[Entry], str | None]:
        """Entries of a person's chain of a month, oldest first; none is an empty list. Raises Forbidden, BadCursor."""
        if NATIONAL not in self.permitted(officer):
            raise self._refused(officer, Forbidden())
        return self._page(officer, actor_chain(sub, month), cursor, limit)

    def _page(self, officer: Officer, chain: str, cursor: str | None, limit: int) -> tuple[Sequence[Entry], str | None]:
        binding = {"person": officer.sub, "path": PATH, "filter": chain}
        after = int(self.cursors.open(cursor, binding, self.desk.now())) if cursor else 0
        self.desk.records.note([own_deed(self.desk, officer, "list.read", chain)])
        entries = list(itertools.islice(self.chains.read(chain, after=after, limit=limit + 1), limit + 1))
        page = entries[:limit]
        more = len(entries) > limit
        return page, self.cursors.seal(str(page[-1].seq), binding, self.desk.now()) if more else None

    def _refused(self, officer: Officer, error: Exception) -> Exception:
        self.desk.records.note([own_deed(self.desk, officer, "access.denied")])
        return error
