"""What a case owes by a day, and when somebody is reminded of it.

`inform`: the prosecutor tells the complainant how the case ended, within 15 days of the decision. `instruction`: the
judicial police answer an instruction by its day. A deadline is met on its last day still, and overdue on the next.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from chalicelib.domain.casework.case import Case
from chalicelib.domain.casework.queue_row import QueueRow
from chalicelib.domain.legal_calendar import civil_day, clock_of
from chalicelib.domain.moments import written

INFORM, INSTRUCTION = "inform", "instruction"
# Whose business it is.
OWED_BY: Mapping[str, str] = {INFORM: "prosecutor", INSTRUCTION: "judicial_police"}
# Reminders go out in the morning, so many days before the last one; from the last day on, each morning.
REMINDED_DAYS_BEFORE = (7, 3, 1)
MORNING_HOUR = 8


@dataclass(frozen=True)
class OwedCase:
    """A line of a list of deadlines: the case, and what it owes (kind → `YYYY-MM-DD`)."""

    row: QueueRow
    deadlines: Mapping[str, str]

    @property
    def sort_key(self) -> str:
        """The earliest day first, so what is overdue stands on top: `<day>#<id>`, unique over all cases."""
        return sort_key(self.deadlines, self.row.id)


@dataclass(frozen=True)
class Reminder:
    """So many cases of a court owe this: a number and a place, never content."""

    court: str
    kind: str
    standing: str
    count: int


def reminders_of(cases: Iterable[Case], today: date) -> list[Reminder]:
    """One reminder a court, kind and standing."""
    owed = Counter(
        (case.court, kind, standing(day, today)) for case in cases for kind, day in sorted(case.deadlines.items())
    )
    return [Reminder(*place, count) for place, count in sorted(owed.items())]


def sort_key(deadlines: Mapping[str, str], case_id: str) -> str:
    """`<earliest day>#<id>` of a case that owes something."""
    return f"{min(deadlines.values())}#{case_id}"


def days_left(day: str, today: date) -> int:
    """How many days remain; 0 on the last one, negative when overdue."""
    return (date.fromisoformat(day) - today).days


def standing(day: str, today: date) -> str:
    """`overdue`, `today`, `soon` (three days or less), `later`."""
    left = days_left(day, today)
    if left < 0:
        return "overdue"
    return "today" if left == 0 else "soon" if left <= 3 else "later"


def next_reminder(deadlines: Mapping[str, str], now: datetime) -> str | None:
    """The next instant, as stored, at which somebody is reminded of one of these; None when nothing is owed."""
    today = civil_day(now)
    mornings = []
    for day in map(date.fromisoformat, deadlines.values()):
        days = {day - timedelta(days=before) for before in REMINDED_DAYS_BEFORE}
        # Every day from the last one on: only today's and tomorrow's can be next.
        days |= {later for later in (day, today, today + timedelta(days=1)) if later >= day}
        mornings += [clock_of(each, MORNING_HOUR) for each in days]
    upcoming = [morning for morning in mornings if morning > now]
    return written(min(upcoming)) if upcoming else None
