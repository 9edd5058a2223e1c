"""Offences abroad (J9): whether Morocco may prosecute (CPP 707, 708, 710, 711) and where (CPP 712)."""

from dataclasses import replace

from chalicelib.domain.jurisdiction.court_map import CourtData
from chalicelib.domain.jurisdiction.fact_values import HOME
from chalicelib.domain.jurisdiction.facts import Facts
from chalicelib.domain.jurisdiction.findings import Findings
from chalicelib.domain.jurisdiction.grounds import DEFAULT, Ground, grounds_of
from chalicelib.domain.jurisdiction.morocco import Search
from chalicelib.domain.jurisdiction.prosecutor import Level


def morocco_may_prosecute(facts: Facts, law: CourtData, level: Level, findings: Findings, *, laundering: bool) -> bool:
    """Raise what the prosecution depends on. False only for a foreigner against a foreigner (CPP 710)."""
    if "state_security" in facts.marks:
        return True
    if facts.suspect_nationality == HOME:
        _by_a_moroccan(facts, law, level, findings, laundering=laundering)
        return True
    if facts.victim_nationality == HOME:
        # Whoever did it: 707 and 708 for a Moroccan, 710 for a foreigner, lead to the same court.
        return True
    if facts.suspect_nationality == "foreign" and facts.victim_nationality == "foreign":
        findings.flags.add("outside_moroccan_jurisdiction")
        return False
    findings.flags.add("nationality_unknown")
    if facts.suspect_nationality == "unknown":
        findings.missing.add("suspect.nationality")
    if facts.victim_nationality == "unknown":
        findings.missing.add("victim.nationality")
    return True


def _by_a_moroccan(facts: Facts, law: CourtData, level: Level, findings: Findings, *, laundering: bool) -> None:
    """CPP 707 (felony) and 708 (misdemeanour): back in Morocco; against a person also a complaint or a notice."""
    if facts.suspect_in_morocco is not True:
        findings.flags.add("return_required")
    against_a_person = not laundering and facts.category not in law.tables.not_against_a_person
    if not level.felony and against_a_person and not facts.complaint:
        findings.flags.add("complaint_or_foreign_notice_required")
        findings.missing.add("victim.complaint")


def _road(facts: Facts, level: Level, *, laundering: bool) -> str | None:
    """What lets Morocco prosecute: a key of `prosecuted_abroad`; None while a nationality leaves it open."""
    if "state_security" in facts.marks:
        return "state_security"
    if facts.suspect_nationality == HOME:
        return "moroccan_felony" if level.felony and not laundering else "moroccan_misdemeanour"
    if facts.suspect_nationality == "foreign" and facts.victim_nationality == HOME:
        return "foreigner"
    return None


def abroad_search(law: CourtData) -> Search:
    ranking = law.tables.rankings["J9"]
    return Search(ranking, frozenset(ranking.rank))


def abroad_grounds(
    facts: Facts, law: CourtData, level: Level, search: Search, findings: Findings, *, laundering: bool
) -> list[Ground]:
    """CPP 712, and the article that lets Morocco prosecute at all."""
    road = _road(facts, level, laundering=laundering)
    why = law.tables.prosecuted_abroad[road] if road is not None else ()
    found = _connecting_grounds(facts, law, search, findings)
    return [replace(ground, articles=(*ground.articles, *why)) for ground in found]


def _connecting_grounds(facts: Facts, law: CourtData, search: Search, findings: Findings) -> list[Ground]:
    """Rabat only when no connecting place in Morocco is given at all: an unsettled one is a question."""
    if facts.given_in_morocco(*search.roles):
        return grounds_of(facts, law, search.ranking, search.roles, findings)
    findings.flags.add("default_rabat")
    findings.missing.update(
        f"place:{role}" for role in ("suspect_residence", "victim_residence") if not facts.given(role)
    )
    rabat = law.courts[law.tables.default_court]
    return [Ground(DEFAULT, len(search.roles) + 1, 0, rabat, search.rule, law.tables.articles[search.rule], ())]
