"""The words of a text in order: normal form, place in the text, sentence and clause."""

import re
from dataclasses import dataclass, field
from itertools import accumulate

from chalicelib.domain.diagnosis.normal_form import MAX_WORD, WORD, normal_words

_BETWEEN_GAPS = re.compile(f"({WORD})")
_SPACED = re.compile(r"(?<![^\W_])[^\W\d_][^\w][^\W\d_][^\w][^\W\d_][^\w][^\W\d_](?![^\W_])")
_ENDS = frozenset(".!?…؟;؛\n")
_SIGNS = _ENDS.union(',،:()«»"“”[]—–')
MIN_SPACED = 4
_LETTERS = bytes([True]) * MIN_SPACED
MAX_WORDS = 20_000
"""Half the words read of one text: far more than the longest accepted report holds."""


@dataclass(slots=True)
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
    # One call splits: gap, word, gap, … word, gap. Every list below is made from it without a loop over the words.
    pieces = _BETWEEN_GAPS.split(text, 2 * MAX_WORDS)
    if len(pieces) == 1:
        return Words()
    edges = list(accumulate(map(len, pieces)))
    between = pieces[2:-1:2]
    clause = list(accumulate([gap != " " and not _SIGNS.isdisjoint(gap) for gap in between], initial=0))
    ends = clause[-1] and [gap != " " and not _ENDS.isdisjoint(gap) for gap in between]
    sentence = list(accumulate(ends, initial=0)) if ends else [0] * len(clause)
    normal = normal_words(pieces[1::2])
    words = Words(normal, edges[:-1:2], edges[1::2], sentence, clause)
    alone = bytes([len(word) == 1 for word in normal])
    return _joined(words) if _LETTERS in alone and _SPACED.search(text) else words


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
