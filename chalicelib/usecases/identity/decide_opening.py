"""The second person's word on a request: custodian or prosecutor of its court, never the requester."""

from dataclasses import dataclass

from chalicelib.domain.access import Officer
from chalicelib.domain.identity.opening import Opening, approved, other_person, refused
from chalicelib.usecases.errors import ConditionFailed, NotAllowedNow
from chalicelib.usecases.identity.opening_desk import OpeningDesk, decides, person


@dataclass(frozen=True)
class DecideOpening:
    """POST …/approve and …/refuse."""

    desk: OpeningDesk

    def approach(self, officer: Officer, opening_id: str) -> Opening:
        """A request that the officer may decide. Raises NotFound or Forbidden, written down."""
        opening, _ = self.desk.found(officer, opening_id)
        if not decides(officer, opening) or not other_person(person(officer, opening.court), opening):
            raise self.desk.denied(officer, opening)
        return opening

    def approve(self, officer: Officer, opening: Opening) -> Opening:
        """The request, approved. Raises NotAllowedNow (not pending any more), Unavailable."""
        after = approved(opening, person(officer, opening.court), self.desk.now())
        return self._decide(officer, opening, after, "unseal.approved")

    def refuse(self, officer: Officer, opening: Opening, reason: str) -> Opening:
        """The request, refused. Raises as `approve`."""
        after = refused(opening, person(officer, opening.court), reason)
        return self._decide(officer, opening, after, "unseal.refused")

    def _decide(self, officer: Officer, opening: Opening, after: Opening, action: str) -> Opening:
        if opening.state != "requested":
            raise self.desk.denied(officer, opening, NotAllowedNow())
        try:
            self.desk.openings.move(opening, after, [self.desk.deed(officer, after, action)], None)
        except ConditionFailed:
            raise self.desk.denied(officer, opening, NotAllowedNow()) from None
        return after
