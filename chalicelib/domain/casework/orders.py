"""Orders of a prosecutor that hold for a time and end by themselves.

`delay_notice`: the receipt shows later that an identity was opened (threat T-U6). `hold_erasure`: an erasure that the
reporter asks for waits. Both are dated documents with a last day; how long they may last at most is ours to say.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from chalicelib.domain.casework.case import Case
from chalicelib.domain.legal_calendar import clock_of
from chalicelib.domain.moments import written

DELAY_NOTICE, HOLD_ERASURE = "delay_notice", "hold_erasure"
LONGEST_DAYS: Mapping[str, int] = {DELAY_NOTICE: 90, HOLD_ERASURE: 365}


def ends_at(order: Mapping[str, str]) -> datetime:
    """The first instant at which an order no longer holds: where the day after its last one begins in Casablanca."""
    return clock_of(date.fromisoformat(order["until"]) + timedelta(days=1))


def in_force(case: Case, name: str, now: datetime) -> Mapping[str, str] | None:
    """The order of that name, while it holds."""
    order = case.orders.get(name)
    return order if order is not None and now < ends_at(order) else None


def shown_from(case: Case, now: datetime) -> str | None:
    """From when the receipt shows an opening made now, as stored; None = at once."""
    order = in_force(case, DELAY_NOTICE, now)
    return written(ends_at(order)) if order else None


def allowed_until(name: str, dated: date, until: date, today: date) -> bool:
    """Whether an order of that day may last so long: not over already, and no longer than orders of its kind may."""
    return today <= until <= dated + timedelta(days=LONGEST_DAYS[name])
