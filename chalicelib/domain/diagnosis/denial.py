"""Denial: a cue inside a negated clause does not count (diagnostics specification, section 7)."""

from bisect import bisect_left
from collections.abc import Mapping

from chalicelib.domain.diagnosis.cues import Hit
from chalicelib.domain.diagnosis.rules import Family
from chalicelib.domain.diagnosis.words import Words

BEFORE = 4
NEGATION, CONTRARY = "ctx.negation", "ctx.contrary"
_BREAKS = frozenset(("ctx.but", "ctx.doubt", "ctx.joke", "ctx.jokeclear", "ctx.metoo"))
"""What a negation does not reach over: "no joke, he will kill me" denies the joke; "حتى أنا" is "me too"."""


_AND = frozenset(("و", "w", "o", "et", "and", "y"))
"""What begins a statement of its own: "they do not let her out and beat her" denies no beating."""


def without_denied(hits: list[Hit], words: Words, families: Mapping[str, Family]) -> tuple[list[Hit], list[Hit]]:
    """The hits that count, and those that a negation in their clause takes away."""
    negated = [hit.first for hit in hits if hit.family == NEGATION]
    if not negated or any(hit.family == CONTRARY for hit in hits):
        return hits, []
    breaks = [hit.last for hit in hits if hit.family in _BREAKS]
    breaks.sort()
    kept: list[Hit] = []
    denied: list[Hit] = []
    for hit in hits:
        (denied if families[hit.family].deniable and _denied(hit, negated, breaks, words) else kept).append(hit)
    standing = {hit.family for hit in kept}
    return kept, [hit for hit in denied if hit.family not in standing]


def _denied(hit: Hit, negated: list[int], breaks: list[int], words: Words) -> bool:
    """Whether the last negation before the hit stands near it in the same clause, with no break between them.

    `negated` and `breaks` are in ascending order.
    """
    index = bisect_left(negated, hit.first) - 1
    place = negated[index] if index >= 0 else -1
    if place < max(0, hit.first - BEFORE) or words.clause[place] != words.clause[hit.first]:
        return False
    if words.normal[hit.first].startswith("و") or not _AND.isdisjoint(words.normal[place + 1 : hit.first]):
        return False
    broken = bisect_left(breaks, hit.first) - 1
    return broken < 0 or breaks[broken] < place
