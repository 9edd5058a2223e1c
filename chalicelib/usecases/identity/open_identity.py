"""Opening an identity once: all is checked again, written down and told to the reporter before it is decrypted."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.domain.access import Officer, Right
from chalicelib.domain.audit.entry import Deed
from chalicelib.domain.casework.case import Case, Item
from chalicelib.domain.casework.orders import shown_from
from chalicelib.domain.identity.opening import ASKS, DECIDES, Opening, Person, as_of, other_person
from chalicelib.domain.moments import written
from chalicelib.usecases.errors import ConditionFailed, NotAllowedNow, Unavailable
from chalicelib.usecases.identity.needs import Alarm, Directory, OpenSeal
from chalicelib.usecases.identity.opening_desk import OpeningDesk


@dataclass(frozen=True)
class OpenIdentity:
    """POST …/open."""

    desk: OpeningDesk
    directory: Directory
    open_seal: OpenSeal
    alarm: Alarm

    def approach(self, officer: Officer, opening_id: str) -> tuple[Opening, Case | None]:
        """The request, for who made it. Raises NotFound or Forbidden, written down."""
        opening, case = self.desk.found(officer, opening_id)
        if opening.requester.sub != officer.sub:
            raise self.desk.denied(officer, opening)
        return opening, case

    def __call__(self, officer: Officer, opening: Opening, case: Case | None) -> Mapping[str, str]:
        """The values asked for, by name. Raises NotAllowedNow, Forbidden, Unavailable.

        Once the state is `opening` the approval counts as used, whatever comes after.
        """
        opening = as_of(opening, case, self.desk.now())
        if opening.state != "approved" or case is None or opening.decider is None or case.identity_erased:
            raise self.desk.denied(officer, opening, NotAllowedNow())
        if not self._two_people(opening, opening.decider):
            raise self.desk.denied(officer, opening)
        using = replace(opening, state="opening")
        now = self.desk.now()
        line = Item("OPENING", opening.id, written(now), _told(opening, case, now))
        deed = self.desk.deed(officer, using, "unseal.opened")
        try:
            self.desk.openings.move(opening, using, [deed], (case, line))
        except ConditionFailed:
            raise self.desk.denied(officer, opening, NotAllowedNow()) from None
        self.alarm()
        try:
            sealed = self.desk.sights.sealed(case.id)
            wanted = [field for field in sealed if field.purpose == "identity" and field.name in opening.fields]
            values = self.open_seal(case.id, wanted) if wanted else {}
        except Unavailable:
            self._failed(officer, using)
            raise
        if not values:
            # Erased between the look at the case and here, or never declared: nothing left the seal.
            self._failed(officer, using)
            raise NotAllowedNow
        self._ended(using, replace(using, state="opened"))
        return values

    def _failed(self, officer: Officer, using: Opening) -> None:
        """Nothing was shown, and the approval is used all the same."""
        failed = replace(using, state="failed")
        self._ended(using, failed, self.desk.deed(officer, failed, "unseal.failed"))

    def _ended(self, using: Opening, after: Opening, *deeds: Deed) -> None:
        """Write what became of the opening. From `opening` this call alone goes on, so that a write which finds it
        there already is its own, sent twice. Raises Unavailable.
        """
        try:
            self.desk.openings.move(using, after, deeds, None)
        except ConditionFailed:
            if self.desk.openings.find(using.id) != after:
                raise Unavailable from None

    def _two_people(self, opening: Opening, decider: Person) -> bool:
        """Two people who hold, at this very moment, a role that asks and one that decides in the request's court."""
        return (
            other_person(decider, opening)
            and _holds(self.directory.rights(opening.requester), ASKS, opening.court)
            and _holds(self.directory.rights(decider), DECIDES, opening.court)
        )


def _told(opening: Opening, case: Case, now: datetime) -> Mapping[str, str]:
    """What the receipt says of the opening; a prosecutor's order in force says from when it says so (threat T-U6)."""
    said = {"kind": "opened", "service": opening.court}
    later = shown_from(case, now)
    return {**said, "shown_from": later} if later else said


def _holds(rights: frozenset[Right], roles: frozenset[str], court: str) -> bool:
    return any(Right(role, court) in rights for role in roles)
