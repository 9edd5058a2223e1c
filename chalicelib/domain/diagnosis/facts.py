"""Facts beside the category: ages, deadlines, dates, payments, danger, from the cues, the fields and the answers."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from chalicelib.domain.diagnosis.cues import Hit
from chalicelib.domain.diagnosis.reasons import Quotation
from chalicelib.domain.diagnosis.words import Words

MINOR_BANDS = ("minor", "under_13", "from_13", "from_16", "under_12")
_YEARS = frozenset(
    "ans an years year yo old anos ano años سنه سنوات سنين عام اعوام عوام 3am snin sna sana عاما isggwasn isgwasn usggwas"
    " isggasn iseggasen usggwasn yrs".split()
)
_OWNERS = frozenset(
    "de d ai a as est agee age ages aged is am im m s with tengo tiene con عمري عمره عمرها عندي عندها عندو عنده ذات ذو ذي سنها سني"
    " 3ndi 3ndha 3ndo 3andi 3andha 3ando fi f ɣuri ghuri dari ghur ghurs darha n ديال dyal ولدي بنتي bnti weldi هي هو his her only"
    " just seulement encore الا turning".split()
)
_DURATION = frozenset("il y depuis pendant dans hace desde durante for since ago منذ قبل خلال هادي مدة hadi mn من lasted over after".split())
_NUMBER_WORDS = {
    word: age
    for age, text in {
        5: "cinq five cinco خمس khmsa", 6: "six seis ست", 7: "sept seven siete سبع", 8: "huit eight ocho ثمان ثماني",
        9: "neuf nine nueve تسع", 10: "dix ten diez عشر عشره", 11: "onze eleven once حداش حادي 7dach",
        12: "douze twelve doce اطناش تناش tnach اتنا", 13: "treize thirteen trece تلطاش tltach الثالثه", 14: "quatorze fourteen catorce ربعطاش rb3tach",
        15: "quinze fifteen quince خمسطاش khmstach", 16: "seize sixteen dieciseis سطاش sttach", 17: "seventeen diecisiete سبعطاش sb3tach",
    }.items()
    for word in text.split()
}
_TEENS_AR = frozenset(("عشره", "عشر"))


def minor_age(words: Words, quote: Quotation) -> str:
    """The words that give an age of 3 to 17 years, or an empty string."""
    normal = words.normal
    for place, word in enumerate(normal):
        age = int(word) if word.isdecimal() and len(word) <= 2 else _NUMBER_WORDS.get(word, 0)
        if not 3 <= age <= 17:
            continue
        after = normal[place + 1 : place + 4]
        before = normal[max(0, place - 3) : place]
        if not after or not (_YEARS & set(after[:2]) or (after[0] in _TEENS_AR and "سنه" in after)):
            if not (word == "الثالثه" and after[:1] == ["عشره"]):
                continue
        if _DURATION & set(before) and not {"agee", "aged", "عمري", "عمره", "عمرها"} & set(before):
            continue
        opened = words.clause[place] != words.clause[place - 1] if place else True
        if _OWNERS & set(before[-2:]) or (opened and place and normal[place + 1 : place + 2]) or word == "الثالثه" or "old" in after:
            last = min(place + 1, len(normal) - 1)
            return quote(words.start[place], words.end[last])
    return ""


def band_is_minor(report: Mapping[str, Any]) -> str:
    """The age band of the victim, or of a reporter who is the victim, when it is below 18."""
    victim = report.get("victim")
    band = victim.get("age_band") if isinstance(victim, Mapping) else None
    if not isinstance(band, str):
        reporter = report.get("reporter")
        band = reporter.get("age_band") if isinstance(reporter, Mapping) else None
    return band if isinstance(band, str) and band.startswith(MINOR_BANDS) else ""


def answer(report: Mapping[str, Any], *names: str) -> str:
    """The first given answer to one of the questions or facts, as text; an empty string when there is none."""
    answers = report.get("answers")
    if isinstance(answers, Mapping):
        for name in names:
            value = answers.get(name)
            if value is True:
                return "yes"
            if isinstance(value, str) and value and value not in ("unknown", "no"):
                return value
    return ""


def first_evidence(hits: Sequence[Hit], families: Sequence[str], words: Words, quote: Quotation) -> str:
    """The words of the first hit of one of the families, or an empty string."""
    for hit in hits:
        if hit.family in families:
            return quote(words.start[hit.first], words.end[hit.last])
    return ""


_CLOCK = re.compile(r"\b(?:today|yesterday|hours? ago|minutes? ago)\b")


def occurred_recently(text: str) -> bool:
    """Whether the English notes of the form name a moment of the last three days."""
    return bool(_CLOCK.search(text.lower()))
