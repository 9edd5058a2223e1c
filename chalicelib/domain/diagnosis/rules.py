"""The rule set of a diagnosis: data of the reference tables, compiled once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from chalicelib.domain.diagnosis.age_marks import AgeMarks, build_age_marks
from chalicelib.domain.diagnosis.cues import CueMatcher
from chalicelib.domain.diagnosis.language import LanguageMarks, build_marks
from chalicelib.domain.diagnosis.learnt import LearntWords
from chalicelib.domain.diagnosis.web_rules import WebRules

CATEGORIES = (
    *("DANGER", "CSAM", "TERR", "GROOM", "TRAFF", "SEXT", "THREAT", "INCITE", "EXTORT", "INTIMATE", "PHISH", "HACK"),
    *("TRADE", "HATE", "IMPERS", "FRAUD", "EXAM", "FALSE", "HARASS", "PRIV", "DEFAM", "OTHER", "NOT_ACTIONABLE"),
)
"""Every category, in the order that decides between like strengths (specification, section 7)."""


@dataclass(frozen=True)
class Family:
    """A family of cues; `category` is empty for a notion that counts only in combinations or for urgency."""

    id: str
    category: str
    weight: int
    deniable: bool


@dataclass(frozen=True, eq=False)
class Combination:
    """Families that together make a category likelier: one of each of `all`, none of `none`."""

    id: str
    category: str
    weight: int
    all: tuple[frozenset[str], ...]
    none: frozenset[str]
    within: int


@dataclass(frozen=True)
class DiagnosisRules:
    """Everything that a diagnosis reads beside the report; `version` names data and code.

    `combinations` are listed under each family of their rarest group: without one of these they need not be tried.
    """

    version: str
    web: WebRules
    families: Mapping[str, Family]
    combinations: Mapping[str, tuple[Combination, ...]]
    matcher: CueMatcher
    marks: LanguageMarks
    ages: AgeMarks
    learnt: LearntWords


def build_rules(
    version: str,
    web: WebRules,
    families: Mapping[str, Any],
    combinations: Mapping[str, Any],
    languages: Mapping[str, Any],
    learnt: Mapping[str, Any],
) -> DiagnosisRules:
    """Compile the tables; a combination that names an unknown family raises ValueError."""
    known = {
        row["id"]: Family(row["id"], row.get("category", ""), row.get("weight", 0), row.get("deniable", False))
        for row in families["families"]
    }
    phrases = {
        row["id"]: {language: text.split("|") for language, text in row["cues"].items()} for row in families["families"]
    }
    built = tuple(
        Combination(
            row["id"],
            row["category"],
            row["weight"],
            tuple(frozenset(group.split("|")) for group in row["all"]),
            frozenset(row.get("none", ())),
            row.get("within", 0),
        )
        for row in combinations["combinations"]
    )
    for row in built:
        unknown = (frozenset().union(*row.all) | row.none) - known.keys()
        if unknown or row.category not in CATEGORIES:
            raise ValueError(f"combination {row.id}: unknown {sorted(unknown) or row.category}")
    matcher, marks, ages = CueMatcher(phrases), build_marks(languages), build_age_marks(languages["ages"])
    return DiagnosisRules(version, web, known, _by_rarest(built, phrases), matcher, marks, ages, LearntWords(learnt))


def _by_rarest(
    combinations: Iterable[Combination], phrases: Mapping[str, Mapping[str, list[str]]]
) -> dict[str, tuple[Combination, ...]]:
    """Combinations under each family of the group that has the fewest cues."""
    sizes = {name: sum(map(len, cues.values())) for name, cues in phrases.items()}
    table: dict[str, list[Combination]] = {}
    for combination in combinations:
        rarest = min(combination.all, key=lambda group: (sum(sizes[name] for name in group), sorted(group)))
        for name in sorted(rarest):
            table.setdefault(name, []).append(combination)
    return {name: tuple(listed) for name, listed in table.items()}
