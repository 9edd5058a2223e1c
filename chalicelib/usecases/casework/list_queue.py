"""The queue: the open (or closed) cases of one's courts, most urgent first, then oldest."""

from collections.abc import Mapping
from dataclasses import dataclass

from chalicelib.domain.access import Action, Officer, sees
from chalicelib.domain.casework.case import NATIONAL
from chalicelib.domain.casework.queue_row import QueueRow
from chalicelib.usecases.casework.desk import own_deed, permitted_courts
from chalicelib.usecases.casework.needs import Cursors, Desk, Queue, QueueFilter, QueueScope

PATH = "/portal/queue"


@dataclass(frozen=True)
class QueueQuestion:
    """What was asked for. `assignee` is `me` or `none`; `desk` is `open` or `closed`; None = not said."""

    court: str | None = None
    state: str | None = None
    category: str | None = None
    urgency: str | None = None
    language: str | None = None
    assignee: str | None = None
    desk: str | None = None


@dataclass(frozen=True)
class Page:
    """One answer of a list of cases."""

    rows: tuple[QueueRow, ...]
    cursor: str | None


@dataclass(frozen=True)
class ListQueue:
    """Reads a page and writes it on the person's chain; without that entry there is no page."""

    desk: Desk
    queue: Queue
    cursors: Cursors

    def permitted(self, officer: Officer) -> frozenset[str]:
        """The courts whose queue the officer may read. Raises Forbidden (no role that lists)."""
        return permitted_courts(self.desk, officer, Action.LIST)

    def __call__(self, officer: Officer, question: QueueQuestion, cursor: str | None, limit: int) -> Page:
        """Raises Forbidden, BadCursor, Unavailable."""
        courts = self.permitted(officer)
        binding = _binding(officer, courts, question)
        after = self.cursors.open(cursor, binding, self.desk.now()) if cursor else None
        wanted = QueueFilter(
            state=question.state,
            category=question.category,
            urgency=question.urgency,
            language=question.language,
            unassigned=question.assignee == "none",
        )
        page = self.queue.page(_scope(officer, courts, question), wanted, after, limit)
        self.desk.records.note([own_deed(self.desk, officer, "list.read", "queue")])
        rows = tuple(row for row in page.rows if sees(officer, row) and question.court in (None, row.court))
        sealed = self.cursors.seal(page.after, binding, self.desk.now()) if page.after else None
        return Page(rows, sealed)


def _scope(officer: Officer, courts: frozenset[str], question: QueueQuestion) -> QueueScope:
    desk = question.desk or ("closed" if question.state == "closed" else "open")
    if question.assignee == "me":
        return QueueScope(assignee=officer.sub) if desk == "open" else QueueScope()
    if question.court is not None:
        in_scope = question.court in courts or NATIONAL in courts
        return QueueScope(frozenset({question.court}) if in_scope else frozenset(), desk=desk)
    if NATIONAL in courts and desk == "open":
        return QueueScope(everywhere=True)
    return QueueScope(courts, desk=desk)


def _binding(officer: Officer, courts: frozenset[str], question: QueueQuestion) -> Mapping[str, object]:
    return {"person": officer.sub, "path": PATH, "scope": sorted(courts), "filter": vars(question)}
