"""What still stands beside a phrase of context: a threat or danger to the reporter that it does not take back."""

from collections.abc import Collection, Sequence

from chalicelib.domain.diagnosis.cues import Hit
from chalicelib.domain.diagnosis.words import Words

OWN_THREAT = frozenset(("threat.mine", "threat.shown", "danger.act", "danger.imminent"))
"""Families whose words have the reporter or a relative as object, or show an act."""
SAYS = "ctx.says"


def threat_beside(hits: Sequence[Hit], words: Words, contexts: Collection[str]) -> bool:
    """Whether a threat of one's own stands in another clause than every phrase of `contexts`.

    In one clause too, when words of saying stand between them: "what if he comes he said he will kill me".
    """
    framed: dict[int, int] = {}
    last_said = -1
    for hit in hits:
        if hit.family in contexts:
            framed[words.clause[hit.first]] = hit.last
        elif hit.family == SAYS:
            last_said = hit.first
        elif hit.family in OWN_THREAT:
            context = framed.get(words.clause[hit.first])
            if context is None or last_said > context:
                return True
    return False


def threat_after(hits: Sequence[Hit], words: Words, ended: str) -> bool:
    """Whether a threat of one's own follows, in a later clause, the last words that say that all is over."""
    last = max((hit.first for hit in hits if hit.family == ended), default=-1)
    return any(
        hit.family in OWN_THREAT and hit.first > last >= 0 and words.clause[hit.first] > words.clause[last]
        for hit in hits
    )


def without_courtesy(hits: list[Hit]) -> list[Hit]:
    """The hits outside courtesy formulas: "God have mercy on your parents" tells of no death."""
    polite = [hit for hit in hits if hit.family == "ctx.courtesy"]
    if not polite:
        return hits
    kept: list[Hit] = []
    until = -1
    following = iter([*polite, Hit(1 << 60, 1 << 60, "")])
    formula = next(following)
    for hit in hits:
        while formula.first <= hit.first:
            until = max(until, formula.last)
            formula = next(following)
        if hit.first > until:
            kept.append(hit)
    return kept
