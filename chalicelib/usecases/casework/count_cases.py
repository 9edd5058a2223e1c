"""Figures of one's courts: what lies on their desks, by state, urgency and category. Bounded, and says so.

And how often persons changed the court that a rule proposed, so that the rules improve.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from chalicelib.domain.access import Action, Officer, sees
from chalicelib.domain.casework.case import NATIONAL
from chalicelib.domain.casework.queue_row import QueueRow, month_received
from chalicelib.domain.jurisdiction.overrides import RuleTally, tallied
from chalicelib.domain.legal_calendar import civil_day
from chalicelib.usecases.casework.desk import own_deed, permitted_courts
from chalicelib.usecases.casework.needs import CourtDecisions, Desk, Queue, QueueFilter, QueueScope

PAGES_AT_MOST = 20
_PAGE = 100


@dataclass
class Figures:
    """Counts of one court."""

    cases: int = 0
    by_state: Counter[str] = field(default_factory=Counter)
    by_urgency: Counter[str] = field(default_factory=Counter)
    by_category: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Statistics:
    """`courts`: figures by court. `complete` False: there are more cases than were counted.

    `rules`: decisions on proposed courts by rule, of the cases received in the month that was asked for.
    """

    courts: dict[str, Figures]
    complete: bool
    rules: dict[str, RuleTally]


@dataclass(frozen=True)
class CountCases:
    """GET /portal/statistics. `month` (`YYYY-MM`, Casablanca) counts the cases received in it."""

    desk: Desk
    queue: Queue
    decisions: CourtDecisions

    def permitted(self, officer: Officer) -> frozenset[str]:
        """The courts whose figures the officer may read. Raises Forbidden (no role that counts)."""
        return permitted_courts(self.desk, officer, Action.COUNT)

    def __call__(self, officer: Officer, month: str | None) -> Statistics:
        """Raises Forbidden, Unavailable."""
        courts = self.permitted(officer)
        self.desk.records.note([own_deed(self.desk, officer, "list.read", "statistics")])
        everywhere = NATIONAL in courts
        scopes = [QueueScope(everywhere=True) if everywhere else QueueScope(courts), QueueScope(courts, desk="closed")]
        figures = {court: Figures() for court in sorted(courts)}
        complete = True
        for scope in scopes:
            for row in self._rows(scope):
                if row is None:
                    complete = False
                elif sees(officer, row) and month in (None, month_received(row)):
                    _count(figures.setdefault(row.court, Figures()), row)
        return Statistics(figures, complete, self._rules(courts, month))

    def _rules(self, courts: Collection[str], month: str | None) -> dict[str, RuleTally]:
        """Of this month when none is asked for; a court counts what was proposed for it or came to it."""
        made = self.decisions.of(month or civil_day(self.desk.now()).strftime("%Y-%m"))
        return tallied(one for one in made if NATIONAL in courts or {one.proposed, one.chosen} & set(courts))

    def _rows(self, scope: QueueScope) -> Iterator[QueueRow | None]:
        """The rows of a scope; None at the end when there are more than are counted."""
        after: str | None = None
        for _ in range(PAGES_AT_MOST):
            page = self.queue.page(scope, QueueFilter(), after, _PAGE)
            yield from page.rows
            after = page.after
            if after is None:
                return
        yield None


def _count(figures: Figures, row: QueueRow) -> None:
    figures.cases += 1
    figures.by_state[row.state] += 1
    figures.by_urgency[row.urgency] += 1
    figures.by_category[row.category] += 1
