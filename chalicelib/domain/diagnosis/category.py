"""Category: the points that cues, combinations and facts give to each, and the order between like strengths."""

from collections.abc import Mapping, Sequence

from chalicelib.domain.diagnosis.cues import Hit
from chalicelib.domain.diagnosis.reasons import Quotation, Reason
from chalicelib.domain.diagnosis.rules import CATEGORIES, Combination, DiagnosisRules
from chalicelib.domain.diagnosis.words import Words

MORE_CUES = 2
"""Points that further cues of one family can add, one each."""
LIKE = 0
"""Categories whose points differ by this much or less are of like strength: the order of CATEGORIES decides."""


def cue_points(
    hits: Sequence[Hit], words: Words, quote: Quotation, rules: DiagnosisRules
) -> tuple[dict[str, int], list[Reason]]:
    """Points of each category from the cues and their combinations, with the reasons."""
    points: dict[str, int] = {}
    reasons: list[Reason] = []
    by_family: dict[str, list[Hit]] = {}
    for hit in hits:
        by_family.setdefault(hit.family, []).append(hit)
    for name in sorted(by_family):
        family = rules.families[name]
        if not family.category:
            continue
        distinct = _distinct(by_family[name])
        for count, hit in enumerate(distinct[: MORE_CUES + 1]):
            weight = 1 if count else family.weight
            points[family.category] = points.get(family.category, 0) + weight
            evidence = quote(words.start[hit.first], words.end[hit.last])
            reasons.append(Reason(name, evidence, f"{family.category} +{weight}", weight))
    for combination in rules.combinations:
        found = _combined(combination, by_family)
        if found:
            points[combination.category] = points.get(combination.category, 0) + combination.weight
            evidence = _evidence(found, words, quote)
            effect = f"{combination.category} +{combination.weight}"
            reasons.append(Reason(combination.id, evidence, effect, combination.weight))
    return points, reasons


def _distinct(hits: list[Hit]) -> list[Hit]:
    """Hits that share no word, the first and longest of each place."""
    kept: list[Hit] = []
    for hit in hits:
        if not kept or hit.first > kept[-1].last:
            kept.append(hit)
    return kept


def _combined(combination: Combination, by_family: Mapping[str, list[Hit]]) -> list[Hit]:
    """One hit for each group of the combination, or nothing."""
    if any(name in by_family for name in combination.none):
        return []
    groups = []
    for group in combination.all:
        hits = [hit for name in sorted(group) for hit in by_family.get(name, ())]
        if not hits:
            return []
        groups.append(hits)
    if not combination.within:
        return [hits[0] for hits in groups]
    for anchor in groups[0]:
        near = [_nearest(anchor, hits) for hits in groups[1:]]
        if all(abs(hit.first - anchor.first) <= combination.within for hit in near):
            return [anchor, *near]
    return []


def _nearest(anchor: Hit, hits: list[Hit]) -> Hit:
    return min(hits, key=lambda hit: (abs(hit.first - anchor.first), hit.first))


def _evidence(found: list[Hit], words: Words, quote: Quotation) -> str:
    """The span of the hits when it is short enough to be quoted whole, else the first one."""
    first, last = min(hit.first for hit in found), max(hit.last for hit in found)
    if words.end[last] - words.start[first] <= 120:
        return quote(words.start[first], words.end[last])
    return quote(words.start[found[0].first], words.end[found[0].last])


def ranked(points: Mapping[str, int]) -> list[str]:
    """Categories with points, strongest first, like strengths in the order of the specification."""
    return sorted(
        (name for name in points if points[name] > 0), key=lambda name: (-points[name], CATEGORIES.index(name))
    )
