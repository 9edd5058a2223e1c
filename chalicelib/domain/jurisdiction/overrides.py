"""How often persons keep or change the court that a rule proposed: by rule, so that the rules improve (ours)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from chalicelib.domain.casework.case import NATIONAL

NO_FORUM, NOT_ACTIONABLE = "J12", "J0"


@dataclass(frozen=True, slots=True)
class CourtDecision:
    """What a person decided about the court of one case, last; nothing else of the case or the person."""

    rule: str
    proposed: str
    chosen: str


@dataclass
class RuleTally:
    """Decisions on one rule's proposals; `instead`: where the case went when it was not the proposed court."""

    decided: int = 0
    overridden: int = 0
    instead: Counter[str] = field(default_factory=Counter)


def decision_on(territory: Mapping[str, Any], chosen: str) -> CourtDecision:
    """A person's choice against a proposal; its rule is the one that found the first forum."""
    forums: Sequence[Mapping[str, Any]] = territory["forums"]
    return CourtDecision(rule_of(territory), str(forums[0]["court_id"]) if forums else NATIONAL, chosen)


def rule_of(territory: Mapping[str, Any]) -> str:
    """The rule of the first forum: the exclusive one where there is one; J12 or J0 when nobody is proposed."""
    forums: Sequence[Mapping[str, Any]] = territory["forums"]
    if not forums:
        return NOT_ACTIONABLE if "not_actionable" in territory["flags"] else NO_FORUM
    rules: Sequence[str] = forums[0]["rule_ids"]
    return rules[-1] if forums[0]["exclusive"] else rules[0]


def tallied(decisions: Iterable[CourtDecision]) -> dict[str, RuleTally]:
    """Decisions by rule, in the order of the rules' names."""
    found: dict[str, RuleTally] = {}
    for decision in decisions:
        tally = found.setdefault(decision.rule, RuleTally())
        tally.decided += 1
        if decision.chosen != decision.proposed:
            tally.overridden += 1
            tally.instead[decision.chosen] += 1
    return dict(sorted(found.items()))
