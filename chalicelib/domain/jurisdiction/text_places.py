"""Places that a report's text names: suggestions with their words, never facts (an officer confirms them).

Only exact names and names people use count, no misspellings: in running text too many words look like some village.
A single word needs a word before it that says "in" or "from", unless it is the unmistakable name of a court's town;
several words are a name by themselves.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from chalicelib.domain.jurisdiction.court_map import CourtData
from chalicelib.domain.jurisdiction.place_names import name_key
from chalicelib.domain.jurisdiction.places import PlaceIndex

LONGEST_NAME = 5
SHORTEST_NAME = 3
SHORTEST_ARABIC_NAME = 5
MOST_MENTIONS = 20

# A word of running text, not a piece of an address, a handle or a file name.
_WORD = re.compile(r"(?<![\w./@:_-])[\w'’‘-]+(?![\w@/:_-]|\.\w)")
_BEFORE_A_PLACE = """
à a au aux de d en dans vers depuis chez in at from to near desde hasta f fi mn men l dyal diyal g gh s zg
في من الى إلى نحو قرب ب ف ل ديال مدينة بمدينة ⴳ ⵙ ⵣⴳ ⵖ ville city ciudad commune
"""
_IN_OR_FROM = frozenset(_BEFORE_A_PLACE.split())
_IN = frozenset({"à", "f", "fi", "in", "في", "ف", "ⴳ"})
# Towns that are also everyday words ("house", "enough", "aunt", "the bath"): only after a word that says "in".
_EVERYDAY_WORDS = """
casa safi sala tata rich had الحمام المدينة المنزل الجديدة العين حسان الرياض الساحل
"""
_EVERYDAY = frozenset(_EVERYDAY_WORDS.split())
# Arabic "in", "to" and the Darija "f" are written on the name itself.
_WRITTEN_ON = ("ب", "ف", "ل", "و", "فال", "بال", "لل")


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of a text from `start` to `end` that name one of `candidates` (codes)."""

    words: str
    start: int
    end: int
    candidates: tuple[str, ...]


def places_in_text(text: str, law: CourtData) -> list[Mention]:
    """The places a text names, in its order, each once; at most twenty. Linear in the length of the text."""
    found: dict[tuple[str, ...], Mention] = {}
    for mention in _mentions(text, law):
        found.setdefault(mention.candidates, mention)
        if len(found) == MOST_MENTIONS:
            break
    return list(found.values())


def _mentions(text: str, law: CourtData) -> Iterator[Mention]:
    words = [(match.start(), match.end()) for match in _WORD.finditer(text)]
    towns = law.court_towns
    number = 0
    while number < len(words):
        mention = _longest_from(number, words, text, law.places, towns)
        if mention is None:
            number += 1
            continue
        yield mention
        while number < len(words) and words[number][0] < mention.end:
            number += 1


def _longest_from(
    number: int, words: list[tuple[int, int]], text: str, places: PlaceIndex, towns: frozenset[str]
) -> Mention | None:
    start = words[number][0]
    for last in range(min(number + LONGEST_NAME, len(words)) - 1, number - 1, -1):
        end = words[last][1]
        said = text[start:end]
        candidates = places.exactly(said)
        if candidates and (
            _is_own_name(number, last, words, text) or _is_said_of_place(number, words, text, candidates, towns)
        ):
            return Mention(said, start, end, candidates)
    return _with_clitic(number, words, text, places)


def _is_own_name(number: int, last: int, words: list[tuple[int, int]], text: str) -> bool:
    """Several words, the first of them no preposition: "Oued Zem" is one name, "a day" is none."""
    return last > number and text[slice(*words[number])].casefold() not in _IN_OR_FROM


def _is_said_of_place(
    number: int, words: list[tuple[int, int]], text: str, candidates: tuple[str, ...], towns: frozenset[str]
) -> bool:
    start, end = words[number]
    before = text[slice(*words[number - 1])].casefold().strip("'’‘") if number > 0 else ""
    if text[start:end].casefold() in _EVERYDAY:
        return before in _IN
    if end - start < SHORTEST_NAME:
        return False
    return before in _IN_OR_FROM or (_tells_itself(text[start:end]) and towns.issuperset(candidates))


def _tells_itself(word: str) -> bool:
    """Latin and Tifinagh names of towns do; Arabic ones when they are long and have no article."""
    arabic = "\u0590" <= word[0] <= "\u08ff"
    return not arabic or (len(word) >= SHORTEST_ARABIC_NAME and not word.startswith("ال"))


def _with_clitic(number: int, words: list[tuple[int, int]], text: str, places: PlaceIndex) -> Mention | None:
    start = words[number][0]
    for last in range(min(number + LONGEST_NAME, len(words)) - 1, number - 1, -1):
        end = words[last][1]
        said = text[start:end]
        for clitic in _WRITTEN_ON:
            bare = said.removeprefix(clitic)
            if bare == said or bare[:1].isspace() or len(name_key(bare)) < SHORTEST_NAME:
                continue
            # "بالرباط" writes "in" on the article; "للرباط" swallows its first letter.
            names = (bare, f"ال{bare}") if clitic in ("فال", "بال", "لل") else (bare,)
            for name in names:
                if name not in _EVERYDAY and (candidates := places.exactly(name)):
                    return Mention(said, start, end, candidates)
    return None
