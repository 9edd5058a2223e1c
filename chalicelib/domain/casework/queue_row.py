"""A case as a list shows it (api, row): what the indexes project, and nothing of the report."""

from dataclasses import dataclass

from chalicelib.domain.casework.case import Case
from chalicelib.domain.legal_calendar import civil_day
from chalicelib.domain.moments import read


@dataclass(frozen=True)
class QueueRow:
    """One line of a queue, a search or a link. `sort_key` orders a queue: most urgent first, then oldest."""

    id: str
    court: str
    state: str
    urgency: str
    category: str
    language: str | None
    assignee: str | None
    created_at: str
    version: int

    @property
    def sort_key(self) -> str:
        """`<urgency 0-4>#<created, minutes>#<id>`, unique over all cases."""
        return f"{self.urgency[1]}#{self.created_at[:16]}#{self.id}"


def month_received(row: QueueRow) -> str:
    """`YYYY-MM` of the day in Casablanca on which the case was received."""
    return civil_day(read(row.created_at)).strftime("%Y-%m")


def row_of(case: Case) -> QueueRow:
    """The line of a case."""
    return QueueRow(
        id=case.id,
        court=case.court,
        state=case.state,
        urgency=case.urgency,
        category=case.category,
        language=case.language,
        assignee=case.assignee,
        created_at=case.created_at,
        version=case.version,
    )
