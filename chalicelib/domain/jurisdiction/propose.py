"""Facts in, ranked forums out (rules J0-J16): a proposal to the prosecutor, never a decision.

Pure, deterministic and total: every object of facts gives a proposal or a FactsError; nowhere is a court named that
no rule names. An empty list of forums means that the national desk decides.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from chalicelib.domain.jurisdiction import abroad, exclusive, flags, morocco
from chalicelib.domain.jurisdiction.argument import LAW, notes_of, steps_of
from chalicelib.domain.jurisdiction.court_map import CourtData
from chalicelib.domain.jurisdiction.explanation import note_text
from chalicelib.domain.jurisdiction.facts import Facts, read_facts
from chalicelib.domain.jurisdiction.findings import Findings
from chalicelib.domain.jurisdiction.grounds import Forum, grounds_of, ranked_forums
from chalicelib.domain.jurisdiction.prosecutor import PROCUREUR_DU_ROI, PROCUREUR_GENERAL, Level, level_of

NATIONAL_DESK = "NATIONAL"


def propose(facts: Mapping[str, Any], law: CourtData) -> dict[str, Any]:
    """Propose forums for one object of facts.

    Returns `{id, forums, flags, missing, confidence, ruleset}`; `flags` and `missing` are sorted lists. Each forum has
    `court_id`, `prosecutor`, `rule_ids`, `articles`, `facts_used`, `exclusive`, `note` (French), `order_basis`
    (law or ours) and, for explanation.py, `steps` and `notes`.
    Raises FactsError for a value outside its list.
    """
    read = read_facts(facts)
    if read.category == "NOT_ACTIONABLE":
        return _written(read, law, [], Findings({"not_actionable"}), "certain")
    findings = Findings()
    flags.flag_persons(read, findings)
    flags.flag_reporter(read, law.tables, findings)
    flags.flag_complaint(read, findings)
    if exclusive.is_terrorism(read):
        return _terrorism(read, law, findings)
    return _by_place(read, law, findings)


def proposed_court(territory: Mapping[str, Any]) -> str:
    """The court of the first forum, or the national desk when nobody is proposed."""
    forums: Sequence[Mapping[str, Any]] = territory["forums"]
    return str(forums[0]["court_id"]) if forums else NATIONAL_DESK


def _terrorism(facts: Facts, law: CourtData, findings: Findings) -> dict[str, Any]:
    """J5: one court for the kingdom; places are not asked."""
    findings.flags.add("exclusive_forum")
    if facts.offence_only_abroad:
        findings.flags.add("offence_abroad")
    flags.flag_forums(facts, law, findings, any_forum=True, terrorism=True)
    by_category = facts.category == "TERR"
    must_be_found = facts.offence_only_abroad and facts.suspect_nationality == "foreign"
    articles = [*law.tables.articles["J5"], *(["CPP 711-1"] if facts.offence_only_abroad else [])]
    court = law.terrorism_court.id
    notes = [{"key": "foreigner_must_be_found"}] if must_be_found else []
    forum = {
        "court_id": court,
        "prosecutor": PROCUREUR_GENERAL,
        "rule_ids": ["J5"],
        "articles": articles,
        "facts_used": ["category" if by_category else "marks"],
        "exclusive": True,
        "order_basis": LAW,
        "note": note_text(notes, law, "fr"),
        "notes": notes,
        "steps": [{"rules": ["J5"], "basis": LAW, "articles": articles, "fact": "terrorism", "court": court}],
    }
    sure = "unclear" if "special_procedure" in findings.flags else "certain"
    return _written(facts, law, [forum], findings, sure)


def _by_place(facts: Facts, law: CourtData, findings: Findings) -> dict[str, Any]:
    laundering = exclusive.is_laundering(facts)
    level = level_of(facts, law.tables)
    if laundering:
        exclusive.flag_laundering(facts, findings)
    else:
        flags.flag_level(level, findings)
    search, forums, prosecutable = _forums(facts, law, level, findings, laundering=laundering)
    if not forums and prosecutable:
        findings.flags.add("no_forum")
    if len(forums) > 1:
        findings.flags.add("several_forums")
    if any(forum.waiting for forum in forums):
        findings.flags.add("court_opening_unknown")
        findings.missing.add("court_opening_date")
    flags.flag_forums(facts, law, findings, any_forum=bool(forums), terrorism=False)
    press = search.rule == "J10"
    sure = flags.confidence(
        findings,
        law.tables,
        doubtful=facts.given_abroad("publisher_seat"),
        open_to_question=press or any(forum.best.role in search.ranking.added for forum in forums),
    )
    order = search.ranking.order
    written = [_forum(forum, law, level, order, laundering=laundering) for forum in forums]
    return _written(facts, law, written, findings, sure)


def _forums(
    facts: Facts, law: CourtData, level: Level, findings: Findings, *, laundering: bool
) -> tuple[morocco.Search, list[Forum], bool]:
    """The rule in force, the forums it gives, and whether Morocco may prosecute at all."""
    prosecutable = True
    if "press_publication" in facts.marks and not laundering:
        search = morocco.press_search(law)
        grounds = morocco.press_grounds(facts, law, search, findings)
        ask = morocco.ask_press
    elif facts.marks & {"aboard_ship", "aboard_aircraft"}:
        search = morocco.aboard_search(facts, law)
        grounds = grounds_of(facts, law, search.ranking, search.roles, findings)
        ask = morocco.ask_aboard
    elif facts.offence_only_abroad:
        findings.flags.add("offence_abroad")
        search = abroad.abroad_search(law)
        prosecutable = abroad.morocco_may_prosecute(facts, law, level, findings, laundering=laundering)
        grounds = (
            abroad.abroad_grounds(facts, law, level, search, findings, laundering=laundering) if prosecutable else []
        )
        ask = None
    else:
        search = morocco.ordinary_search(facts, law)
        grounds = grounds_of(facts, law, search.ranking, search.roles, findings)
        ask = morocco.ask_ordinary
    forums = ranked_forums(grounds, law, facts, level, laundering=laundering)
    if ask is not None:
        ask(facts, forums, findings)
    return search, forums, prosecutable


def _forum(forum: Forum, law: CourtData, level: Level, order: str, *, laundering: bool) -> dict[str, Any]:
    steps = steps_of(forum, law, level, laundering=laundering)
    notes = notes_of(forum, level, laundering=laundering)
    return {
        "court_id": forum.court.id,
        "prosecutor": PROCUREUR_DU_ROI if laundering else level.prosecutor,
        "rule_ids": list(dict.fromkeys(rule for step in steps for rule in step["rules"])),
        "articles": list(dict.fromkeys(article for step in steps for article in step["articles"])),
        "facts_used": list(dict.fromkeys(step["fact"] for step in steps if "fact" in step)),
        "exclusive": laundering,
        "order_basis": order,
        "note": note_text(notes, law, "fr"),
        "notes": notes,
        "steps": steps,
    }


def _written(
    facts: Facts, law: CourtData, forums: list[dict[str, Any]], findings: Findings, sure: str
) -> dict[str, Any]:
    return {
        "id": facts.id,
        "forums": forums,
        "flags": sorted(findings.flags),
        "missing": sorted(findings.missing),
        "confidence": sure,
        "ruleset": law.version,
    }
