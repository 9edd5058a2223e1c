"""Places that a report names and that are no facts: an officer may make them facts, with one look at their words."""

from collections.abc import Mapping
from typing import Any

from chalicelib.domain.jurisdiction.court_map import CourtData
from chalicelib.domain.jurisdiction.from_report import suggested_places
from chalicelib.domain.jurisdiction.territory import courts_of
from chalicelib.domain.jurisdiction.text_places import places_in_text

CLOSEST_CHARACTERS = 60


def suggestions(report: object, facts: Mapping[str, Any], law: CourtData) -> list[dict[str, Any]]:
    """`[{source, role, words, before, after, candidates, courts}]`: answers to be confirmed first, then the text.

    `source`: `text` or the question's id; `role` is None where the words do not say it; `before` and `after` are the
    words around it; `candidates`: codes of communes, `courts` their first-instance courts, one by one. What the facts
    already hold is not suggested again. Total.
    """
    known = [_codes(place, law) for place in facts.get("places") or ()]
    answered = [
        _suggestion(found["question"], found["role"], found["text"], law.places.find(found["text"], None).candidates)
        for found in (suggested_places(report) if isinstance(report, Mapping) else ())
    ]
    text = report.get("text") if isinstance(report, Mapping) else None
    text = text if isinstance(text, str) else ""
    written = [
        _suggestion("text", None, found.words, found.candidates)
        | {"before": _before(text, found.start), "after": _after(text, found.end)}
        for found in places_in_text(text, law)
    ]
    return [
        {**found, "courts": courts_of(found["candidates"], facts, law)}
        for found in (*answered, *written)
        if tuple(found["candidates"]) not in known
    ]


def _before(text: str, start: int) -> str:
    """The whole words before a place, with a mark where more was cut."""
    near = text[max(0, start - CLOSEST_CHARACTERS) : start]
    return near if start <= CLOSEST_CHARACTERS else f"…{near.partition(' ')[2] or near}"


def _after(text: str, end: int) -> str:
    near = text[end : end + CLOSEST_CHARACTERS]
    return near if len(text) <= end + CLOSEST_CHARACTERS else f"{near.rpartition(' ')[0] or near}…"


def _suggestion(source: str, role: str | None, words: str, candidates: tuple[str, ...]) -> dict[str, Any]:
    return {"source": source, "role": role, "words": words, "before": "", "after": "", "candidates": list(candidates)}


def _codes(place: Mapping[str, Any], law: CourtData) -> tuple[str, ...]:
    commune = place.get("commune")
    return law.places.settle(commune, place.get("province")) if isinstance(commune, str) else ()
