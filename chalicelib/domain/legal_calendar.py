"""Days as the law counts them: civil days of Casablanca, whatever the clock of the machine says.

Morocco sets its clock back for Ramadan; the zone's data knows, nothing here adds hours. A period of days counts every
civil day: no text that we read exempts Sundays or holidays (features, the 15-day duty).
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, reset_tzpath

# The pinned package and never the machine's own zones, which `ZoneInfo(name)` prefers: those of a runtime can be a
# year behind, and Morocco changes its clock by decree.
reset_tzpath(())
CASABLANCA = ZoneInfo("Africa/Casablanca")
INFORM_WITHIN_DAYS = 15


def civil_day(moment: datetime) -> date:
    """The day in Casablanca of an aware instant."""
    return moment.astimezone(CASABLANCA).date()


def clock_of(day: date, hour: int = 0) -> datetime:
    """The instant (UTC) at which a clock in Casablanca shows that full hour of the day; 0 is where the day begins."""
    return datetime.combine(day, time(hour), CASABLANCA).astimezone(UTC)


def days_after(day: date, days: int) -> date:
    """The last day of a period of `days`: the day itself is not counted, the last one belongs to the period."""
    return day + timedelta(days=days)


def last_day_to_inform(decided: date) -> date:
    """Until when the complainant must be told of a decision of that day (CPP 40: fifteen days)."""
    return days_after(decided, INFORM_WITHIN_DAYS)
