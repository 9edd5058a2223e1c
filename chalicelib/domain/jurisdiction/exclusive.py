"""Exclusive competence: terrorism (J5) and money laundering (J6)."""

from chalicelib.domain.jurisdiction.facts import Facts
from chalicelib.domain.jurisdiction.findings import Findings


def is_terrorism(facts: Facts) -> bool:
    """J5 prevails over every other rule of competence, whatever the place, the class, the age or the country."""
    return facts.category == "TERR" or "terrorism" in facts.marks


def is_laundering(facts: Facts) -> bool:
    """J6: four first-instance courts hear money laundering, each for the courts of appeal of its area."""
    return "money_laundering" in facts.marks and not is_terrorism(facts)


def flag_laundering(facts: Facts, findings: Findings) -> None:
    """A felony beside the laundering may draw the whole to another court (CPP 255)."""
    findings.flags.add("exclusive_forum")
    if facts.offence_class == "felony":
        findings.flags.add("check_connected_felony")
