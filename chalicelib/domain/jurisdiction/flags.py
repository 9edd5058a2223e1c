"""What must be respected before anyone acts (J7, J8, J13 to J16), and how sure the proposal is."""

from chalicelib.domain.jurisdiction.court_map import CourtData, RuleTables
from chalicelib.domain.jurisdiction.fact_values import HOME
from chalicelib.domain.jurisdiction.facts import Facts
from chalicelib.domain.jurisdiction.findings import Findings
from chalicelib.domain.jurisdiction.prosecutor import Level


def flag_persons(facts: Facts, findings: Findings) -> None:
    """Ages and qualities of suspect and victim (J7, J15)."""
    if facts.minor_suspect:
        findings.flags.add("minor_suspect")
    if facts.suspect_age == "under_12":
        findings.flags.add("child_under_12")
    if facts.victim_age == "minor":
        findings.flags.add("minor_victim")
    if "official_suspect" in facts.marks:
        findings.flags.add("special_procedure")


def flag_level(level: Level, findings: Findings) -> None:
    """J8: say that a class was presumed, or ask for it."""
    if level.source == "presumed":
        findings.flags.add("class_presumed")
    elif level.source == "unknown":
        findings.flags.add("class_unknown")
        findings.missing.add("offence_class")


def flag_reporter(facts: Facts, tables: RuleTables, findings: Findings) -> None:
    """Anonymity (J13), language and country of the reporter (J15)."""
    if facts.reporter_identity == "anonymous":
        findings.flags.add("prosecutor_leave_required")
    if facts.category == "DANGER":
        findings.flags.add("danger_now")
    language = facts.reporter_language
    if language is not None and language.split("-")[0].lower() not in tables.languages_of_procedure:
        findings.flags.add("interpreter")
    abroad = facts.reporter_country is not None and facts.reporter_country != HOME
    if abroad:
        findings.flags.add("report_also_abroad")
    victim_abroad = facts.given_abroad("victim_residence") or (abroad and facts.reporter_role == "victim")
    if facts.victim_nationality == HOME and victim_abroad:
        findings.flags.add("consular_route")


def flag_complaint(facts: Facts, findings: Findings) -> None:
    """J14 (88-13 art. 99): who must complain before the prosecution may act."""
    if facts.complaint or "group_target" in facts.marks:
        return
    if facts.category == "DEFAM" or "private_life" in facts.marks:
        official = "public_official_victim" in facts.marks
        findings.flags.add("official_complaint_required" if official else "own_complaint_required")
        findings.missing.add("victim.complaint")


def flag_forums(facts: Facts, law: CourtData, findings: Findings, *, any_forum: bool, terrorism: bool) -> None:
    """Mutual assistance (J15) and the dates of the map (J16): only where a forum is named."""
    if not any_forum:
        return
    if facts.given_abroad(*law.tables.mutual_assistance_roles):
        findings.flags.add("mutual_assistance")
    if not terrorism and facts.day is not None and facts.day < law.tables.map_in_force_since:
        findings.flags.add("map_before_current")


def confidence(findings: Findings, tables: RuleTables, *, doubtful: bool, open_to_question: bool) -> str:
    """Ours. `doubtful` and `open_to_question`: reasons for "unclear" and "likely" that are no flag."""
    if doubtful or findings.flags & tables.unclear:
        return "unclear"
    if open_to_question or findings.flags & tables.likely:
        return "likely"
    return "certain"
