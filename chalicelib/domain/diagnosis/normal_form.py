"""The normal form of words (diagnostics specification, section 3): for matching only, the original text is kept."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from chalicelib.domain.diagnosis.invisible import BIDI_CONTROLS, INVISIBLE, ZERO_WIDTH
from chalicelib.domain.diagnosis.memory import Memory

_TIFINAGH_LETTERS = "ⴰⴱⴲⴳⴴⴷⴸⴹⴺⴻⴼⴽⴾⴿⵀⵁⵂⵃⵄⵅⵆⵇⵈⵉⵊⵋⵌⵍⵎⵏⵐⵑⵒⵓⵔⵕⵖⵗⵘⵙⵚⵛⵜⵝⵞⵟⵠⵡⵢⵣⵤⵥ"
_TIFINAGH_LATIN = (
    "a b b g g d d d d e f k k k h h h h ɛ kh kh q q i j j j l m n ny ng p u r r gh gh j s s c t t c t v w y z z z"
)
_TIFINAGH = dict(zip(_TIFINAGH_LETTERS, _TIFINAGH_LATIN.split(" "), strict=True))
_ARABIC = dict.fromkeys("أإآٱ", "ا") | dict(zip("ىةؤئکیگڭڨ", "يهويكيككق", strict=True)) | {"ـ": ""}
_LATIN_LETTERS = dict(zip("øđłıɣʷ", ("o", "d", "l", "i", "gh", "w"), strict=True)) | {"œ": "oe", "æ": "ae", "ß": "ss"}
_CHARACTERS = str.maketrans(_ARABIC | _LATIN_LETTERS | _TIFINAGH)
_HOMOGLYPHS = str.maketrans("аеорсухіѕјһԁԛԝвмнткοαρνικτ", "aeopcyxisjhdqwbmhtkoapvikt")
_FOREIGN_DIGIT = re.compile(r"(?![0-9])\d")
_ELONGATION = re.compile(r"([^\W\d_])\1{2,}")
_MARKS = re.compile("[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]+")
_CYRILLIC_OR_GREEK = re.compile("[\u0370-\u04ff]")
_LATIN = re.compile("[a-z]")
# A word holds letters, digits, the marks on them, and invisible characters that hide in it.
_INSIDE = rf"\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u2d6f{ZERO_WIDTH}{BIDI_CONTROLS}"
WORD = rf"[^\W_]++(?:[{_INSIDE}]++[^\W_]*+)*+"
WORD_PATTERN = re.compile(WORD)
MAX_WORD = 60


def normal_word(word: str) -> str:
    """Normal form of one word: NFKC, no marks, folded letters, Latin digits, lower case, elongations cut to two.

    Never empty: a stroke that lengthens nothing stays what it is.
    """
    if len(word) > MAX_WORD:
        word = word[:MAX_WORD]
    if word.isascii():
        text = word.lower()
    else:
        text = unicodedata.normalize("NFKC", INVISIBLE.sub("", word)).lower().translate(_CHARACTERS)
        if not text.isascii():
            text = _MARKS.sub("", unicodedata.normalize("NFD", text)).translate(_CHARACTERS)
            if _CYRILLIC_OR_GREEK.search(text) and _LATIN.search(text):
                text = text.translate(_HOMOGLYPHS)
            text = _FOREIGN_DIGIT.sub(lambda digit: str(unicodedata.digit(digit.group())), text)
    return _ELONGATION.sub(r"\1\1", text) or word


_NORMAL = Memory(normal_word, 32768)


def normal_words(words: Iterable[str]) -> list[str]:
    """Normal forms of the words of a text, in order."""
    return list(map(_NORMAL.__getitem__, words))


_DIGRAPHS = (("kh", "X"), ("gh", "G"), ("ch", "S"), ("sh", "S"), ("th", "t"), ("dh", "d"), ("ck", "k"))
_CONSONANTS = str.maketrans(
    {
        **dict.fromkeys("aeiouwy2'ءاوي", ""),
        **dict(zip("bcdfghjklmnpqrstvxz", "bkdfqhjklmnbqrstfXz", strict=True)),
        **dict(zip("3456789ɛ", "EdXthhqE", strict=True)),
        **dict(zip("عغخشحهقكطتثدذضظصسزجبپفڤلمنر", "EGXShhqktttddddsszjbbfflmnr", strict=True)),
    }
)
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=32768)
def darija_skeleton(word: str) -> str:
    """Consonants of a normal word of Darija: the same in Arabic letters and in any Latin spelling (9 or q, ou or o)."""
    text = word[:-1] if len(word) > 2 and word.endswith("ه") else word
    # A final i is "my": bnt is a girl, bnti is my daughter.
    mine = "I" if len(word) > 2 and word[-1] in "iyي" else ""
    for digraph, sign in _DIGRAPHS:
        text = text.replace(digraph, sign)
    return _DOUBLED.sub(r"\1", text.translate(_CONSONANTS)) + mine


@lru_cache(maxsize=8192)
def tamazight_fold(word: str) -> str:
    """A normal word of Tamazight without schwa and without doubled letters, which writers do not agree on."""
    return _DOUBLED.sub(r"\1", word.replace("e", "").replace("x", "kh"))
