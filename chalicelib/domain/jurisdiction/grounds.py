"""Places that found a competence, and the courts they lead to, in order.

The rules of morocco.py, abroad.py and exclusive.py say which roles count and in which order; here places are settled
(J1, J2), lifted to the court that is finally named (J3, J6, J8) and merged.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from chalicelib.domain.jurisdiction.court_map import Court, CourtData, Ranking, court_of_appeal, working_court
from chalicelib.domain.jurisdiction.facts import Facts, Place
from chalicelib.domain.jurisdiction.findings import Findings
from chalicelib.domain.jurisdiction.prosecutor import Level

DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Ground:
    """One place (or the default of CPP 712) that makes the area of `court` competent.

    `by_our_reading`: the text does not name this role; counting it is a choice of this project.
    """

    role: str
    rank: int
    order: int
    court: Court
    rule: str
    articles: tuple[str, ...]
    communes: tuple[str, ...]
    by_our_reading: bool = False


@dataclass(slots=True)
class Forum:
    """A court finally named and everything it rests on."""

    court: Court
    grounds: list[Ground] = field(default_factory=list)
    waiting: Court | None = None

    @property
    def best(self) -> Ground:
        return min(self.grounds, key=lambda ground: (ground.rank, ground.order))


def settled_court(
    place: Place, law: CourtData, day: date | None, findings: Findings
) -> tuple[Court, tuple[str, ...]] | None:
    """J1 and J2: the first-instance court of a place in Morocco, or None and the question to ask."""
    if place.commune is None:
        findings.missing.add(f"commune:{place.role}")
        return None
    candidates = law.places.settle(place.commune, place.province)
    if len(candidates) == 1:
        return law.area_court(candidates[0], day), candidates
    courts = {law.area_court(code, day).id for code in candidates}
    if len(courts) == 1:
        findings.flags.add("place_ambiguous_same_court")
        return law.courts[courts.pop()], candidates
    findings.flags.add("place_ambiguous" if courts else "place_not_found")
    findings.missing.add(f"commune:{place.role}")
    return None


def grounds_of(
    facts: Facts, law: CourtData, ranking: Ranking, roles: frozenset[str], findings: Findings
) -> list[Ground]:
    """Settle every place in Morocco whose role the rule in force looks at."""
    grounds = []
    for order, place in enumerate(facts.places):
        if place.role not in roles or not place.in_morocco:
            continue
        settled = settled_court(place, law, facts.day, findings)
        if settled is not None:
            role = place.role
            court, communes = settled
            grounds.append(
                Ground(
                    role=role,
                    rank=ranking.rank[role],
                    order=order,
                    court=court,
                    rule=ranking.rule,
                    articles=ranking.articles[role],
                    communes=communes,
                    by_our_reading=role in ranking.ours,
                )
            )
    return grounds


def ranked_forums(
    grounds: Sequence[Ground], law: CourtData, facts: Facts, level: Level, *, laundering: bool
) -> list[Forum]:
    """Lift each ground to the court finally named, merge courts, order them.

    Order (ours): best rank, then the number of places behind the court, then the order in which places were given.
    """
    forums: dict[str, Forum] = {}
    for ground in grounds:
        named = _named_court(ground.court, law, facts, level, laundering=laundering)
        forum = forums.setdefault(named.court.id, named)
        forum.waiting = forum.waiting or named.waiting
        forum.grounds.append(ground)

    def place_in_order(forum: Forum) -> tuple[int, int, int]:
        best = forum.best
        return (best.rank, -len(forum.grounds), best.order)

    return sorted(forums.values(), key=place_in_order)


def _named_court(area: Court, law: CourtData, facts: Facts, level: Level, *, laundering: bool) -> Forum:
    if laundering:
        # J6 names the same court whether or not the court of appeal works, so its opening is not worth a flag.
        appeal = working_court(court_of_appeal(area, law), law, facts.day).court
        return Forum(law.courts[appeal.aml_court or area.id])
    asked = court_of_appeal(area, law) if level.felony else area
    working = working_court(asked, law, facts.day)
    return Forum(working.court, waiting=asked if working.waiting else None)
