"""A name of a place among other words: what is the name, what only says where it lies (beyond J1, ours)."""

import re
from collections.abc import Iterator

MOST_WORDS = 8

# Words that say what kind of place it is, or that it is in Morocco, and never which one.
_FILLERS = """
maroc morocco marruecos maghreb lmaghrib almaghrib المغرب بالمغرب ⵍⵎⵖⵔⵉⴱ
ville city town ciudad medina commune municipio municipalite province provincia prefecture region cercle caidat
a au aux de du des la le les en in at near pres of the from chez dans sur f fi mn men
مدينة بمدينة المدينة مدينه بمدينه جماعة جماعه بجماعة اقليم إقليم باقليم بإقليم عمالة عماله بعمالة جهة جهه ولاية
في ب من نواحي ناحية قرب حدا
"""
SAYING_NOTHING = frozenset(_FILLERS.split())
# The place picker reads these from its file: they mean the same to a browser.
SPACE = r"[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
SEPARATOR = rf"[,،;؛/|()\[\]–—\n]+|{SPACE}-{SPACE}"
CLITIC = r"^(?:[بفل](?=ال)|[بف](?=[\u0621-\u064a]{3}))"
_SEPARATOR = re.compile(SEPARATOR)
_CLITIC = re.compile(CLITIC)


def readings(text: str) -> Iterator[tuple[str, str, bool]]:
    """Triples (name, hint, whole) that a text may mean, likeliest first.

    The hint is "" or may name the area around; `whole` is True when the name is all there is between two separators.

    First each part between commas or brackets, the others being its hint, then the longest runs of words.
    """
    parts = parts_of(text)
    if not parts or len(" ".join(parts).split()) > MOST_WORDS:
        return
    if len(parts) > 1 or parts[0] != text.strip():
        for number, part in enumerate(parts):
            yield part, " ".join(parts[:number] + parts[number + 1 :]), True
        for part in parts:
            yield part, "", True
    for part in parts:
        for name, hint in _runs(part.split()):
            yield name, hint, False


def parts_of(text: str) -> list[str]:
    """What lies between commas, brackets and the like, without the words that name nothing."""
    return [cleaned for part in _SEPARATOR.split(text) if (cleaned := _without_filler(part))]


def _runs(words: list[str]) -> Iterator[tuple[str, str]]:
    for length in range(len(words) - 1, 0, -1):
        yield " ".join(words[:length]), " ".join(words[length:])
        yield " ".join(words[-length:]), " ".join(words[:-length])
    bare = [_CLITIC.sub("", word) for word in words]
    if bare != words:
        yield " ".join(bare), ""


def _without_filler(part: str) -> str:
    return " ".join(word for word in part.split() if word.strip(".'’\"").lower() not in SAYING_NOTHING)
