from datetime import UTC, date, datetime

import pytest

from chalicelib.domain.legal_calendar import civil_day


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 11, 24, 22, 59, 59, tzinfo=UTC), date(2026, 11, 24)),
        (datetime(2026, 6, 24, 22, 59, 59, tzinfo=UTC), date(2026, 6, 24)),
        (datetime(2026, 6, 24, 23, 0, 0, tzinfo=UTC), date(2026, 6, 25)),
        # In Ramadan Morocco goes back to UTC: midnight is an hour later by the clock of the machine.
        (datetime(2026, 3, 1, 23, 30, 0, tzinfo=UTC), date(2026, 3, 1)),
        # Since 20 September 2026 Morocco keeps UTC: the pinned zone data knows, the machine's may not.
        (datetime(2026, 12, 31, 23, 0, 0, tzinfo=UTC), date(2026, 12, 31)),
    ],
)
def test_a_day_begins_at_midnight_in_casablanca(moment: datetime, day: date) -> None:
    assert civil_day(moment) == day
