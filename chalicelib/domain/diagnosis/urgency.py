"""Urgency (diagnostics specification, section 8): a base for the category, raised once, or set by danger."""

from collections.abc import Mapping
from dataclasses import dataclass

LEVELS = ("U0", "U1", "U2", "U3", "U4")
BASE: Mapping[str, str] = {
    "DANGER": "U0",
    **dict.fromkeys(("TERR", "CSAM", "GROOM", "TRAFF", "THREAT", "INCITE", "SEXT"), "U1"),
    **dict.fromkeys(("EXTORT", "INTIMATE", "PHISH", "HACK", "TRADE", "HATE"), "U2"),
    **dict.fromkeys(("FRAUD", "HARASS", "IMPERS", "FALSE", "EXAM", "OTHER"), "U3"),
    **dict.fromkeys(("DEFAM", "PRIV", "NOT_ACTIONABLE"), "U4"),
}
_NO_MINOR = frozenset(("TRADE", "EXAM", "FALSE", "HATE", "TERR", "INCITE", "NOT_ACTIONABLE", "OTHER"))
_NO_DEADLINE = frozenset(
    (
        *("PHISH", "FRAUD", "HACK", "TRADE", "EXAM", "FALSE", "IMPERS", "OTHER", "NOT_ACTIONABLE", "PRIV"),
        *("INTIMATE", "HATE", "DEFAM"),
    )
)
_NO_ADDRESS = frozenset(("PHISH", "FRAUD", "HACK", "TRADE", "EXAM", "FALSE", "IMPERS", "NOT_ACTIONABLE", "OTHER"))
_DATED = frozenset(("INCITE", "THREAT", "TERR", "TRAFF", "GROOM", "HATE", "EXTORT", "DANGER"))


@dataclass(frozen=True)
class Facts:
    """What the report says beside its category. Each field is the evidence, empty when the fact is absent."""

    minor: str = ""
    date_announced: str = ""
    exam_soon: str = ""
    deadline: str = ""
    known_address: str = ""
    recent_payment: str = ""
    harm_threat: str = ""
    public_panic: str = ""
    danger_now: str = ""
    over: str = ""
    no_danger: str = ""
    distress: str = ""
    danger_chosen: str = ""
    second_reading: str = ""


@dataclass(frozen=True)
class Step:
    """One step of the urgency: the fact, its evidence, and the level that it gives."""

    signal: str
    evidence: str
    level: str


def urgency_of(category: str, facts: Facts) -> tuple[str, list[Step], list[str]]:
    """Level, the steps that led to it, and the flags of the facts that hold for this category."""
    base = level = BASE[category]
    steps = [Step("base", "", base)]
    flags: list[str] = []
    if facts.no_danger:
        return "U4" if category == "NOT_ACTIONABLE" else "U3", [Step(facts.no_danger, "", "U3")], flags
    for name, evidence in _raisers(category, facts):
        flags.append(name)
        raised = LEVELS[max(LEVELS.index(base) - 1, 1)]
        limit = "U2" if name == "recent_payment" else "U1"
        if level == base and LEVELS.index(raised) < LEVELS.index(base) and raised >= limit:
            level = raised
            steps.append(Step(name, evidence, level))
    if facts.harm_threat and level > "U1" and category not in ("NOT_ACTIONABLE", "FALSE"):
        level = "U1"
        steps.append(Step("threat_of_harm", facts.harm_threat, level))
    if facts.public_panic and category == "FALSE":
        flags.append("public_panic")
        level = min(level, "U1")
        steps.append(Step("public_panic", facts.public_panic, level))
    if facts.over:
        flags.append("over")
        if base in ("U0", "U1"):
            level = "U2"
            steps.append(Step("over", facts.over, level))
        else:
            level = base
    elif facts.danger_now or category == "DANGER":
        flags.append("danger_now")
        level = "U0"
        steps.append(Step("danger_now", facts.danger_now, level))
    if facts.distress and not facts.over and level > "U1":
        level = "U1"
        steps.append(Step("distress", facts.distress, level))
    if facts.second_reading and not facts.over and level > "U1" and category != "NOT_ACTIONABLE":
        level = "U1"
        steps.append(Step("second_reading", facts.second_reading, level))
    if facts.danger_chosen and not facts.over and level > "U1" and category != "NOT_ACTIONABLE":
        level = "U1"
        steps.append(Step("danger_chosen", facts.danger_chosen, level))
    return level, steps, flags


def _raisers(category: str, facts: Facts) -> list[tuple[str, str]]:
    """The facts of the list of raisers that hold for this category, with their evidence."""
    found = []
    if facts.minor and category not in _NO_MINOR:
        found.append(("minor", facts.minor))
    if facts.date_announced and category in _DATED:
        found.append(("date_or_place_announced", facts.date_announced))
    if facts.exam_soon and category == "EXAM":
        found.append(("date_or_place_announced", facts.exam_soon))
    if facts.deadline and category not in _NO_DEADLINE:
        found.append(("deadline", facts.deadline))
    if facts.known_address and category not in _NO_ADDRESS:
        found.append(("known_address", facts.known_address))
    if facts.recent_payment and category in ("FRAUD", "PHISH", "IMPERS", "PRIV", "DEFAM", "EXAM", "HACK"):
        found.append(("recent_payment", facts.recent_payment))
    return found
