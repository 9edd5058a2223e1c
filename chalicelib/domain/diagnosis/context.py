"""What a report is about beside its facts: news, a hypothesis, a joke, something over (specification, section 7)."""

from collections.abc import Collection, Sequence

from chalicelib.domain.diagnosis.cues import Hit
from chalicelib.domain.diagnosis.reasons import Quotation
from chalicelib.domain.diagnosis.urgency import BASE
from chalicelib.domain.diagnosis.words import Words


STRONG = 8
"""Points of a category that no mention of the news or of a question takes away."""


def unreal(families: Collection[str], role: str, has_links: bool, strongest: int) -> str:
    """`news_report`, `hypothetical` or `joke` when the report tells no fact of its own, else an empty string."""
    if "ctx.jokeclear" in families and "ctx.doubt" not in families and "n.fear" not in families:
        return "joke"
    if has_links or (strongest >= STRONG and "ctx.nofact" not in families):
        return ""
    if "ctx.hypothetical" in families and (
        "ctx.nofact" in families or not {"n.fear", "ctx.recent", "n.paid", "ctx.distress"} & set(families)
    ):
        return "hypothetical"
    if "ctx.news" in families and role != "victim":
        return "news_report"
    return "news_report" if "ctx.news" in families and "ctx.nofact" in families else ""


def over(category: str, hits: Sequence[Hit], words: Words, quote: Quotation) -> str:
    """The words that say the fact has ended, for the categories whose urgency this lowers."""
    if BASE[category] not in ("U0", "U1"):
        return ""
    for hit in hits:
        if hit.family == "ctx.overclear":
            return quote(words.start[hit.first], words.end[hit.last])
    return ""
