"""Whether a court map holds together, and what a new one changes (decree 2.23.665 art. 3 and 6)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from chalicelib.domain.jurisdiction.court_map import Court, CourtData, court_of_appeal, working_court

FIRST_INSTANCE = "first_instance"
COURT_OF_APPEAL = "court_of_appeal"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one court or commune.

    `slug`: no-commune, no-court, no-parent, no-keeper, keeper-circle or no-laundering-court.
    """

    item: str
    slug: str


@dataclass(frozen=True, slots=True)
class Move:
    """A commune whose working court, of first instance or of appeal, is another one under the new map."""

    commune: str
    before: str
    after: str


def faults(law: CourtData) -> list[Fault]:
    """Everything that would make the rules name a wrong court; an empty list for a sound map."""
    return [*_court_faults(law), *_commune_faults(law)]


def moves(old: CourtData, new: CourtData, day: date, *, then: date | None = None) -> list[Move]:
    """Communes that change court between the old map on `day` and the new one on `then` (the same day if absent).

    In the order of the new map; for each commune first instance before appeal.
    """
    found = []
    for code in new.places.communes:
        if code in old.places.communes:
            was, now = _working(old, code, day), _working(new, code, then or day)
            found += [Move(code, *pair) for pair in zip(was, now, strict=True) if pair[0] != pair[1]]
    return found


def _working(law: CourtData, code: str, day: date) -> tuple[str, str]:
    """The working courts of a commune: of first instance, and of appeal, which alone is tested for a felony."""
    area = law.area_court(code, day)
    return working_court(area, law, day).court.id, working_court(court_of_appeal(area, law), law, day).court.id


def _commune_faults(law: CourtData) -> Iterator[Fault]:
    for code, commune in law.places.communes.items():
        court = law.courts.get(commune.court_id)
        if court is None or court.kind != FIRST_INSTANCE:
            yield Fault(code, "no-court")
    for code, later in law.changes.items():
        if code not in law.places.communes:
            yield Fault(code, "no-commune")
        if any(court_id not in law.courts or law.courts[court_id].kind != FIRST_INSTANCE for _, court_id in later):
            yield Fault(code, "no-court")


def _court_faults(law: CourtData) -> Iterator[Fault]:
    for court in law.courts.values():
        if court.kind == FIRST_INSTANCE and not _is_appeal(court.parent, law):
            yield Fault(court.id, "no-parent")
        if court.kind == COURT_OF_APPEAL and not _hears_laundering(court.aml_court, law):
            yield Fault(court.id, "no-laundering-court")
        if court.area_kept_by is not None and court.area_kept_by not in law.courts:
            yield Fault(court.id, "no-keeper")
        elif _kept_in_a_circle(court, law):
            yield Fault(court.id, "keeper-circle")
        elif court.open is not True and court.area_kept_by is None:
            yield Fault(court.id, "no-keeper")


def _is_appeal(court_id: str | None, law: CourtData) -> bool:
    court = law.courts.get(court_id or "")
    return court is not None and court.kind == COURT_OF_APPEAL


def _hears_laundering(court_id: str | None, law: CourtData) -> bool:
    court = law.courts.get(court_id or "")
    return court is not None and "money_laundering" in court.special


def _kept_in_a_circle(court: Court, law: CourtData) -> bool:
    seen = {court.id}
    keeper = court.area_kept_by
    while keeper is not None and keeper in law.courts:
        if keeper in seen:
            return True
        seen.add(keeper)
        keeper = law.courts[keeper].area_kept_by
    return False
