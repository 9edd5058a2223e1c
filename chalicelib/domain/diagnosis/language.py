"""Language and script of a report (diagnostics specification, section 2), by function words and forms, in one pass."""

import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from typing import Any

from chalicelib.domain.diagnosis.memory import Memory
from chalicelib.domain.diagnosis.normal_form import normal_word
from chalicelib.domain.diagnosis.words import Words

LATIN = ("fr", "en", "es", "ary-Latn", "zgh-Latn")
CACHED_WORDS = 32768
WHOLE = 60
"""A whole vote: in sixtieths, halves to fifths are whole numbers, whose sums are exact."""
LANE = 32
_LANES = struct.Struct(f"<{3 + len(LATIN)}I")
"""What a text adds up to, each in 32 bits of one number, so that one sum of its words counts all: words in Arabic
letters, words in Latin letters, votes for Darija, votes for each of the languages of `LATIN`.
"""
ARABIC_WORD, LATIN_WORD, DARIJA = 1, 1 << LANE, 1 << 2 * LANE
_VOTE = {language: 1 << (3 + place) * LANE for place, language in enumerate(LATIN)}
FAVOUR = WHOLE * 3 // 10
MIXED_SHARE = 0.25
MIN_WORDS = 3
_NEGATIONS = ("ما", "وما")
_NOT = frozenset(_NEGATIONS)
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

    words: Mapping[str, Mapping[str, int]]
    endings: Mapping[str, str]
    darija: frozenset[str]
    darija_starts: tuple[str, ...]
    not_darija: frozenset[str]
    votes: Memory[int] = field(init=False)

    def __post_init__(self) -> None:
        """Remember what was found of a word: every text repeats the words of others."""
        object.__setattr__(self, "votes", Memory(partial(_votes, self), CACHED_WORDS))


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
    words = {word: dict.fromkeys(languages, WHOLE // len(languages)) for word, languages in owners.items()}
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
    said, tifinagh = words.normal, 0
    packed = sum(map(marks.votes.__getitem__, said))
    if not text.isascii() and (_TFNG.search(text) or _AMAZIGH_LETTERS.search(text)):
        for position, word in enumerate(said):
            original = text[words.start[position] : words.end[position]]
            if "\u2d30" <= original[0] <= "\u2d7f":
                tifinagh += 1
                packed -= marks.votes[word]
            elif _AMAZIGH_LETTERS.search(original):
                packed += _VOTE["zgh-Latn"] * WHOLE * 3 // 2
    arabic, latin, darija, *scores = _LANES.unpack(packed.to_bytes(_LANES.size, "little"))
    if arabic and not _NOT.isdisjoint(said):
        darija += sum(map(partial(_denied, marks), said, islice(said, 1, None)))
    return _decide(script_of(text), arabic, latin, tifinagh, scores, darija, page_language)


def _denied(marks: LanguageMarks, before: str, word: str) -> int:
    """What a word says more for Darija than it does alone, when `before` denies it ("ما كاينش")."""
    if before not in _NOT or not word.endswith("ش") or len(word) <= 3 or word in marks.not_darija:
        return 0
    return WHOLE - _darija_weight(marks, word)


def _decide(
    script: str, arabic: int, latin: int, tifinagh: int, scores: list[int], darija: int, page_language: str
) -> Language:
    total = arabic + latin + tifinagh
    if total < MIN_WORDS:
        return Language("und", script)
    in_arabic = "ary" if darija >= 2 * WHOLE else "ar"
    if not latin and arabic > tifinagh:
        return Language(in_arabic, script)
    if tifinagh >= max(arabic, latin):
        return Language("zgh", script)
    # The language of the page decides between like strengths.
    strengths = [score + FAVOUR * (name == page_language) for name, score in zip(LATIN, scores, strict=True)]
    first, next_one = sorted(range(len(LATIN)), key=strengths.__getitem__, reverse=True)[:2]
    best = LATIN[first] if scores[first] else ""
    if arabic >= latin:
        return Language(in_arabic, script, best if latin >= 0.1 * total and latin >= 2 else "")
    if not best:
        return Language("und", script)
    second = LATIN[next_one] if scores[next_one] >= max(0.3 * scores[first], 2.5 * WHOLE) else ""
    if arabic >= max(2, 0.1 * total):
        second = in_arabic
    return Language(best, script, second)


def _darija_weight(marks: LanguageMarks, word: str) -> int:
    """How much an Arabic word alone speaks for Darija."""
    if word in marks.not_darija:
        return 0
    bare = word[1:] if word[0] == "و" and len(word) > 3 else word
    if bare in marks.darija or word in marks.darija:
        return WHOLE
    if bare.startswith(marks.darija_starts) or (_DARIJA_VERB.match(bare) and bare not in marks.not_darija):
        return WHOLE
    if word.endswith("ش") and len(word) > 3 and word.startswith(_NEGATIONS):
        return WHOLE
    return WHOLE // 2 if word.startswith("فال") and len(word) > 5 else 0


def _votes(marks: LanguageMarks, word: str) -> int:
    """What a normal word adds to the lanes; nothing for figures, which are no words."""
    if "\u0621" <= word[0] <= "\u06ff":
        return ARABIC_WORD + DARIJA * _darija_weight(marks, word)
    if word[0].isdigit() and word.isdigit():
        return 0
    known = marks.words.get(word) or _shape_votes(word, marks)
    return LATIN_WORD + sum(_VOTE[language] * weight for language, weight in known.items())


def _shape_votes(word: str, marks: LanguageMarks) -> Mapping[str, int]:
    if _ARABIZI.match(word) and not _NOT_ARABIZI.search(word):
        return {"ary-Latn": WHOLE * 3 // 2}
    if _LATIN_DARIJA_VERB.match(word):
        return {"ary-Latn": WHOLE * 8 // 10}
    for size in _ENDING_SIZES:
        language = marks.endings.get(word[-size:]) if len(word) > size + 2 else None
        if language:
            return {language: WHOLE // 2}
    return {}
