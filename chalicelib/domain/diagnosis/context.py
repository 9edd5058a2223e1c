"""What a report is about when it tells no fact of its own: news, a hypothesis, a joke (specification, section 7)."""

from collections.abc import Collection

STRONG = 4
"""Points of a category that no mention of the news or of a question takes away."""


def unreal(families: Collection[str], role: str, has_links: bool, strongest: int) -> str:
    """`news_report`, `hypothetical` or `joke` when the report tells no fact of its own, else an empty string."""
    if "ctx.jokeclear" in families and "ctx.doubt" not in families and "n.fear" not in families:
        return "joke"
    if has_links or (strongest >= STRONG and "ctx.nofact" not in families):
        return ""
    if "ctx.news" in families and (role != "victim" or "ctx.nofact" in families):
        return "news_report"
    told = {"n.fear", "ctx.recent", "n.paid", "ctx.distress"} & set(families)
    return "hypothetical" if "ctx.hypothetical" in families and (not told or "ctx.nofact" in families) else ""
