"""Points by learnt words: a linear model as a plain table, beside the cues (specification, section 7).

Cues know what somebody wrote down; people write otherwise. The table gives each word, each four letters in a word and,
in Arabic and Darija, each word's consonants (the same in both scripts) a weight for every category, learnt from
labelled reports by `make learn`. It adds a few points, each with the word that weighed most; it never takes any away.
"""

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
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
TRUST = 0.7
"""Points for each factor of e by which a category is likelier than by chance; chosen on reports that taught nothing."""
ZERO = ord("P")
"""The sign of the weight 0 in the table; its neighbours are one step more or less."""
LIKELY, SURE = 0.55, 0.75
"""How likely a category must be that no cue and no choice names; to say alone that somebody is in danger takes more."""
SIGNAL = "learnt_words"
SOUNDED = frozenset(("ar", "ary", "ary-Latn"))


class Weighed(NamedTuple):
    """A word: its weight for each category, and the number of pieces that it is made of."""

    weights: Sequence[float]
    pieces: int


class Likelihood(NamedTuple):
    """The share of each category (they add up to 1), and the word that weighed most for each that beats chance."""

    shares: Mapping[str, float]
    heaviest: Mapping[str, int]


class LearntWords:
    """The table, ready to weigh reports. Nothing changes after construction but its memory of words."""

    def __init__(self, table: Mapping[str, object]) -> None:
        """`table`: `categories`, their `bias`, the `step` of a weight, and `weights`: piece → one sign a category."""
        self.categories: tuple[str, ...] = tuple(table["categories"])  # type: ignore[arg-type]
        self._bias: tuple[float, ...] = tuple(table["bias"])  # type: ignore[arg-type]
        self._step = float(table["step"])  # type: ignore[arg-type]
        self._weights: Mapping[str, str] = table["weights"]  # type: ignore[assignment]
        self.chance = 1 / len(self.categories)
        self._weighed = lru_cache(maxsize=CACHED_WORDS)(self._weigh)

    def likelihood(self, words: Words, language: str) -> Likelihood:
        """How likely each category is by the words alone; nothing is without words."""
        sounded = language in SOUNDED
        places = {word: place for place, word in reversed(list(enumerate(words.normal[:MOST_WORDS])))}
        if not places:
            return Likelihood({}, {})
        weighed = {place: self._weighed(word, sounded) for word, place in places.items()}
        long = math.sqrt(max(FEW_PIECES, sum(word.pieces for word in weighed.values())))
        sums = map(sum, zip(*(word.weights for word in weighed.values()), strict=True))
        scores = [bias + total / long for bias, total in zip(self._bias, sums, strict=True)]
        most = max(scores)
        odds = [math.exp(score - most) for score in scores]
        shares = {name: odd / sum(odds) for name, odd in zip(self.categories, odds, strict=True)}
        heaviest = {
            name: max(weighed, key=lambda place: (weighed[place].weights[number], -place))
            for number, name in enumerate(self.categories)
            if shares[name] > self.chance
        }
        return Likelihood(shares, heaviest)

    def _weigh(self, word: str, sounded: bool) -> Weighed:
        pieces = pieces_of(word, sounded=sounded)
        known = [self._weights[piece] for piece in pieces if piece in self._weights]
        totals = map(sum, zip(*(map(ord, signs) for signs in known), strict=True)) if known else [0] * len(self._bias)
        return Weighed([self._step * (total - ZERO * len(known)) for total in totals], len(pieces))


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
    for name, place in likely.heaviest.items():
        share = likely.shares[name]
        weight = round(TRUST * math.log(share * len(likely.shares)))
        alone = not points.get(name) and share < (SURE if name == "DANGER" else LIKELY)
        if weight < 1 or alone or name == "NOT_ACTIONABLE":
            continue
        points[name] = points.get(name, 0) + weight
        reasons.append(Reason(SIGNAL, quote(words.start[place], words.end[place]), f"{name} +{weight}", weight))
