"""Category: the points that cues, combinations and facts give to each, and the order between like strengths."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from chalicelib.domain.diagnosis.cues import Hit
from chalicelib.domain.diagnosis.reasons import Quotation, Reason
from chalicelib.domain.diagnosis.rules import CATEGORIES, Combination, DiagnosisRules
from chalicelib.domain.diagnosis.words import Words

_RANK = {name: place for place, name in enumerate(CATEGORIES)}
MORE_CUES = 2
"""Points that further cues of one family can add, one each."""
MAX_ANCHORS = 200
"""Places of a family tried for a combination: more than a report holds, the bound on texts that repeat one phrase."""


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
        for count, hit in enumerate(_distinct(by_family[name])):
            weight = 1 if count else family.weight
            points[family.category] = points.get(family.category, 0) + weight
            evidence = quote(words.start[hit.first], words.end[hit.last])
            reasons.append(Reason(name, evidence, f"{family.category} +{weight}", weight))
    families = frozenset(by_family)
    tried = dict.fromkeys(row for name in by_family for row in rules.combinations.get(name, ()))
    for combination in tried:
        if not combination.none.isdisjoint(families) or any(map(families.isdisjoint, combination.all)):
            continue
        found = _combined(combination, by_family)
        if found:
            points[combination.category] = points.get(combination.category, 0) + combination.weight
            evidence = _evidence(found, words, quote)
            effect = f"{combination.category} +{combination.weight}"
            reasons.append(Reason(combination.id, evidence, effect, combination.weight))
    return points, reasons


def _distinct(hits: list[Hit]) -> list[Hit]:
    """The hits that count: they share no word, each is the first and longest of its place."""
    kept = hits[:1]
    for hit in hits:
        if hit.first > kept[-1].last:
            kept.append(hit)
            if len(kept) > MORE_CUES:
                break
    return kept


def _combined(combination: Combination, by_family: Mapping[str, list[Hit]]) -> list[Hit]:
    """One hit for each group of the combination, all of which have some, or nothing when they must be nearer."""
    groups = []
    for group in combination.all:
        named = [by_family[name] for name in group if name in by_family]
        groups.append(named[0] if len(named) == 1 else sorted(hit for hits in named for hit in hits))
    if not combination.within:
        return [hits[0] for hits in groups]
    for anchor in groups[0][:MAX_ANCHORS]:
        near = [_nearest(anchor, hits) for hits in groups[1:]]
        if all(abs(hit.first - anchor.first) <= combination.within for hit in near):
            return [anchor, *near]
    return []


def _nearest(anchor: Hit, hits: list[Hit]) -> Hit:
    """The hit that begins nearest to the anchor; `hits` are in order."""
    place = bisect_left(hits, anchor)
    return min(hits[max(0, place - 1) : place + 1] or hits[:1], key=lambda hit: (abs(hit.first - anchor.first), hit))


def _evidence(found: list[Hit], words: Words, quote: Quotation) -> str:
    """The span of the hits when it is short enough to be quoted whole, else the first one."""
    first, last = min(hit.first for hit in found), max(hit.last for hit in found)
    if words.end[last] - words.start[first] <= 120:
        return quote(words.start[first], words.end[last])
    return quote(words.start[found[0].first], words.end[found[0].last])


def ranked(points: Mapping[str, int], choice: str | None) -> list[str]:
    """Categories with points, strongest first; between like strengths the citizen's choice, then the specification.

    "I do not know" is no choice between like strengths.
    """
    chosen = None if choice == "OTHER" else choice
    scored = [name for name in points if points[name] > 0]
    return sorted(scored, key=lambda name: (-points[name], name != chosen, _RANK[name]))
