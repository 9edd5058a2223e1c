"""Rule J1 once more, word for word and slow: what the fast index is compared with."""

import unicodedata
from collections.abc import Iterator

from chalicelib.reference_data.place_files import ALIASES, read_communes
from tests.jurisdiction.tables import rows_of

FOLDED = str.maketrans({**dict.fromkeys("أإآ", "ا"), "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي"})
FOLDED_TOO = str.maketrans({"ڭ": "ك", "گ": "ك", "پ": "ب", "ڤ": "ف", "ء": "", "ـ": ""})
LATIN_ARTICLES = ("el", "al", "l", "er", "es", "en", "ez", "ed")
COMMUNES = read_communes()
KNOWN_AS = [(row["alias"], row["code"]) for row in rows_of(ALIASES)]


def words(text: str) -> list[str]:
    folded = text.translate(FOLDED).translate(FOLDED_TOO).lower()
    plain = "".join(sign for sign in unicodedata.normalize("NFD", folded) if not unicodedata.combining(sign))
    return "".join(sign if sign.isalnum() else " " for sign in plain).split()


def key(text: str) -> str:
    return "".join(words(text))


def bare(text: str) -> str:
    said = words(text)
    if len(said) > 1 and said[0] in LATIN_ARTICLES:
        said = said[1:]
    elif said and said[0].startswith("ال") and len(said[0]) > 2:
        said = [said[0][2:], *said[1:]]
    return "".join(said)


def one_edit(left: str, right: str) -> bool:
    """Whether one insertion, deletion, substitution or swap makes one of the other."""
    if abs(len(left) - len(right)) > 1 or left == right:
        return False
    start = 0
    while start < min(len(left), len(right)) and left[start] == right[start]:
        start += 1
    one, other = left[start:], right[start:]
    return one[1:] == other[1:] or one[1:] == other or one == other[1:] or (one[1::-1] + one[2:] == other)


# Beside each commune its two names as words, as keys and without their articles.
WORDS = {commune.code: (words(commune.name_fr), words(commune.name_ar)) for commune in COMMUNES}
KEYS = {commune.code: (key(commune.name_fr), key(commune.name_ar)) for commune in COMMUNES}
BARE = {commune.code: (bare(commune.name_fr), bare(commune.name_ar)) for commune in COMMUNES}
DISTRICTS = {commune.code for commune in COMMUNES if commune.kind == "arrondissement"}


def steps(text: str) -> Iterator[set[str]]:
    """What each step of the rule finds, (a) to (f)."""
    said, whole = words(text), key(text)
    yield {code for code in KEYS if code == text}
    named = {code for code, names in KEYS.items() if whole in names}
    joining = {code for code in DISTRICTS if set(said) <= {word for name in WORDS[code] for word in name}}
    yield named | joining if named and named <= DISTRICTS else named
    yield {code for alias, code in KNOWN_AS if key(alias) == whole}
    yield {code for code, names in BARE.items() if bare(text) in names}
    if len(whole) < 5:
        return
    yield {
        code
        for code, names in WORDS.items()
        if any(whole == "".join(name[:cut]) for name in names for cut in range(1, len(name)))
    }
    yield {code for code, names in KEYS.items() if any(one_edit(whole, name) for name in names)}


def settled(text: str, province: str | None = None) -> tuple[str, ...]:
    """The candidates of a text, in the order of the map."""
    if not key(text):
        return ()
    kept = [commune.code for commune in COMMUNES if province is None or key(commune.province) == key(province)]
    for step in steps(text):
        found = tuple(code for code in kept if code in step)
        if found:
            return found if len(found) <= 12 else ()
    return ()
