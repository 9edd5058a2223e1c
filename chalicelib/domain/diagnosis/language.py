"""Language and script of a report (diagnostics specification, section 2), by function words and forms, in one pass."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Any

from chalicelib.domain.diagnosis.normal_form import normal_word
from chalicelib.domain.diagnosis.words import Words

LATIN = ("fr", "en", "es", "ary-Latn", "zgh-Latn")
CACHED_WORDS = 32768
Votes = tuple[tuple[str, float], ...] | None
FIGURES = (("", 0.0),)
"""What figures vote for: they are no words."""
MIXED_SHARE = 0.25
MIN_WORDS = 3
_NOT = ("ما", "وما")
_ENDING_SIZES = (6, 5, 4, 3, 2)
_ARAB = re.compile("[\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]+")
_TFNG = re.compile("[\u2d30-\u2d67\u2d6f]+")
_LATN = re.compile("[A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02b8\u1e00-\u1eff\u0263\u025b]+")
_ARABIZI = re.compile(r"^(?:[a-z]+[23579][a-z0-9]*|[23579][a-z]{2,}[a-z0-9]*)$")
_NOT_ARABIZI = re.compile(r"^\d+[a-z]{1,3}$|^[a-z]{1,2}\d+$|^(?:19|20)\d\d|^4[gk]|[a-z]+\d{2,}$")
_AMAZIGH_LETTERS = re.compile(
    "[\u0263\u025b\u0190\u0194\u02b7\u1e0c\u1e0d\u1e24\u1e25\u1e5a\u1e5b\u1e62\u1e63\u1e6c\u1e6d\u1e92\u1e93]"
)
_DARIJA_VERB = re.compile("^(?:ك[ايتن]|غادي?|غن|غت|غي|تاي|تات|تان)[\u0621-\u064a]{3,}$")
_LATIN_DARIJA_VERB = re.compile(r"^(?:ka|kay|kat|kan|tay|tat|tan|ghan|ghat|ghay|ghadi)[a-z0-9]{3,}$")


@dataclass(frozen=True, eq=False)
class LanguageMarks:
    """Words that mark a language, in normal form, with their weight; the ends of words that do; Darija marks."""

    words: Mapping[str, Mapping[str, float]]
    endings: Mapping[str, str]
    darija: frozenset[str]
    darija_starts: tuple[str, ...]
    not_darija: frozenset[str]
    votes: Callable[[str], Votes] = field(init=False)
    darija_weight: Callable[[str], float] = field(init=False)

    def __post_init__(self) -> None:
        """Remember what was found of a word: every text repeats the words of others."""
        object.__setattr__(self, "votes", lru_cache(maxsize=CACHED_WORDS)(partial(_votes, self)))
        object.__setattr__(self, "darija_weight", lru_cache(maxsize=CACHED_WORDS)(partial(_darija_weight, self)))


@dataclass(frozen=True)
class Language:
    """The main language, the script, and the second language when the text is mixed."""

    language: str
    script: str
    second: str = ""


def build_marks(data: Mapping[str, Any]) -> LanguageMarks:
    """Compile the language table: a word of several languages counts for each by its share."""
    owners: dict[str, list[str]] = {}
    for language, text in data["words"].items():
        for word in dict.fromkeys(normal_word(word) for word in text.split()):
            owners.setdefault(word, []).append(language)
    words = {word: dict.fromkeys(languages, 1.0 / len(languages)) for word, languages in owners.items()}
    endings = {normal_word(end): language for language, text in data["endings"].items() for end in text.split()}
    return LanguageMarks(
        words,
        endings,
        frozenset(normal_word(word) for word in data["darija"].split()),
        tuple(data["darija_starts"].split()),
        frozenset(normal_word(word) for word in data["not_darija"].split()),
    )


def script_of(text: str) -> str:
    """`Arab`, `Latn`, `Tfng`, `Mixed` (two scripts above 25 % of the letters) or `Zyyy` (no letters)."""
    if text.isascii():
        return "Latn" if _LATN.search(text) else "Zyyy"
    counts = _letters(text)
    total = sum(counts.values())
    if not total:
        return "Zyyy"
    large = [script for script, count in counts.items() if count > MIXED_SHARE * total]
    return large[0] if len(large) == 1 else "Mixed" if large else max(counts, key=lambda script: counts[script])


def _letters(text: str) -> dict[str, int]:
    return {
        script: sum(map(len, letters.findall(text)))
        for script, letters in (("Arab", _ARAB), ("Latn", _LATN), ("Tfng", _TFNG))
    }


def language_of(text: str, words: Words, marks: LanguageMarks, page_language: str = "") -> Language:
    """Language of most words of a text from which links, accounts and identifiers were taken out."""
    script = script_of(text)
    arabic = latin = tifinagh = 0
    scores = dict.fromkeys(LATIN, 0.0)
    darija = 0.0
    plain = text.isascii() or not (_TFNG.search(text) or _AMAZIGH_LETTERS.search(text))
    for position, word in enumerate(words.normal):
        if not plain:
            original = text[words.start[position] : words.end[position]]
            if "\u2d30" <= original[0] <= "\u2d7f":
                tifinagh += 1
                continue
            if _AMAZIGH_LETTERS.search(original):
                scores["zgh-Latn"] += 1.5
        votes = marks.votes(word)
        if votes is None:
            arabic += 1
            denied = position > 0 and word.endswith("ش") and len(word) > 3 and words.normal[position - 1] in _NOT
            darija += 1.0 if denied and word not in marks.not_darija else marks.darija_weight(word)
        elif votes is not FIGURES:
            latin += 1
            for language, weight in votes:
                scores[language] += weight
    return _decide(script, arabic, latin, tifinagh, scores, darija, page_language)


def _decide(
    script: str, arabic: int, latin: int, tifinagh: int, scores: dict[str, float], darija: float, page_language: str
) -> Language:
    if arabic + latin + tifinagh < MIN_WORDS:
        return Language("und", script)
    in_arabic = "ary" if darija >= 2 else "ar"
    if not latin and arabic > tifinagh:
        return Language(in_arabic, script)
    if tifinagh >= max(arabic, latin):
        return Language("zgh", script)
    ranked = sorted(LATIN, key=lambda name: (-scores[name] - (0.3 if name == page_language else 0), LATIN.index(name)))
    best = ranked[0]
    if scores[best] <= 0:
        best = ""
    total = arabic + latin + tifinagh
    if arabic >= latin:
        return Language(in_arabic, script, best if latin >= 0.1 * total and latin >= 2 and best else "")
    if not best:
        return Language("und", script)
    second = ranked[1] if scores[ranked[1]] >= max(0.3 * scores[best], 2.5) else ""
    if arabic >= max(2, 0.1 * total):
        second = in_arabic
    return Language(best, script, second)


def _darija_weight(marks: LanguageMarks, word: str) -> float:
    """How much an Arabic word alone speaks for Darija."""
    if word in marks.not_darija:
        return 0.0
    bare = word[1:] if word[0] == "و" and len(word) > 3 else word
    if bare in marks.darija or word in marks.darija:
        return 1.0
    if bare.startswith(marks.darija_starts) or (_DARIJA_VERB.match(bare) and bare not in marks.not_darija):
        return 1.0
    if word.endswith("ش") and len(word) > 3 and word.startswith(_NOT):
        return 1.0
    return 0.5 if word.startswith("فال") and len(word) > 5 else 0.0


def _votes(marks: LanguageMarks, word: str) -> Votes:
    """Which languages a normal Latin word speaks for, and how strongly; None for a word in Arabic letters."""
    if "\u0621" <= word[0] <= "\u06ff":
        return None
    if word[0].isdigit() and word.isdigit():
        return FIGURES
    known = marks.words.get(word)
    return tuple(known.items()) if known else _shape_votes(word, marks)


def _shape_votes(word: str, marks: LanguageMarks) -> Votes:
    if _ARABIZI.match(word) and not _NOT_ARABIZI.search(word):
        return (("ary-Latn", 1.5),)
    if _LATIN_DARIJA_VERB.match(word):
        return (("ary-Latn", 0.8),)
    for size in _ENDING_SIZES:
        language = marks.endings.get(word[-size:]) if len(word) > size + 2 else None
        if language:
            return ((language, 0.5),)
    return ()
