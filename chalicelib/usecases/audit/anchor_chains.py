"""Anchors every hour that is over, and those that an earlier run missed."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from chalicelib.domain.audit.anchor import anchor_of, as_bytes
from chalicelib.usecases.audit.needs import AnchorKeeper, Clock, HourBook, Keys

# A transaction that began in the hour is committed, and the index has listed it.
SETTLED_AFTER = timedelta(minutes=5)
# A day without a run, and another to notice it.
HOURS_LOOKED_BACK = 48


@dataclass(frozen=True)
class Anchored:
    """`hours` that were given an anchor, `entries` that these cover, `differing`: an hour that had another one."""

    hours: int
    entries: int
    differing: int


@dataclass(frozen=True)
class AnchorChains:
    """One run. Safe to repeat: an hour is anchored once. Raises Unavailable; the next run then does what is left."""

    book: HourBook
    keeper: AnchorKeeper
    keys: Keys
    now: Clock

    def __call__(self) -> Anchored:
        hours = entries = differing = 0
        for hour in self.keeper.missing(hours_over(self.now())):
            anchor = anchor_of(hour, self.book.hour(hour), self.keys(), self.keeper.before(hour))
            kept = self.keeper.keep(hour, as_bytes(anchor))
            hours += kept == "new"
            entries += anchor.entries if kept == "new" else 0
            differing += kept == "other"
        return Anchored(hours, entries, differing)


def hours_over(now: datetime) -> list[str]:
    """The last hours that are over and settled, oldest first, as `YYYY-MM-DDTHH` in UTC."""
    current = (now.astimezone(UTC) - SETTLED_AFTER).replace(minute=0, second=0, microsecond=0)
    return [f"{current - timedelta(hours=back):%Y-%m-%dT%H}" for back in range(HOURS_LOOKED_BACK, 0, -1)]
