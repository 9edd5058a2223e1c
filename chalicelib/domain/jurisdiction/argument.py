"""Why this court: fact, article, court. Each step carries the rules that justify it and what they rest on."""

from typing import Any

from chalicelib.domain.jurisdiction.court_map import Court, CourtData
from chalicelib.domain.jurisdiction.grounds import Forum, Ground
from chalicelib.domain.jurisdiction.prosecutor import Level

LAW = "law"
OURS = "ours"
INFERRED = "inferred"

Step = dict[str, Any]


def steps_of(forum: Forum, law: CourtData, level: Level, *, laundering: bool) -> list[Step]:
    """The steps from facts to the court of one forum, best ground first.

    Each step: `{rules, basis, articles, court}`, where basis is `law` (the text says it), `ours` (a choice of this
    project) or `inferred`. A step of a place adds `fact` (its role), `rank` and `communes` (codes; several when all
    lead to one court); J8 adds `level` and `class_from`; J3 adds `waiting`, the court that is to take over.
    """
    steps = [_ground_step(ground, law) for ground in sorted(forum.grounds, key=lambda found: (found.rank, found.order))]
    if laundering:
        steps.append(_step("J6", LAW, law.tables.articles["J6"], forum.court))
        return steps
    basis = OURS if level.source in ("presumed", "unknown") else LAW
    words = {"level": "felony" if level.felony else "misdemeanour", "class_from": level.source}
    steps.append(_step("J8", basis, level.articles, forum.waiting or forum.court) | words)
    if forum.waiting:
        keeper = INFERRED if "area_kept_by" in forum.waiting.inferred else LAW
        steps.append(_step("J3", keeper, law.tables.articles["J3"], forum.court) | {"waiting": forum.waiting.id})
    return steps


def notes_of(forum: Forum, level: Level, *, laundering: bool) -> list[dict[str, str]]:
    """Remarks on one forum: `{key}`, with `court` where the remark names one."""
    notes = []
    if forum.waiting:
        notes.append({"key": "takes_over", "court": forum.waiting.id})
    if level.felony and not laundering:
        notes.append({"key": "slight_felony"})
    return notes


def _ground_step(ground: Ground, law: CourtData) -> Step:
    rules, articles = [ground.rule], list(ground.articles)
    if ground.communes:
        rules += ["J1", "J2"] if len(ground.communes) > 1 else ["J2"]
        articles += law.tables.articles["J2"]
    return {
        "rules": rules,
        "basis": OURS if ground.by_our_reading else LAW,
        "articles": articles,
        "fact": ground.role,
        "rank": ground.rank,
        "communes": list(ground.communes),
        "court": ground.court.id,
    }


def _step(rule: str, basis: str, articles: tuple[str, ...], court: Court) -> Step:
    return {"rules": [rule], "basis": basis, "articles": list(articles), "court": court.id}
