"""The normal form of place names (J1): what two spellings of one name have in common.

Case, accents, apostrophes, hyphens and spaces are dropped; Arabic vowels and tatweel are dropped, letters that
writers interchange are folded. The place picker of the form uses the same form: the tables here go into its file.
"""

import re
import unicodedata
from collections.abc import Sequence

# What a letter becomes once NFKD has taken hamza and madda off their carriers and accents off Latin letters.
FOLDED_LETTERS: dict[str, str | None] = {
    "ى": "ي",
    "ة": "ه",
    "ٱ": "ا",
    "ء": None,
    "ـ": None,
    "ڭ": "ك",
    "گ": "ك",
    "ک": "ك",
    "ڪ": "ك",
    "پ": "ب",
    "ڤ": "ف",
    "ی": "ي",
    "ہ": "ه",
    "ھ": "ه",
    "œ": "oe",
    "æ": "ae",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ı": "i",
    "ß": "ss",
    "ʿ": None,
    "ʾ": None,
    "ʼ": "'",
    "_": " ",
    **dict(zip("٠١٢٣٤٥٦٧٨٩", "0123456789", strict=True)),
    **dict(zip("۰۱۲۳۴۵۶۷۸۹", "0123456789", strict=True)),
}
_FOLDED = str.maketrans(FOLDED_LETTERS)
# Accents, Arabic vowels and signs, and marks that nobody sees: the inside of a character class, here and in the picker.
MARKS = (
    "\u00ad\u0300-\u036f\u0610-\u061a\u061c\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\u20d0-\u20ff\ufe00-\ufe0f\ufeff"
)
_MARKS = re.compile(f"[{MARKS}]")
_WORD = re.compile(r"\w+")
LATIN_ARTICLES = ("el", "al", "l", "er", "es", "en", "ez", "ed")
ARABIC_ARTICLE = "ال"


def name_words(text: str) -> list[str]:
    """The words of a name, folded. An apostrophe or a hyphen parts two words."""
    if not text.isascii():
        text = _MARKS.sub("", unicodedata.normalize("NFKD", text))
    return _WORD.findall(text.lower().translate(_FOLDED))


def name_key(text: str) -> str:
    """The normal form of a name: its folded words without what parts them."""
    return "".join(name_words(text))


def without_article(words: Sequence[str]) -> str:
    """The key of a name without its leading article (step d of J1)."""
    if not words:
        return ""
    first, rest = words[0], words[1:]
    if first in LATIN_ARTICLES and rest:
        return "".join(rest)
    if first.startswith(ARABIC_ARTICLE) and len(first) > len(ARABIC_ARTICLE):
        first = first[len(ARABIC_ARTICLE) :]
    return first + "".join(rest)


def one_edit_away(key: str, alphabet: str) -> set[str]:
    """Every text one insertion, deletion, substitution or swap of neighbours away from `key`, not `key` itself."""
    halves = [(key[:cut], key[cut:]) for cut in range(len(key) + 1)]
    found = {left + right[1:] for left, right in halves if right}
    found.update(left + right[1] + right[0] + right[2:] for left, right in halves if len(right) > 1)
    found.update(left + letter + right[1:] for left, right in halves if right for letter in alphabet)
    found.update(left + letter + right for left, right in halves for letter in alphabet)
    found.discard(key)
    return found
