"""How often a person does something: the person's own chain counts, so no row is hot and nothing more is kept.

A chain begins anew with each month, and so does the count.
"""

from dataclasses import dataclass
from datetime import timedelta
from itertools import takewhile

from chalicelib.domain.audit.entry import Deed
from chalicelib.domain.moments import read, written
from chalicelib.usecases.casework.errors import TooOften
from chalicelib.usecases.casework.needs import AuditChains, Desk


@dataclass(frozen=True)
class OwnRate:
    """At most `allowed` deeds of one action and item within `window` (api, limits of rate)."""

    desk: Desk
    chains: AuditChains
    allowed: int
    window: timedelta

    def note(self, deed: Deed, *beside: Deed) -> None:
        """Write the deed down, with those beside it, if it is not one too many. Raises TooOften, Unavailable.

        It is looked at again once it stands on the chain, which takes entries one after the other: however many come
        at the same moment, no more than `allowed` go on.
        """
        self._check(deed, self.allowed - 1)
        self.desk.records.note([deed, *beside])
        self._check(deed, self.allowed)

    def _check(self, deed: Deed, at_most: int) -> None:
        now = self.desk.now()
        since = written(now - self.window)
        recent = takewhile(lambda entry: entry.at > since, self.chains.newest(deed.chain))
        done = [entry.at for entry in recent if (entry.action, entry.item) == (deed.action, deed.item)]
        if len(done) > at_most:
            again = read(done[self.allowed - 1]) + self.window
            raise TooOften(max(1, int((again - now).total_seconds()) + 1))
