"""How a place name sounds, whatever the script: Arabic, Tifinagh, Latin letters, Arabizi digits (beyond J1, ours).

A sound is written with a small Latin alphabet in which `X` stands for kh, `G` for gh and `c` for sh; its bones are its
consonants. Two names sound alike when their bones are the same and their vowels nearly so.
"""

import re
from collections.abc import Iterable, Sequence

_ARABIC = str.maketrans("بتثجحخدذرزسشصضطظعغفقكلمنهويا", "bttjhXddrzscsdtdaGfkklmnhuia")
_TIFINAGH = str.maketrans("ⴰⴱⴳⴷⴹⴼⴽⵀⵃⵄⵅⵇⵉⵊⵍⵎⵏⵓⵔⵕⵖⵙⵚⵛⵜⵟⵡⵢⵣⵥⴿⴴⵠⵒⵞ", "abgddfkhhaXkijlmnurrGssctt" + "uizzkgfbc", "ⴻⵯ")
_LATIN_GROUPS = {
    "tch": "c",
    "sch": "c",
    "ch": "c",
    "sh": "c",
    "kh": "X",
    "gh": "G",
    "rh": "G",
    "dj": "j",
    "ou": "u",
    "oo": "u",
    "ee": "i",
    "ph": "f",
    "th": "t",
    "dh": "d",
    "qu": "k",
    "x": "ks",
    **dict(zip("cqvpwyeo", "kkfbuiiu", strict=True)),
    # Arabizi writes the Arabic letters that Latin lacks as figures of their shape.
    **dict(zip("23456789", ("", "a", "G", "X", "t", "h", "G", "k"), strict=True)),
}
_LATIN = re.compile("|".join(_LATIN_GROUPS))
_SOFT_C = re.compile("c(?=[eiy])")
_MUTE_U = re.compile("gu(?=[eiy])")
# A mute e after a consonant; the h that a scholar writes for a final Arabic ta marbuta.
_UNSAID = re.compile("(?<=..[^aeiouy])e$|(?<=..[ae])h$")
_DOUBLED = re.compile(r"(.)\1+")
_VOWELS = re.compile("[aiu]")
# Letters that spellings of one Moroccan name exchange freely.
_EXCHANGED = str.maketrans("gjGX", "kkkh")

_ARTICLES = frozenset({"el", "al", "l", "er", "es", "en", "ez", "ed", "et", "ad", "ar", "as", "at", "an", "az", "ech"})
# The article heard inside one word: "Errachidia", "Essaouira", "l7ajeb", "Lqnitra", الريش.
_GLUED = re.compile(r"^(?:[aei](?=(?:rr|ss|tt|nn|zz|dd|cc|chch))|[ae]?l(?=[^aeiouwy3])|ال|ⵍ(?=[^ⴰⵉⵓⵢⵡⵄⵍ]))")

# Titles in names, as people shorten them.
_SHORTENED = {"my": "mulai", "mly": "mulai", "mlay": "mulai", "sd": "sidi"}

FEWEST_BONES = 3
_UNHEARD = 0.5
_CHANGED = 1.0
_NEVER = 9.0


def sounds_of(words: Sequence[str]) -> frozenset[str]:
    """The sounds of a name: as it is, without its leading article, without any article, apart or glued."""
    forms = {tuple(words), _bare(words[:1]) + tuple(words[1:]), _bare(words)}
    return frozenset(sound for form in forms if (sound := _single("".join(map(_word_sound, form)))))


def bones_of(sound: str) -> str:
    """The consonants of a sound."""
    return _single(_VOWELS.sub("", sound))


def coarse_sound(sound: str) -> str:
    """The sound without the differences between g, j, k and gh, or between h and kh."""
    return _single(sound.translate(_EXCHANGED))


def nearest_sounds(heard: str, known: Iterable[tuple[str, int]]) -> dict[int, float]:
    """Names (by number) whose sound is near enough to `heard`, each with its cost. All must share its bones."""
    bones = len(bones_of(heard))
    if bones < FEWEST_BONES:
        return {}
    most = _CHANGED if bones == FEWEST_BONES else 2 * _CHANGED
    found: dict[int, float] = {}
    for sound, number in known:
        cost = _vowel_cost(heard, sound)
        if cost <= most:
            found[number] = min(cost, found.get(number, cost))
    return found


def _vowel_cost(heard: str, sound: str) -> float:
    """What separates two sounds of the same bones: a vowel left out costs half of one put in or changed."""
    above = [0.0]
    for letter in sound:
        above.append(above[-1] + (_UNHEARD if letter in "aiu" else _NEVER))
    for given in heard:
        added = _CHANGED if given in "aiu" else _NEVER
        row = [above[0] + added]
        for column, letter in enumerate(sound, 1):
            vowels = given in "aiu" and letter in "aiu"
            both = 0.0 if given == letter else _CHANGED if vowels else _NEVER
            left_out = _UNHEARD if letter in "aiu" else _NEVER
            row.append(min(above[column - 1] + both, above[column] + added, row[-1] + left_out))
        above = row
    return above[-1]


def _bare(words: Sequence[str]) -> tuple[str, ...]:
    """The words without their articles; a word that is nothing else stays."""
    return tuple(_GLUED.sub("", word) or word for word in words if word not in _ARTICLES)


def _word_sound(word: str) -> str:
    if word in _SHORTENED:
        return _SHORTENED[word]
    first = word[0]
    if "ⴰ" <= first <= "\u2d7f":
        return word.translate(_TIFINAGH)
    if first >= "\u0590":
        return (word[:-1] if len(word) > 2 and word[-1] == "ه" else word).translate(_ARABIC)
    word = _UNSAID.sub("", word)
    return _LATIN.sub(lambda found: _LATIN_GROUPS[found.group()], _MUTE_U.sub("g", _SOFT_C.sub("s", word)))


def _single(sound: str) -> str:
    return _DOUBLED.sub(r"\1", sound)
