"""The words of a text in order: normal form, place in the text, sentence and clause."""

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import islice

from chalicelib.domain.diagnosis.normal_form import MAX_WORD, WORD_PATTERN, normal_word

_SPACED = re.compile(r"(?<![^\W_])[^\W\d_][^\w][^\W\d_][^\w][^\W\d_][^\w][^\W\d_](?![^\W_])")
_SIGNS = re.compile(r"[.!?…؟;؛\n,،:()«»\"“”\[\]—–]+")
_ENDS = frozenset(".!?…؟;؛\n")
MIN_SPACED = 4
MAX_WORDS = 20_000
"""Half the words and signs read of one text: far more than the longest accepted report holds."""


@dataclass
class Words:
    """Parallel lists, one entry a word; `sentence` and `clause` are running numbers."""

    normal: list[str] = field(default_factory=list)
    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    sentence: list[int] = field(default_factory=list)
    clause: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.normal)


def words_of(text: str) -> Words:
    """Split a text into words; letters spaced one by one are joined into one word."""
    spans = [match.span() for match in islice(WORD_PATTERN.finditer(text), 2 * MAX_WORDS)]
    starts, ends = map(list, zip(*spans, strict=True)) if spans else ([], [])
    words = Words([normal_word(text[start:end]) for start, end in spans], starts, ends)
    sentence = clause = 0
    for sign in _SIGNS.finditer(text, 0, spans[-1][0] if spans else 0):
        numbered = len(words.clause)
        before = bisect_left(words.start, sign.start(), numbered) - numbered
        words.sentence += [sentence] * before
        words.clause += [clause] * before
        clause += 1
        sentence += not _ENDS.isdisjoint(sign.group())
    left = len(spans) - len(words.clause)
    words.sentence += [sentence] * left
    words.clause += [clause] * left
    letters = list(map(len, words.normal)).count(1)
    return _joined(words) if letters >= MIN_SPACED and _SPACED.search(text) else words


def _joined(words: Words) -> Words:
    """Join runs of at least four single letters that single spaces, dots or dashes part ("n q t l e k")."""
    joined = Words()
    position = 0
    while position < len(words):
        stop = position
        while (
            stop < len(words)
            and len(words.normal[stop]) == 1
            and words.normal[stop].isalpha()
            and (stop == position or words.start[stop] - words.end[stop - 1] == 1)
        ):
            stop += 1
        last = stop if stop - position >= MIN_SPACED else position + 1
        joined.normal.append("".join(words.normal[position:last])[:MAX_WORD])
        joined.start.append(words.start[position])
        joined.end.append(words.end[last - 1])
        joined.sentence.append(words.sentence[position])
        joined.clause.append(words.clause[position])
        position = last
    return joined
