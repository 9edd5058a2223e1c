"""What every step of an opening does: find the request, know who may see it, write refusals down."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.access import Officer, Right, acting_role
from chalicelib.domain.audit.chain import actor_chain, case_chain
from chalicelib.domain.audit.entry import Deed, own_digest
from chalicelib.domain.casework.case import Case
from chalicelib.domain.identity.opening import DECIDES, Opening, Person, as_of, other_person
from chalicelib.domain.ids import is_id
from chalicelib.domain.legal_calendar import civil_day
from chalicelib.domain.moments import written
from chalicelib.usecases.errors import ConditionFailed, Forbidden, NotFound, Unavailable
from chalicelib.usecases.identity.needs import Openings, Sights


def person(officer: Officer, court: str) -> Person:
    """The officer as a request of this court names them."""
    return Person(officer.sub, officer.username, officer.personnel, acting_role(officer, court))


def decides(officer: Officer, opening: Opening) -> bool:
    """Whether the officer is custodian or prosecutor of the request's court."""
    return any(Right(role, opening.court) in officer.rights for role in DECIDES)


def may_decide(officer: Officer, opening: Opening) -> bool:
    """Whether the next word is this officer's: pending, of their court, and asked by another person."""
    second = other_person(person(officer, opening.court), opening)
    return opening.state == "requested" and decides(officer, opening) and second


_TRIES = 4


@dataclass(frozen=True)
class OpeningDesk:
    """The tools of every step."""

    openings: Openings
    sights: Sights
    now: Callable[[], datetime]
    new_id: Callable[[], str]

    def found(self, officer: Officer, opening_id: str) -> tuple[Opening, Case | None]:
        """A request and its case, for its requester and those who decide in its court; as they are now.

        What time or a referral did to it is written first. Raises NotFound, Unavailable.
        """
        for _ in range(_TRIES):
            opening = self.openings.find(opening_id) if is_id(opening_id) else None
            if opening is None or not (opening.requester.sub == officer.sub or decides(officer, opening)):
                chain = actor_chain(officer.sub, civil_day(self.now()).strftime("%Y-%m"))
                self.sights.note([Deed(chain, officer.sub, "unseal.denied", written(self.now()))])
                raise NotFound
            case = self.sights.get(opening.case_id)
            current = as_of(opening, case, self.now())
            if current == opening:
                return current, case
            deed = self.deed("UnsealIdentity", current, f"unseal.{current.state}")
            try:
                self.openings.move(opening, current, [deed], None)
            except ConditionFailed:
                # Somebody else wrote it first, or a decision: whatever it is, it is looked at anew.
                continue
            return current, case
        raise Unavailable

    def denied(self, officer: Officer, opening: Opening, error: Exception | None = None) -> Exception:
        """Write a refused try on the case's chain; returns what to raise (Forbidden unless said)."""
        self.sights.note([self.deed(officer, opening, "unseal.denied")])
        return error or Forbidden()

    def deed(self, actor: Officer | str, opening: Opening, action: str, digest: str = "") -> Deed:
        """An entry about a request, on the case's chain; by an officer of the request's court, or by the function.

        Its digest is of what was said, or its own: of two calls at once, one alone finds its entry on the chain.
        """
        who, role = (actor, "") if isinstance(actor, str) else (actor.sub, acting_role(actor, opening.court))
        item = f"REQUEST#{opening.id}"
        digest = digest or own_digest(self.new_id())
        return Deed(case_chain(opening.case_id), who, action, written(self.now()), item, digest, role)
