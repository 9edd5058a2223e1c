"""Language and script of each part of a mixed report (diagnostics specification, section 2), sentence by sentence."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from chalicelib.domain.diagnosis.language import LanguageMarks, language_of
from chalicelib.domain.diagnosis.words import Words

MOST = 50
"""Parts told: more than a reader looks at."""


def segments_of(text: str, words: Words, marks: LanguageMarks, places: Sequence[int] | None) -> list[dict[str, Any]]:
    """`{start, end, language, script}` in the order of the text; neighbours of one language are one part.

    `text` is the searched text, `places` where its characters stand in the original (None: where they are). A sentence
    of too few words belongs to the one before it. Empty when all of the text is one part.
    """
    parts: list[dict[str, Any]] = []
    for _, group in groupby(range(len(words)), words.sentence.__getitem__):
        indexes = list(group)
        first, last = indexes[0], indexes[-1]
        start, end = words.start[first], words.end[last]
        found = language_of(text[start:end], _slice(words, first, last + 1, start), marks)
        if parts and (found.language == "und" or found.language == parts[-1]["language"]):
            parts[-1]["end"] = end
        elif len(parts) == MOST:
            break
        else:
            parts.append({"start": start, "end": end, "language": found.language, "script": found.script})
    if len(parts) < 2:
        return []
    if places is not None:
        for part in parts:
            part["start"], part["end"] = places[part["start"]], places[part["end"] - 1] + 1
    return parts


def _slice(words: Words, first: int, stop: int, offset: int) -> Words:
    """Words `first` to `stop` as those of a text that begins at `offset`."""
    starts = [place - offset for place in words.start[first:stop]]
    ends = [place - offset for place in words.end[first:stop]]
    return Words(words.normal[first:stop], starts, ends, words.sentence[first:stop], words.clause[first:stop])
