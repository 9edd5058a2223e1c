"""A table of the cases of one's courts, to be taken away: the lines of the queue, nothing of any report."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from chalicelib.domain.access import Action, Officer, sees
from chalicelib.domain.casework.queue_row import QueueRow, month_received
from chalicelib.usecases.casework.desk import own_deed, permitted_courts
from chalicelib.usecases.casework.needs import Desk, Queue, QueueFilter, QueueScope
from chalicelib.usecases.casework.own_rate import OwnRate

ROWS_AT_MOST = 10_000
EXPORTS_AN_HOUR = 10
_PAGE = 1000
# A month may lie deep: so far is looked.
_PAGES_AT_MOST = 50


@dataclass(frozen=True)
class ExportTable:
    """GET /portal/export.csv."""

    desk: Desk
    queue: Queue
    rate: OwnRate

    def permitted(self, officer: Officer) -> frozenset[str]:
        """The courts whose table the officer may take. Raises Forbidden, written down."""
        return permitted_courts(self.desk, officer, Action.EXPORT_TABLE)

    def __call__(self, officer: Officer, month: str | None) -> Sequence[QueueRow]:
        """At most 10,000 lines, open cases first; `month` (`YYYY-MM`, Casablanca): those received in it.

        Written down before it is read. Raises Forbidden, TooOften, Unavailable.
        """
        courts = self.permitted(officer)
        self.rate.note(own_deed(self.desk, officer, "export.made", "export.csv"))
        found = (
            row
            for desk in ("open", "closed")
            for row in self._rows(QueueScope(courts, desk=desk))
            if sees(officer, row) and month in (None, month_received(row))
        )
        return list(islice(found, ROWS_AT_MOST))

    def _rows(self, scope: QueueScope) -> Iterator[QueueRow]:
        after: str | None = None
        for _ in range(_PAGES_AT_MOST):
            page = self.queue.page(scope, QueueFilter(), after, _PAGE)
            yield from page.rows
            after = page.after
            if after is None:
                return
