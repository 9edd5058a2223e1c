"""Ages below 18 in a text, told from durations and other numbers."""

from chalicelib.domain.diagnosis.age_marks import AgeMarks
from chalicelib.domain.diagnosis.cues import Hit
from chalicelib.domain.diagnosis.words import Words

YOUNGEST, OLDEST = 2, 17
AGO = ["y", "a"]
"""Of "il y a trois ans" (ago); alone, its last word may be "has" of "elle a trois ans"."""
MINOR_AGE = "fact.minor_age"
"""The family of the hit that an age below 18 gives; it has no cues of its own."""


def minor_age(words: Words, marks: AgeMarks) -> Hit | None:
    """The words that give somebody an age below 18 years ("j'ai 14 ans", "(12 3am)", "في الثالثة عشرة"), or None."""
    for place, word in enumerate(words.normal):
        age = int(word) if word.isdecimal() and len(word) <= 2 else marks.numbers.get(word, 0)
        if YOUNGEST <= age <= OLDEST and _is_age(words, place, marks):
            return Hit(place, min(place + 1, len(words) - 1), MINOR_AGE)
    return None


def _is_age(words: Words, place: int, marks: AgeMarks) -> bool:
    """Whether the number at `place` is somebody's age: years after it, and an owner before it or brackets around it."""
    normal, clause = words.normal, words.clause
    before, after = normal[max(0, place - 3) : place], normal[place + 1 : place + 4]
    if before[-2:] == AGO:
        return False
    if (marks.durations | marks.things).intersection(before) and not marks.born.intersection(before):
        return False
    owned = place > 0 and clause[place - 1] == clause[place] and bool(marks.owners.intersection(before[-2:]))
    in_years = bool(marks.years.intersection(after[:2]))
    if normal[place] in marks.ordinals:
        return in_years or owned or bool(marks.tens.intersection(after[:2]))
    return in_years and (owned or _stands_apart(clause, place) or bool(marks.old.intersection(after)))


def _stands_apart(clause: list[int], place: int) -> bool:
    """Whether the word and the next one are all that stands between two commas or brackets."""
    opened = place > 0 and clause[place - 1] != clause[place]
    closed = place + 2 >= len(clause) or clause[place + 2] != clause[place]
    return opened and closed and place + 1 < len(clause) and clause[place + 1] == clause[place]
