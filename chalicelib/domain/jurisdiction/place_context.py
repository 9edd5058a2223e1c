"""A name of a place among other words: what is the name, what only says where it lies (beyond J1, ours)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chalicelib.domain.jurisdiction.place_names import name_key

MOST_WORDS = 8

# Words that say what kind of place it is, or that it is in Morocco, and never which one.
_FILLERS = """
maroc morocco marruecos maghreb lmaghrib almaghrib المغرب بالمغرب ⵍⵎⵖⵔⵉⴱ
ville city town ciudad centre center centro plage playa beach quartier barrio arrondissement district
commune municipio municipalite province provincia prefecture region cercle caidat wilaya
rurale rural urbaine urbain territoriale cr cu ct
a au aux de du des la le les en in at near pres of the from chez dans sur et and y f fi mn men
مدينة بمدينة المدينة مدينه بمدينه جماعة جماعه بجماعة الجماعة اقليم إقليم باقليم بإقليم عمالة عماله بعمالة جهة جهه ولاية
القروية الحضرية الترابية قروية حضرية بلدية قيادة دائرة
مركز مقاطعة في ب من و نواحي ناحية قرب حدا
ⴳ ⵙ ⵖ ⵣⴳ ⵖⵔ ⵜⴰⵎⴷⵉⵏⵜ ⵜⴰⵖⵔⵎⵜ
"""
SAYING_NOTHING = frozenset(map(name_key, _FILLERS.split()))
# The place picker reads these from its file: they mean the same to a browser.
SPACE = r"[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
# A village is often called by the day of its market: "Had Bni Chiker" is the commune of Bni Chiker.
_MARKETS = """
souk souq suq sok zoco sou9 had hed 7ad tnine tnin tenin thnine tleta tlet tlata arbaa larbaa arba arb3a larb3a
khemis khmis khmiss lkhmis jemaa jamaa djemaa jma3a jem3a sebt sabt sbt dechra
douar duar dar ksar kasba kasbat kasbah zaouia zaouiat zaouit zawiya zawyat plage de du des es et el al ed
سوق حد أحد احد الاحد اثنين الاثنين ثلاثاء الثلاثاء أربعاء اربعاء الاربعاء
خميس الخميس جمعة الجمعة سبت السبت دوار زاوية قصبة
"""
MARKETS = frozenset(map(name_key, _MARKETS.split()))
MARK = r"[,،;؛()\n]+"
SEPARATOR = rf"[,،;؛/|()\[\]–—\n]+|{SPACE}-{SPACE}"
CLITIC = r"^(?:[بفل](?=ال)|[بف](?=[\u0621-\u064a]{3}))"
_MARK = re.compile(MARK)
_SEPARATOR = re.compile(SEPARATOR)
_CLITIC = re.compile(CLITIC)


@dataclass(frozen=True, slots=True)
class Reading:
    """A name, and a hint that may say where it lies ("" for none).

    `whole`: the name is all there is between two separators; otherwise it is torn out of other words.
    """

    name: str
    hint: str
    whole: bool


def apart(text: str) -> list[Reading]:
    """What lies between commas or brackets, word for word, each with the rest as its hint; nothing without them."""
    parts = [part for part in map(str.strip, _MARK.split(text)) if part]
    return _each_with_the_others(parts) if len(parts) > 1 else []


def readings(text: str) -> Iterator[list[Reading]]:
    """What a text may mean, in groups, likeliest first.

    First the parts between separators, the others being the hint of each, then the longest runs of words.
    """
    parts = parts_of(text)
    if not parts or len(" ".join(parts).split()) > MOST_WORDS:
        return
    if len(parts) > 1 or parts[0] != text.strip():
        yield _each_with_the_others(parts)
        yield [Reading(part, "", whole=True) for part in parts]
    for part in parts:
        words = part.split()
        yield from _runs(words)
        bare = [_CLITIC.sub("", word) for word in words]
        if bare != words:
            yield [Reading(" ".join(bare), "", whole=False)]
            yield from _runs(bare)


def without_market(text: str) -> str:
    """The text without the words before its name that say which market, village or fort it is; "" if it has none."""
    words = text.replace("-", " ").split()
    first = next((number for number, word in enumerate(words) if name_key(word) not in MARKETS), 0)
    return " ".join(words[first:]) if first else ""


def halves(words: Sequence[str]) -> list[Reading]:
    """The words cut in two wherever they can be: "Skhirate Témara" may name two towns."""
    return [
        Reading(" ".join(words[:cut]), " ".join(words[cut:]), whole=False)
        for cut in range(1, min(len(words), MOST_WORDS))
    ]


def parts_of(text: str) -> list[str]:
    """What lies between commas, brackets and the like, without the words that name nothing."""
    return [cleaned for part in _SEPARATOR.split(text) if (cleaned := _without_filler(part))]


def _each_with_the_others(parts: Sequence[str]) -> list[Reading]:
    return [
        Reading(part, ", ".join((*parts[:number], *parts[number + 1 :])), whole=True)
        for number, part in enumerate(parts)
    ]


def _runs(words: Sequence[str]) -> Iterator[list[Reading]]:
    """For each length the words that begin and those that end the text, the other words being their hint."""
    for length in range(len(words) - 1, 0, -1):
        cuts = ((words[:length], words[length:]), (words[-length:], words[:-length]))
        yield [Reading(" ".join(name), " ".join(hint), whole=False) for name, hint in cuts]


def _without_filler(part: str) -> str:
    words = part.replace("-", " ").split()
    return " ".join(word for word in words if name_key(word) not in SAYING_NOTHING)
