"""Facts beside the category: ages, payments, answers, from the words, the fields and the answers of the form."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from chalicelib.domain.diagnosis.age_marks import AgeMarks
from chalicelib.domain.diagnosis.cues import Hit
from chalicelib.domain.diagnosis.reasons import Quotation
from chalicelib.domain.diagnosis.words import Words

MINOR_BANDS = ("minor", "under_13", "from_13", "from_16", "under_12")
YOUNGEST, OLDEST = 2, 17
MINOR_AGE = "fact.minor_age"
"""The family of the hit that an age below 18 gives; it has no cues of its own."""
_LONG_AGO = re.compile(r"\b(?:[4-9]|[1-9][0-9]+) days? ago|\b(?:weeks?|months?|years?) ago")
_OCCURRED_RECENTLY = re.compile(r"\b(?:today|yesterday|last night|this morning|tonight|hours? ago|minutes? ago)\b")


def minor_age(words: Words, marks: AgeMarks) -> Hit | None:
    """The words that give somebody an age below 18 years ("j'ai 14 ans", "(12 3am)", "في الثالثة عشرة"), or None."""
    normal = words.normal
    for place, word in enumerate(normal):
        age = int(word) if word.isdecimal() and len(word) <= 2 else marks.numbers.get(word, 0)
        if not YOUNGEST <= age <= OLDEST:
            continue
        before = normal[max(0, place - 3) : place]
        after = normal[place + 1 : place + 3]
        joined = place > 0 and words.clause[place - 1] == words.clause[place]
        owned = joined and bool(marks.owners.intersection(before[-2:]))
        bracketed = _stands_apart(words, place)
        in_years = bool(marks.years.intersection(after))
        ordinal = word in marks.ordinals and (in_years or bool(marks.tens.intersection(after)) or owned)
        if not (
            ordinal or (in_years and (owned or bracketed or marks.old.intersection(normal[place + 1 : place + 4])))
        ):
            continue
        if marks.durations.intersection(before) and not marks.born.intersection(before):
            continue
        return Hit(place, min(place + 1, len(normal) - 1), MINOR_AGE)
    return None


def _stands_apart(words: Words, place: int) -> bool:
    """Whether the word and the next one are all that stands between two commas or brackets."""
    clause = words.clause
    opened = place > 0 and clause[place - 1] != clause[place]
    closed = place + 2 >= len(clause) or clause[place + 2] != clause[place]
    return opened and closed and place + 1 < len(clause) and clause[place + 1] == clause[place]


def band_is_minor(report: Mapping[str, Any]) -> str:
    """The age band of the victim when given, else of the reporter, when it is below 18; else nothing."""
    for person in ("victim", "reporter"):
        facts = report.get(person)
        band = facts.get("age_band") if isinstance(facts, Mapping) else None
        if isinstance(band, str) and band not in ("", "unknown"):
            return band if band.startswith(MINOR_BANDS) else ""
    return ""


def answer(report: Mapping[str, Any], *names: str) -> str:
    """The first given answer to one of the questions or facts, as text; nothing for "no" and "unknown"."""
    answers = report.get("answers")
    if isinstance(answers, Mapping):
        for name in names:
            value = answers.get(name)
            if value is True:
                return "yes"
            if isinstance(value, str) and value not in ("", "unknown", "no"):
                return value
    return ""


def first_evidence(hits: Sequence[Hit], families: Sequence[str], words: Words, quote: Quotation) -> str:
    """The words of the first hit of one of the families, or nothing."""
    for hit in hits:
        if hit.family in families:
            return quote(words.start[hit.first], words.end[hit.last])
    return ""


def occurred_recently(text: str) -> bool:
    """Whether an English note of the moment names one of the last three days."""
    lowered = text.lower()
    return bool(_OCCURRED_RECENTLY.search(lowered)) and not _LONG_AGO.search(lowered)
