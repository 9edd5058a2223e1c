"""Days as the law counts them: civil days of Casablanca, whatever the clock of the machine says."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

CASABLANCA = ZoneInfo("Africa/Casablanca")


def civil_day(moment: datetime) -> date:
    """The day in Casablanca of an aware instant."""
    return moment.astimezone(CASABLANCA).date()
