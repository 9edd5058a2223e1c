"""Which prosecutor hears of it (J8): the class of the offence decides between first instance and appeal."""

from dataclasses import dataclass

from chalicelib.domain.jurisdiction.court_map import RuleTables
from chalicelib.domain.jurisdiction.facts import Facts

PROCUREUR_DU_ROI = "procureur_du_roi"
PROCUREUR_GENERAL = "procureur_general"


@dataclass(frozen=True, slots=True)
class Level:
    """`felony` decides the level of court; `source`: given, connected, presumed or unknown."""

    felony: bool
    source: str
    articles: tuple[str, ...]

    @property
    def prosecutor(self) -> str:
        return PROCUREUR_GENERAL if self.felony else PROCUREUR_DU_ROI


def level_of(facts: Facts, tables: RuleTables) -> Level:
    """J8. The level is law (CPP 252, 254, 416); presuming a class from the category is ours."""
    articles = tables.level_articles
    if "connected_felony" in facts.marks:
        return Level(True, "connected", articles["connected_felony"])
    if facts.offence_class != "unknown":
        return Level(facts.offence_class == "felony", "given", articles[facts.offence_class])
    presumed = tables.presumed_class.get(facts.category)
    if presumed is None:
        return Level(False, "unknown", articles["misdemeanour"])
    return Level(presumed == "felony", "presumed", articles[presumed])
