"""Days that the law counts: fifteen to inform, an instruction's last day, and the mornings that remind of them."""

from datetime import UTC, date, datetime

import pytest

from chalicelib.domain.casework.deadlines import next_reminder, standing
from chalicelib.domain.legal_calendar import civil_day, clock_of, last_day_to_inform


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        # Until 20 September 2026 an hour ahead of UTC, since then with it.
        (datetime(2026, 6, 24, 22, 59, 59, tzinfo=UTC), date(2026, 6, 24)),
        (datetime(2026, 6, 24, 23, 0, tzinfo=UTC), date(2026, 6, 25)),
        (datetime(2026, 11, 24, 23, 59, 59, tzinfo=UTC), date(2026, 11, 24)),
        # In Ramadan the clock of Morocco goes with UTC: the day begins an hour later.
        (datetime(2026, 3, 1, 23, 30, tzinfo=UTC), date(2026, 3, 1)),
        (datetime(2026, 3, 2, 0, 0, tzinfo=UTC), date(2026, 3, 2)),
    ],
)
def test_a_day_begins_where_casablanca_says(instant: datetime, day: date) -> None:
    assert civil_day(instant) == day


def test_fifteen_days_run_over_the_end_of_a_month_and_the_change_of_the_clock() -> None:
    assert last_day_to_inform(date(2026, 11, 24)) == date(2026, 12, 9)
    assert last_day_to_inform(date(2028, 2, 20)) == date(2028, 3, 6)
    # 2026-02-14 lies before Ramadan's clock, 2026-03-01 within it: days are counted, not hours.
    assert last_day_to_inform(date(2026, 2, 14)) == date(2026, 3, 1)
    assert (clock_of(date(2026, 3, 1)), clock_of(date(2026, 4, 1))) == (
        datetime(2026, 3, 1, 0, 0, tzinfo=UTC),
        datetime(2026, 3, 31, 23, 0, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("day", "word"),
    [("2026-11-24", "overdue"), ("2026-11-25", "today"), ("2026-11-28", "soon"), ("2026-11-29", "later")],
)
def test_a_deadline_is_met_on_its_last_day_and_overdue_on_the_next(day: str, word: str) -> None:
    assert standing(day, date(2026, 11, 25)) == word


def test_reminders_come_a_week_three_days_and_a_day_before_then_every_morning() -> None:
    owed = {"inform": "2026-12-09"}
    moments, told = datetime(2026, 11, 24, 10, tzinfo=UTC), []
    for _ in range(6):
        text = next_reminder(owed, moments)
        assert text is not None
        told.append(text)
        moments = datetime.fromisoformat(text)
    # Eight in the morning in Casablanca.
    assert told == [
        "2026-12-02T08:00:00Z",
        "2026-12-06T08:00:00Z",
        "2026-12-08T08:00:00Z",
        "2026-12-09T08:00:00Z",
        "2026-12-10T08:00:00Z",
        "2026-12-11T08:00:00Z",
    ]
    # Long overdue, it is still tomorrow morning; nothing owed, nobody is reminded.
    assert next_reminder(owed, datetime(2027, 5, 1, 12, tzinfo=UTC)) == "2027-05-02T08:00:00Z"
    assert next_reminder({}, moments) is None
