"""Points by learnt words: a linear model as a plain table, beside the cues (specification, section 7).

Cues know what somebody wrote down; people write otherwise. The table gives each word, each four letters in a word and,
in Arabic and Darija, each word's consonants (the same in both scripts) a weight for every category, learnt from
labelled reports by `make learn`. It adds a few points, each with the word that weighed most; it never takes any away.
"""

import math
import struct
from collections.abc import Mapping
from functools import lru_cache, partial
from typing import NamedTuple

from chalicelib.domain.diagnosis.normal_form import darija_skeleton
from chalicelib.domain.diagnosis.reasons import Quotation, Reason
from chalicelib.domain.diagnosis.words import Words

PIECE = 4
MOST_WORDS = 400
"""Words of a report that are weighed, from its beginning: more than any labelled report holds."""
CACHED_WORDS = 16_384
FEW_PIECES = 60
"""Of a text with fewer pieces, about ten words, each word says no more than it would in one of that many."""
TRUST = 1.0
"""Points for each factor of e by which a category is likelier than by chance; chosen on reports that taught nothing."""
ZERO = ord("P")
"""The sign of the weight 0 in the table; its neighbours are one step more or less."""
LIKELY, SURE = 0.5, 0.75
"""How likely a category must be that no cue and no choice names; in few words, or to say "in danger now", surer."""
TELLING = 18
"""Words from which the learnt ones are trusted: of fewer, one word alone would decide."""
SIGNAL = "learnt_words"
SOUNDED = frozenset(("ar", "ary", "ary-Latn"))
LANE = 32
_ONE_LANE = (1 << LANE) - 1
OFFSET = 1 << 20
"""Added to each packed weight, so that no sum falls below zero: 400 words of 60 pieces, each of at most 80 steps, stay
within the 32 bits of a lane.
"""


class Weighed(NamedTuple):
    """A word: its weights in steps, 32 bits of one number for each category, and its number of pieces."""

    packed: int
    pieces: int


class Likelihood(NamedTuple):
    """The share of each category (they add up to 1), and the words by their places, to tell which weighed most."""

    shares: Mapping[str, float]
    weighed: Mapping[int, Weighed]

    def likelier(self) -> list[str]:
        """The categories that are likelier than by chance, in the order of the table."""
        chance = 1 / len(self.shares) if self.shares else 1
        return [name for name, share in self.shares.items() if share > chance]

    def heaviest(self, category: str) -> int:
        """Place of the word that weighed most for a category, the first one of several."""
        lane = LANE * list(self.shares).index(category)
        return -max([(word.packed >> lane & _ONE_LANE, -place) for place, word in self.weighed.items()])[1]


class LearntWords:
    """The table, ready to weigh reports. Nothing changes after construction but its memory of words."""

    def __init__(self, table: Mapping[str, object]) -> None:
        """`table`: `categories`, their `bias`, the `step` of a weight, and `weights`: piece → one sign a category."""
        self.categories: tuple[str, ...] = tuple(table["categories"])  # type: ignore[arg-type]
        self._bias: tuple[float, ...] = tuple(table["bias"])  # type: ignore[arg-type]
        self._step = float(table["step"])  # type: ignore[arg-type]
        self._weights: Mapping[str, str] = table["weights"]  # type: ignore[assignment]
        self._lanes = struct.Struct(f"<{len(self.categories)}I")
        self._ones = sum(1 << LANE * number for number in range(len(self.categories)))
        self._plain, self._sounded = (
            lru_cache(maxsize=CACHED_WORDS)(partial(self._weigh, sounded=sounded)) for sounded in (False, True)
        )

    def likelihood(self, words: Words, language: str) -> Likelihood:
        """How likely each category is by the words alone; nothing is without words."""
        weigh = self._sounded if language in SOUNDED else self._plain
        normal = words.normal[:MOST_WORDS]
        # The last of equal keys stays: counted from the end, the first place of each word.
        places = dict(zip(reversed(normal), range(len(normal) - 1, -1, -1), strict=True))
        if not places:
            return Likelihood({}, {})
        weighed = dict(zip(places.values(), map(weigh, places), strict=True))
        packed = sum([word.packed for word in weighed.values()])
        pieces = sum([word.pieces for word in weighed.values()])
        long = self._step / math.sqrt(max(FEW_PIECES, pieces))
        less = OFFSET * len(weighed)
        sums = self._lanes.unpack(packed.to_bytes(self._lanes.size, "little"))
        scores = [bias + (total - less) * long for bias, total in zip(self._bias, sums, strict=True)]
        most = max(scores)
        odds = [math.exp(score - most) for score in scores]
        whole = sum(odds)
        return Likelihood(dict(zip(self.categories, [odd / whole for odd in odds], strict=True)), weighed)

    def _weigh(self, word: str, *, sounded: bool) -> Weighed:
        pieces = pieces_of(word, sounded=sounded)
        known = [self._weights[piece] for piece in pieces if piece in self._weights]
        # Signs in UTF-32 are lanes, behind a mark of their order: their numbers are added all at once.
        signs = sum([int.from_bytes(signs.encode("utf-32"), "little") >> LANE for signs in known])
        return Weighed(signs + self._ones * (OFFSET - ZERO * len(known)), len(pieces))


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
    for name in likely.likelier():
        share = likely.shares[name]
        weight = round(TRUST * math.log(share * len(likely.shares)))
        alone = not points.get(name) and share < (SURE if name == "DANGER" or len(words) < TELLING else LIKELY)
        if weight < 1 or alone or name == "NOT_ACTIONABLE":
            continue
        place = likely.heaviest(name)
        points[name] = points.get(name, 0) + weight
        reasons.append(Reason(SIGNAL, quote(words.start[place], words.end[place]), f"{name} +{weight}", weight))
