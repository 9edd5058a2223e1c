"""Opening a sealed identity, one pure machine: asked by one person, approved by another, opened once (api, section 4).

`requested` → `approved` | `refused` | `cancelled` | `expired`; `approved` → `opening` → `opened` | `failed`, or
`cancelled` | `expired`. A request belongs to the court where it was made, and to the number of times its case had
changed court: a case that moved since cancels it, and so does an erasure by the reporter.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from chalicelib.domain.casework.case import Case
from chalicelib.domain.moments import read, written

REQUEST_LIVES = timedelta(days=7)
APPROVAL_LIVES = timedelta(hours=24)
PENDING_AT_MOST = 10
FIELDS = ("full_name", "phone", "email", "national_id", "address")
LIVE = frozenset({"requested", "approved"})
ASKS = frozenset({"investigator", "supervisor"})
DECIDES = frozenset({"custodian", "prosecutor"})


@dataclass(frozen=True)
class Person:
    """Who acted: subject and name in the pool, the personnel number that no one can change, the role then held.

    A request written before roles were kept names none.
    """

    sub: str
    username: str
    personnel: str
    role: str = ""


@dataclass(frozen=True)
class Opening:
    """One request and what became of it. `fields` are names of `identity` members; instants as stored."""

    id: str
    case_id: str
    court: str
    court_changes: int
    state: str
    fields: tuple[str, ...]
    motive: str
    reference: str
    legal_basis: str
    requester: Person
    requested_at: str
    expires_at: str
    decider: Person | None = None
    reason: str = ""

    @property
    def place(self) -> str:
        """Where it stands in the list of its court: `<requested at>#<id>`, unique over all."""
        return f"{self.requested_at}#{self.id}"


def requested(
    opening_id: str, case: Case, requester: Person, words: Mapping[str, str], fields: tuple[str, ...], now: datetime
) -> Opening:
    """A new request; it lives seven days. `words`: motive, reference, legal_basis."""
    return Opening(
        id=opening_id,
        case_id=case.id,
        court=case.court,
        court_changes=case.court_changes,
        state="requested",
        fields=fields,
        motive=words["motive"],
        reference=words["reference"],
        legal_basis=words["legal_basis"],
        requester=requester,
        requested_at=written(now),
        expires_at=written(now + REQUEST_LIVES),
    )


def as_of(opening: Opening, case: Case | None, now: datetime) -> Opening:
    """The request as it is now: `expired` past its time, `cancelled` when its case moved or the identity is erased."""
    if opening.state not in LIVE:
        return opening
    if case is None or case.identity_erased:
        return replace(opening, state="cancelled")
    if (case.court, case.court_changes) != (opening.court, opening.court_changes):
        return replace(opening, state="cancelled")
    return replace(opening, state="expired") if now >= read(opening.expires_at) else opening


def other_person(decider: Person, opening: Opening) -> bool:
    """Whether somebody else decides: another subject and another personnel number, both known."""
    asked = opening.requester
    return (
        decider.sub != asked.sub
        and decider.personnel != asked.personnel
        and "" not in (decider.personnel, asked.personnel)
    )


def approved(opening: Opening, decider: Person, now: datetime) -> Opening:
    """The request, approved; it may be opened within 24 hours."""
    return replace(opening, state="approved", decider=decider, expires_at=written(now + APPROVAL_LIVES))


def refused(opening: Opening, decider: Person, reason: str) -> Opening:
    """The request, refused with a reason."""
    return replace(opening, state="refused", decider=decider, reason=reason)
