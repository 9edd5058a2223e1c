"""Points by learnt words: a linear model as a plain table, beside the cues (specification, section 7).

Cues know what somebody wrote down; people write otherwise. The table gives each word, each four letters in a word, in
Arabic and Darija each word's consonants (the same in both scripts) and each family of cues (the same in every language)
a weight for every category and one for "urgent", learnt from labelled reports by `make learn`. It adds a few points,
each with the words that weighed most; it never takes any away.
"""

import math
import struct
from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple

from chalicelib.domain.diagnosis.cues import Hit
from chalicelib.domain.diagnosis.memory import Memory
from chalicelib.domain.diagnosis.normal_form import darija_skeleton
from chalicelib.domain.diagnosis.reasons import Quotation, Reason
from chalicelib.domain.diagnosis.words import Words

PIECE = 4
MOST_WORDS = 400
"""Words of a report that are weighed, from its beginning: more than any labelled report holds."""
CACHED_WORDS = 16_384
FEW_PIECES = 60
"""Of a text with fewer pieces, about ten words, each word says no more than it would in one of that many."""
TRUST = 1.5
"""Points for each factor of e by which a category is likelier than by chance; chosen on reports that taught nothing."""
ZERO = ord("P")
"""The sign of the weight 0 in the table; its neighbours are one step more or less."""
LIKELY, SURE = 0.5, 0.75
"""How likely a category must be that no cue and no choice names; in few words, or to say "in danger now", surer.

Few words alone never say "in danger now": "she took two tablets for her headache".
"""
TELLING, MOST_OF_FEW = 18, 2
"""Words from which the learnt ones are trusted, and the most points of fewer: there one word alone would decide."""
SMALL = 3
"""Letters of words that tell an officer little: "my", "des", "lih"."""
SIGNAL = "learnt_words"
SOUNDED = frozenset(("ar", "ary", "ary-Latn"))
LANE = 32
_ONE_LANE = (1 << LANE) - 1
OFFSET = 1 << 20
"""Added to each packed weight, so that no sum falls below zero: 400 words of 60 pieces, each of at most 80 steps, stay
within the 32 bits of a lane.
"""


class Weighed(NamedTuple):
    """A word or a family of cues: its weights in steps, 32 bits of one number for each column, and its pieces."""

    packed: int
    pieces: int


class Likelihood(NamedTuple):
    """The share of each category (they add up to 1), how likely the report is urgent, and all that weighed.

    `packed` holds the weights of each word and family of cues, `places` their first and last words.
    """

    shares: Mapping[str, float]
    urgent: float
    packed: Sequence[int]
    places: Sequence[tuple[int, int]]

    def likelier(self) -> list[str]:
        """The categories that are likelier than by chance, in the order of the table."""
        chance = 1 / len(self.shares) if self.shares else 1
        return [name for name, share in self.shares.items() if share > chance]

    def heaviest(self, category: str, words: Words) -> tuple[int, int]:
        """First and last word of what weighed most for a category, the longest of several; small words if no others."""
        lane = LANE * list(self.shares).index(category)
        said = list(zip(self.packed, self.places, strict=True))
        told = [each for each in said if words.end[each[1][1]] - words.start[each[1][0]] > SMALL] or said
        return max(told, key=lambda each: (each[0] >> lane & _ONE_LANE, each[1][1] - each[1][0]))[1]


class LearntWords:
    """The table, ready to weigh reports. Nothing changes after construction but its memory of words."""

    def __init__(self, table: Mapping[str, object]) -> None:
        """`table`: `columns` (every category, then `urgent`), their `bias`, the `step` of a weight, and `weights`:
        piece → one sign a column.
        """
        columns: tuple[str, ...] = tuple(table["columns"])  # type: ignore[arg-type]
        self.categories = columns[:-1]
        self._bias: tuple[float, ...] = tuple(table["bias"])  # type: ignore[arg-type]
        self._step = float(table["step"])  # type: ignore[arg-type]
        self._weights: Mapping[str, str] = table["weights"]  # type: ignore[assignment]
        self._lanes = struct.Struct(f"<{len(columns)}I")
        self._ones = sum(1 << LANE * number for number in range(len(columns)))
        self._plain, self._sounded = (
            Memory(partial(self._word, sounded=sounded), CACHED_WORDS) for sounded in (False, True)
        )
        self._family = Memory(lambda family: self._weigh([piece_of(family)]), CACHED_WORDS)

    def likelihood(self, words: Words, language: str, cues: Mapping[str, Sequence[Hit]]) -> Likelihood:
        """How likely each category is by the words and the cues that count, by family; nothing is without words."""
        weigh = self._sounded if language in SOUNDED else self._plain
        normal = words.normal[:MOST_WORDS]
        # The last of equal keys stays: counted from the end, the first place of each word.
        places = dict(zip(reversed(normal), range(len(normal) - 1, -1, -1), strict=True))
        if not places:
            return Likelihood({}, 0.0, (), ())
        weighed = [*map(weigh.__getitem__, places), *map(self._family.__getitem__, cues)]
        packed, pieces = zip(*weighed, strict=True)
        first = [(hits[0].first, hits[0].last) for hits in cues.values()]
        long = self._step / math.sqrt(max(FEW_PIECES, sum(pieces)))
        less = OFFSET * len(weighed)
        sums = self._lanes.unpack(sum(packed).to_bytes(self._lanes.size, "little"))
        *scores, urgent = [bias + (total - less) * long for bias, total in zip(self._bias, sums, strict=True)]
        most = max(scores)
        odds = [math.exp(score - most) for score in scores]
        whole = sum(odds)
        shares = dict(zip(self.categories, [odd / whole for odd in odds], strict=True))
        found = list(zip(places.values(), places.values(), strict=True))
        return Likelihood(shares, 1 / (1 + math.exp(-urgent)), packed, [*found, *first])

    def _word(self, word: str, *, sounded: bool) -> Weighed:
        return self._weigh(pieces_of(word, sounded=sounded))

    def _weigh(self, pieces: Sequence[str]) -> Weighed:
        known = [self._weights[piece] for piece in pieces if piece in self._weights]
        # Signs in UTF-32 are lanes, behind a mark of their order: their numbers are added all at once.
        signs = sum([int.from_bytes(signs.encode("utf-32"), "little") >> LANE for signs in known])
        return Weighed(signs + self._ones * (OFFSET - ZERO * len(known)), len(pieces))


def piece_of(family: str) -> str:
    """What the table knows a family of cues by."""
    return f"#{family}"


def pieces_of(word: str, *, sounded: bool) -> list[str]:
    """What the table knows a normal word by: `=` the word, `~` four of its letters, `'` its consonants."""
    pieces = [f"={word}"]
    if len(word) > 2:
        framed = f"^{word}$"
        pieces += [f"~{framed[place : place + PIECE]}" for place in range(len(framed) - PIECE + 1)]
    consonants = darija_skeleton(word) if sounded else ""
    return [*pieces, f"'{consonants}"] if len(consonants) > 1 else pieces


def add_learnt(
    points: dict[str, int], reasons: list[Reason], likely: Likelihood, words: Words, quote: Quotation
) -> None:
    """Add the points of the learnt words and their reasons; what nothing else names must be likely.

    Nothing is "not actionable" by its words: a frightened person can be as short.
    """
    few = len(words) < TELLING
    for name in likely.likelier():
        share = likely.shares[name]
        weight = round(TRUST * math.log(share * len(likely.shares)))
        doubtful = share < (SURE if few or name == "DANGER" else LIKELY) or (few and name == "DANGER")
        if weight < 1 or name == "NOT_ACTIONABLE" or (doubtful and not points.get(name)):
            continue
        weight = min(weight, MOST_OF_FEW) if few else weight
        first, last = likely.heaviest(name, words)
        points[name] = points.get(name, 0) + weight
        reasons.append(Reason(SIGNAL, quote(words.start[first], words.end[last]), f"{name} +{weight}", weight))
