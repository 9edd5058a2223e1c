"""How a place name sounds, whatever the script: Arabic, Tifinagh, Latin letters, Arabizi digits (beyond J1, ours).

A sound is written with a small Latin alphabet in which `X` stands for kh, `G` for gh and `c` for sh; its bones are its
consonants. Two names sound alike when their bones are the same and their vowels nearly so.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence

# Letters and what they sound like; the place picker reads the same tables from its file.
ARABIC_SOUNDS = {
    **dict(zip("بتثجحخدذرزسشصضطظعغفقكلمنهويا", "bttjhXddrzscsdtdaGfkklmnhuia", strict=True)),
    # Letters of other keyboards that writers of Darija take for their sounds.
    **dict(zip("چݣڨڥڢڧۋٹ", "jkkffkut", strict=True)),
}
TIFINAGH_SOUNDS = {
    **dict(zip("ⴰⴱⴳⴷⴹⴼⴽⵀⵃⵄⵅⵇⵉⵊⵍⵎⵏⵓⵔⵕⵖⵙⵚⵛⵜⵟⵡⵢⵣⵥⴿⴴⵠⵒⵞ", "abgddfkhhaXkijlmnurrGsscttuizzkgfbc", strict=True)),
    # Letters of the Rif, of Kabylia and of the Tuareg.
    **dict(zip("ⴲⴵⴶⴸⴺⴾⵁⵂⵆⵈⵋⵌⵐⵑⵗⵘⵝⵤⵧ", "bjjddkhhXkjznnGGtzu", strict=True)),
    **dict.fromkeys("ⴻⵦⵯ", ""),
}
LATIN_SOUNDS = {
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
    **dict(zip("cqvpwyeo", "kkfbuiiu", strict=True)),
    # Arabizi writes the Arabic letters that Latin lacks as figures of their shape.
    **dict(zip("23456789", ("", "a", "G", "X", "t", "h", "G", "k"), strict=True)),
}
# Iberian spelling writes sh with an x, Amazigh spelling kh, French spelling ks.
X_SOUNDS = ("sh", "kh", "ks")
# Ç is s in the official transliteration of Morocco's maps; the others are those of Turkish and Slavic lists.
HEARD = {"ç": "s", "ş": "ch", "š": "ch", "ŝ": "ch", "č": "tch", "ž": "j", "ğ": "gh", "ḫ": "kh", "ẖ": "kh", "ġ": "gh"}
# Amazigh Latin, with the Greek letters that keyboards offer for two of its own.
HEARD |= {"ɣ": "gh", "γ": "gh", "ɛ": "3", "ε": "3", "ǧ": "dj", "ǯ": "dj"}
# An alif maqsura that no dotted ya was meant by.
HEARD |= {"ى": "ا"}
_HEARD = str.maketrans(HEARD)
_ARABIC = str.maketrans(ARABIC_SOUNDS)
_TIFINAGH = str.maketrans(TIFINAGH_SOUNDS)
_LATIN = re.compile("|".join(LATIN_SOUNDS))
LONE_C = r"(?<!t)c+(?!h)"
_LONE_C = re.compile(LONE_C)
_SOFT_C = re.compile("c(?=[eiy])")
_MUTE_U = re.compile("gu(?=[eiy])")
# A mute e after a consonant; the h that a scholar writes for a final Arabic ta marbuta.
_UNSAID = re.compile("(?<=..[^aeiouy])e$|(?<=..[ae])h$")
_DOUBLED = re.compile(r"(.)\1+")
_VOWELS = re.compile("[aiu]")
# Letters that spellings of one Moroccan name exchange freely.
EXCHANGED = {"g": "k", "j": "k", "G": "k", "X": "h"}
_EXCHANGED = str.maketrans(EXCHANGED)

ARTICLES = frozenset({"el", "al", "l", "er", "es", "en", "ez", "ed", "et", "ad", "ar", "as", "at", "an", "az", "ech"})
# The Amazigh "of".
ARTICLES |= {"n", "ⵏ"}
# The article heard inside one word: "Errachidia", "l7ajeb", "Leqnitra", "Loualidia", الريش.
GLUED = r"^(?:[aei](?=(?:rr|ss|tt|nn|zz|dd|cc|chch))|(?:[ae]?l|le)(?=[^aeiouwy]|ou|aa|aou)|ال|ⵍ(?=[^ⴰⵉⵓⵢⵡⵄⵍ]))"
_GLUED = re.compile(GLUED)

# Words that begin many names, as people shorten them or as spellings differ.
SHORTENED = {
    **dict.fromkeys(("my", "mly", "mlay"), "mulai"),
    "sd": "sidi",
    **dict.fromkeys(("ouled", "oled", "wled", "awlad", "aoulad", "اولاد"), "ulad"),
    **dict.fromkeys(("beni", "bani"), "bni"),
}

FEWEST_BONES = 3
UNHEARD = 0.5
CHANGED = 1.0
NEVER = 9.0


def sounds_of(words: Sequence[str]) -> frozenset[str]:
    """The sounds of a name: as it is, without its leading article, without any article, apart or glued."""
    spoken = [words]
    if any("x" in word for word in words):
        spoken = [[word.replace("x", said) for word in words] for said in X_SOUNDS]
    forms = {form for said in spoken for form in (tuple(said), _bare(said[:1]) + tuple(said[1:]), _bare(said))}
    return frozenset(sound for form in forms if (sound := _single("".join(map(_word_sound, form)))))


def as_heard(text: str) -> str:
    """The text with the letters of other alphabets written as French would: Çalah as Salah, Marakeš as Marakech."""
    return unicodedata.normalize("NFC", text).lower().translate(_HEARD)


def with_amazigh_c(text: str) -> str:
    """The text as an Amazigh writer means a lone c, which is sh; "" where there is none."""
    found = _LONE_C.sub("ch", text.lower())
    return found if found != text.lower() else ""


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
    most = CHANGED if bones == FEWEST_BONES else 2 * CHANGED
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
        above.append(above[-1] + (UNHEARD if letter in "aiu" else NEVER))
    for given in heard:
        added = CHANGED if given in "aiu" else NEVER
        row = [above[0] + added]
        for column, letter in enumerate(sound, 1):
            vowels = given in "aiu" and letter in "aiu"
            both = 0.0 if given == letter else CHANGED if vowels else NEVER
            left_out = UNHEARD if letter in "aiu" else NEVER
            row.append(min(above[column - 1] + both, above[column] + added, row[-1] + left_out))
        above = row
    return above[-1]


def _bare(words: Sequence[str]) -> tuple[str, ...]:
    """The words without their articles; a word that is nothing else stays."""
    return tuple(_GLUED.sub("", word) or word for word in words if word not in ARTICLES)


def _word_sound(word: str) -> str:
    if word in SHORTENED:
        return SHORTENED[word]
    first = word[0]
    if "ⴰ" <= first <= "\u2d7f":
        return word.translate(_TIFINAGH)
    if first >= "\u0590":
        # The normal form has folded a final ta marbuta to h, and it is said a.
        return (f"{word[:-1]}ا" if len(word) > 2 and word[-1] == "ه" else word).translate(_ARABIC)
    word = _UNSAID.sub("", word)
    return _LATIN.sub(lambda found: LATIN_SOUNDS[found.group()], _MUTE_U.sub("g", _SOFT_C.sub("s", word)))


def _single(sound: str) -> str:
    return _DOUBLED.sub(r"\1", sound)
