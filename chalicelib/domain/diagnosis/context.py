"""What a report is about when it tells no fact of its own: news, a hypothesis, a joke (specification, section 7)."""

from chalicelib.domain.diagnosis.reading import Reading
from chalicelib.domain.diagnosis.standing import threat_beside

STRONG, STRONG_BESIDE_NEWS, STRONG_BESIDE_JOKE = 4, 6, 9
"""Points of a category that no mention of a question or an opinion, of the news, and of a joke takes away."""
_OWN_FACTS = frozenset(
    ("n.fear", "n.paid", "ctx.distress", "n.panic", "false", "threat.kill", "threat.harm", "ctx.metoo")
)
_NEVER_FICTION = frozenset(("groom", "csam", "n.hasimages", "ctx.distress"))
"""What is never told of a film, a novel, a game or a dream alone."""
_FRAMES = frozenset(("ctx.news", "ctx.hypothetical", "ctx.nofact", "ctx.fiction", "ctx.fictionclear", "ctx.ironic"))


def unreal(reading: Reading, has_links: bool, strongest: int) -> str:
    """Why the report tells no fact of its own: `joke`, `news_report`, `hypothetical`, `opinion`, or an empty string."""
    families = reading.families
    nothing_happened = "ctx.nofact" in families
    serious = strongest >= STRONG_BESIDE_JOKE or families & {"ctx.doubt", "n.fear", "danger.act", "danger.imminent"}
    if "ctx.jokeclear" in families and not serious:
        return "joke"
    if has_links or threat_beside(reading.hits, reading.words, _FRAMES):
        return ""
    if "ctx.fictionclear" in families and not families & _NEVER_FICTION:
        return "opinion"
    told = bool(_OWN_FACTS & families)
    if "ctx.news" in families and (nothing_happened or (strongest < STRONG_BESIDE_NEWS and not told)):
        return "news_report"
    if strongest >= STRONG and not nothing_happened:
        return ""
    told = told or "ctx.recent" in families
    if "ctx.hypothetical" in families and (nothing_happened or not told):
        return "hypothetical"
    return "opinion" if {"ctx.fiction", "ctx.ironic"} & families and strongest <= 1 and not told else ""
