"""A table of the cases of one's courts, to be taken away: the lines of the queue, nothing of any report."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice, takewhile

from chalicelib.domain.access import Action, Officer, sees
from chalicelib.domain.audit.entry import Deed
from chalicelib.domain.casework.queue_row import QueueRow, month_received
from chalicelib.domain.moments import read, written
from chalicelib.usecases.casework.desk import own_deed, permitted_courts
from chalicelib.usecases.casework.errors import TooOften
from chalicelib.usecases.casework.needs import AuditChains, Desk, Queue, QueueFilter, QueueScope

ROWS_AT_MOST = 10_000
HOURLY = 10
_PAGE = 1000
# A month may lie deep: so far is looked.
_PAGES_AT_MOST = 50


@dataclass(frozen=True)
class ExportTable:
    """GET /portal/export.csv."""

    desk: Desk
    queue: Queue
    chains: AuditChains

    def permitted(self, officer: Officer) -> frozenset[str]:
        """The courts whose table the officer may take. Raises Forbidden, written down."""
        return permitted_courts(self.desk, officer, Action.EXPORT_TABLE)

    def __call__(self, officer: Officer, month: str | None) -> Sequence[QueueRow]:
        """At most 10,000 lines, open cases first; `month` (`YYYY-MM`, Casablanca): those received in it.

        Written down before it is read. Raises Forbidden, TooOften, Unavailable.
        """
        courts = self.permitted(officer)
        deed = own_deed(self.desk, officer, "export.made", "export.csv")
        self._not_too_often(deed)
        self.desk.records.note([deed])
        found = (
            row
            for desk in ("open", "closed")
            for row in self._rows(QueueScope(courts, desk=desk))
            if sees(officer, row) and month in (None, month_received(row))
        )
        return list(islice(found, ROWS_AT_MOST))

    def _not_too_often(self, deed: Deed) -> None:
        """The person's own chain counts (api, limits of rate); it begins anew with each month."""
        now = self.desk.now()
        recent = takewhile(lambda entry: entry.at > written(now - timedelta(hours=1)), self.chains.newest(deed.chain))
        made = [entry.at for entry in recent if (entry.action, entry.item) == (deed.action, deed.item)]
        if len(made) >= HOURLY:
            raise TooOften(int((read(made[HOURLY - 1]) + timedelta(hours=1) - now).total_seconds()) + 1)

    def _rows(self, scope: QueueScope) -> Iterator[QueueRow]:
        after: str | None = None
        for _ in range(_PAGES_AT_MOST):
            page = self.queue.page(scope, QueueFilter(), after, _PAGE)
            yield from page.rows
            after = page.after
            if after is None:
                return
