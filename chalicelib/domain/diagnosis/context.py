"""What a report is about when it tells no fact of its own: news, a hypothesis, a joke (specification, section 7)."""

from collections.abc import Collection

STRONG, STRONG_BESIDE_NEWS = 4, 6
"""Points of a category that no mention of a question or an opinion, and of the news, takes away."""
_OWN_FACTS = frozenset(("n.fear", "n.paid", "ctx.distress", "n.panic", "false", "threat.kill", "threat.harm"))


def unreal(families: Collection[str], role: str, has_links: bool, strongest: int) -> str:
    """Why the report tells no fact of its own: `joke`, `news_report`, `hypothetical`, `opinion`, or an empty string."""
    nothing_happened = "ctx.nofact" in families
    if "ctx.jokeclear" in families and not {"ctx.doubt", "n.fear"} & set(families):
        return "joke"
    if has_links:
        return ""
    told = bool(_OWN_FACTS & set(families))
    if "ctx.news" in families and (nothing_happened or (strongest < STRONG_BESIDE_NEWS and not told)):
        return "news_report"
    if strongest >= STRONG and not nothing_happened:
        return ""
    told = told or "ctx.recent" in families
    if "ctx.hypothetical" in families and (nothing_happened or not told):
        return "hypothetical"
    return "opinion" if {"ctx.fiction", "ctx.ironic"} & set(families) and strongest <= 1 and not told else ""
