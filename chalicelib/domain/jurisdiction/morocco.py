"""Forums in Morocco: the ordinary ones (J4, J4b), a minor's (J7), the press (J10), ships and aircraft (J11)."""

from dataclasses import dataclass

from chalicelib.domain.jurisdiction.court_map import CourtData, Ranking
from chalicelib.domain.jurisdiction.facts import Facts
from chalicelib.domain.jurisdiction.findings import Findings
from chalicelib.domain.jurisdiction.grounds import Forum, Ground, grounds_of

RECEPTION = "content_received"


@dataclass(frozen=True, slots=True)
class Search:
    """The rule in force and the roles it looks at."""

    ranking: Ranking
    roles: frozenset[str]

    @property
    def rule(self) -> str:
        return self.ranking.rule


def ordinary_search(facts: Facts, law: CourtData) -> Search:
    """J7 for a minor, J4b when an act abroad has an element in Morocco, otherwise J4."""
    if facts.minor_suspect:
        ranking = law.tables.rankings["J7"]
        return Search(ranking, frozenset(ranking.rank))
    ranking = law.tables.rankings["J4b" if _partly_abroad(facts) else "J4"]
    roles = frozenset(ranking.rank)
    return Search(ranking, roles if _seat_counts(facts) else roles - {"company_seat"})


def _partly_abroad(facts: Facts) -> bool:
    return facts.given_abroad("offence") and facts.given_in_morocco("offence", RECEPTION)


def _seat_counts(facts: Facts) -> bool:
    """A suspected company is pursued at its seat unless a natural person is pursued with it (CPP 44)."""
    persons = ("suspect_residence", "arrest", "detention")
    return facts.suspect_is_company and not any(facts.given(role) for role in persons)


def ask_ordinary(facts: Facts, forums: list[Forum], findings: Findings) -> None:
    """J4 and J7: which places would change the result, and the mark of a forum that rests on reception alone."""
    rests_on_reception = bool(forums) and forums[0].best.role == RECEPTION
    if rests_on_reception:
        findings.flags.add("place_uncertain")
    if not facts.given("offence"):
        findings.missing.add("place:offence")
    if (rests_on_reception or not forums) and not facts.given("suspect_residence"):
        findings.missing.add("place:suspect_residence")


def press_search(law: CourtData) -> Search:
    """J10: the seat of the newspaper, then the residence of the author; the forums of CPP 44 give way."""
    ranking = law.tables.rankings["J10"]
    return Search(ranking, frozenset(ranking.rank))


def press_grounds(facts: Facts, law: CourtData, search: Search, findings: Findings) -> list[Ground]:
    """J10, with Rabat for a publication imported from abroad."""
    grounds = grounds_of(facts, law, search.ranking, search.roles, findings)
    role = "publisher_seat"
    rabat = law.courts[law.tables.default_court]
    grounds.extend(
        Ground(role, search.ranking.rank[role], order, rabat, search.rule, search.ranking.articles[role], ())
        for order, place in enumerate(facts.places)
        if place.role == role and not place.in_morocco
    )
    return grounds


def ask_press(facts: Facts, forums: list[Forum], findings: Findings) -> None:
    if not forums:
        findings.missing.update(
            f"place:{role}" for role in ("publisher_seat", "suspect_residence") if not facts.given(role)
        )


def aboard_search(facts: Facts, law: CourtData) -> Search:
    """J11: a ship's first Moroccan port, then the arrest; an aircraft's arrest if there was one, else the landing."""
    if "aboard_ship" in facts.marks:
        name = "J11-ship"
    else:
        name = "J11-aircraft-arrest" if facts.given_in_morocco("arrest") else "J11-aircraft-landing"
    ranking = law.tables.rankings[name]
    return Search(ranking, frozenset(ranking.rank))


def ask_aboard(facts: Facts, forums: list[Forum], findings: Findings) -> None:
    if not forums and not facts.given("port_or_landing"):
        findings.missing.add("place:port_or_landing")
