"""Why this court: fact, article, court, as structure; each step carries the rule that justifies it."""

from typing import Any

from chalicelib.domain.jurisdiction.court_map import CourtData
from chalicelib.domain.jurisdiction.grounds import Forum
from chalicelib.domain.jurisdiction.prosecutor import Level


def steps_of(forum: Forum, law: CourtData, level: Level, *, laundering: bool) -> list[dict[str, Any]]:
    """The steps from facts to the court of one forum, best ground first.

    Each step: `{rule, basis (law or ours), articles, court}`; steps of places add `fact` (the role) and `communes`.
    """
    tables = law.tables
    steps: list[dict[str, Any]] = [
        {
            "rule": ground.rule,
            "basis": tables.basis[ground.rule],
            "articles": list(ground.articles),
            "fact": ground.role,
            "communes": list(ground.communes),
            "court": ground.court.id,
        }
        for ground in sorted(forum.grounds, key=lambda ground: (ground.rank, ground.order))
    ]
    if laundering:
        steps.append(_step("J6", law, tables.articles["J6"], forum.court.id))
        return steps
    steps.append(_step("J8", law, level.articles, (forum.waiting or forum.court).id) | {"class_from": level.source})
    if forum.waiting:
        steps.append(_step("J3", law, tables.articles["J3"], forum.court.id) | {"waiting": forum.waiting.id})
    return steps


def _step(rule: str, law: CourtData, articles: tuple[str, ...], court: str) -> dict[str, Any]:
    return {"rule": rule, "basis": law.tables.basis[rule], "articles": list(articles), "court": court}
