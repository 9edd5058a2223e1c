"""Cues: words and phrases, by family, found in a text in one pass over its words."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import repeat
from typing import NamedTuple

from chalicelib.domain.diagnosis.memory import Memory
from chalicelib.domain.diagnosis.normal_form import WORD_PATTERN, darija_skeleton, normal_words, tamazight_fold
from chalicelib.domain.diagnosis.word_forms import forms_of
from chalicelib.domain.diagnosis.words import Words

GAP = -1
MAX_GAP = 3
NONE: frozenset[int] = frozenset()
VIEWS = ("normal", "darija", "tamazight")
CACHED_WORDS, CACHED_MEANINGS = 32768, 8192
SHORT_WITH_ARTICLE = 5
"""Arabic cues up to this length keep their article: without it they are other words (today, a day)."""
MIN_SKELETON_PHRASE = 6
"""Letters that the skeletons of a phrase need together; shorter ones would be found in other words."""


class Hit(NamedTuple):
    """A cue found: first and last word. Hits sort by place."""

    first: int
    last: int
    family: str


Place = tuple[int, int, str]
"""First and last word and family of a hit."""
Phrase = tuple[str, tuple[int, ...]]
"""Family of a phrase, and the atoms that must follow those that were found."""


class Reading(NamedTuple):
    """What one word means to the matcher: its atoms, the families it is a cue of alone, the phrases it opens.

    Phrases stand under their next atom: in `close` those of which it follows at once, in `apart` after a gap.
    """

    atoms: frozenset[int]
    alone: tuple[str, ...]
    close: frozenset[int]
    apart: frozenset[int]
    phrases: Mapping[int, Sequence[Phrase]]
    phrases_apart: Mapping[int, Sequence[Phrase]]


@lru_cache(maxsize=CACHED_WORDS)
def _patterns(piece: str) -> tuple[str, ...]:
    """The patterns of what stands between two spaces of a phrase: normal words, open at the edge where `*` stands."""
    words = normal_words(WORD_PATTERN.findall(piece))
    if not words:
        return ("*",)
    words[0] = "*" * piece.startswith("*") + words[0]
    words[-1] += "*" * piece.endswith("*")
    return tuple(words)


class View:
    """The atoms of one way to read words: whole words, beginnings, ends, parts."""

    def __init__(self) -> None:
        self.whole: dict[str, list[int]] = {}
        self._prefix: dict[str, dict[str, list[int]]] = {}
        self._suffix: dict[str, dict[str, list[int]]] = {}
        self._infix: dict[str, dict[str, list[int]]] = {}

    def add(self, core: str, opening: bool, closing: bool, atom: int) -> None:
        """Register an atom under `core`, `core*`, `*core` or `*core*`, open ones by the two letters at their edge."""
        if not opening and not closing:
            self.whole.setdefault(core, []).append(atom)
            return
        table = (self._infix if closing else self._suffix) if opening else self._prefix
        key = core[-2:] if opening and not closing else core[:2]
        table.setdefault(key, {}).setdefault(core, []).append(atom)

    def atoms(self, word: str) -> list[int]:
        """Every atom that the word fulfils by its end or a part of it."""
        found: list[int] = []
        for edge in (word[-1:], word[-2:]):
            suffixes = self._suffix.get(edge)
            if suffixes:
                found += [atom for core, atoms in suffixes.items() if word.endswith(core) for atom in atoms]
        if self._infix:
            for place in range(len(word) - 1):
                parts = self._infix.get(word[place : place + 2])
                if parts:
                    found += [a for core, atoms in parts.items() if word.startswith(core, place) for a in atoms]
        return found

    def opening(self, word: str) -> list[int]:
        """Every atom that the word fulfils as a whole or by its beginning."""
        found = list(self.whole.get(word, ()))
        for edge in (word[:1], word[:2]):
            prefixes = self._prefix.get(edge)
            if prefixes:
                found += [atom for core, atoms in prefixes.items() if word.startswith(core) for atom in atoms]
        return found


class CueMatcher:
    """All cues of a rule set, ready to be searched. Nothing changes after construction but its memory of words."""

    def __init__(self, families: Mapping[str, Mapping[str, Iterable[str]]]) -> None:
        """`families`: family id -> language -> phrases in ordinary spelling, `*` and `=` as in the cue tables."""
        self._atoms: dict[tuple[str, str, bool], int] = {}
        self._views = {name: View() for name in VIEWS}
        self._alone: dict[int, list[str]] = {}
        self._close: dict[int, dict[int, list[Phrase]]] = {}
        self._apart: dict[int, dict[int, list[Phrase]]] = {}
        cues = dict.fromkeys(
            (family, self._phrase(phrase, language))
            for family, by_language in families.items()
            for language, phrases in by_language.items()
            for phrase in phrases
        )
        for family, atoms in cues:
            if len(atoms) == 1:
                self._alone.setdefault(atoms[0], []).append(family)
            elif atoms:
                table, second = (self._apart, 2) if atoms[1] == GAP else (self._close, 1)
                table.setdefault(atoms[0], {}).setdefault(atoms[second], []).append((family, atoms[second + 1 :]))
        # Words with the same atoms share what they mean.
        self._reading = lru_cache(maxsize=CACHED_MEANINGS)(self._meaning)
        self._read = {name: Memory(self._reader(name), CACHED_WORDS) for name in VIEWS}

    def _phrase(self, phrase: str, language: str) -> tuple[int, ...]:
        exact, phrase = phrase.startswith("="), phrase.removeprefix("=")
        view = "normal" if exact else view_of(language)
        words = [word for piece in phrase.split() for word in _patterns(piece)]
        while words and words[-1] == "*":
            words.pop()
        if view == "darija" and len(words) > 1 and sum(map(len, map(darija_skeleton, words))) < MIN_SKELETON_PHRASE:
            view = "normal"
        return tuple(GAP if word == "*" else self._atom(word, view, len(words) == 1) for word in words)

    def _atom(self, pattern: str, view: str, single: bool) -> int:
        key = (pattern, view, single)
        if key in self._atoms:
            return self._atoms[key]
        atom = self._atoms[key] = len(self._atoms)
        core, opening, closing = pattern.strip("*"), pattern.startswith("*"), pattern.endswith("*")
        self._views["normal"].add(core, opening, closing, atom)
        if core.startswith("ال") and len(core) > SHORT_WITH_ARTICLE:
            self._views["normal"].add(core[2:], opening, closing, atom)
        if view == "darija":
            folded = darija_skeleton(core)
            least = 5 if opening or closing else 4 if single else 2
            if len(folded) >= least:
                self._views["darija"].add(folded, opening, closing, atom)
        elif view == "tamazight":
            self._views["tamazight"].add(tamazight_fold(core), opening, closing, atom)
        return atom

    def _reader(self, view: str) -> Callable[[str], Reading | None]:
        normal, darija, tamazight = (self._views[name] for name in VIEWS)

        def read(word: str) -> Reading | None:
            # Ends and parts of the forms are ends and parts of the word itself.
            found = set(normal.atoms(word))
            # Only Darija and Tamazight write particles in front of words in Latin letters: "blocked" is no "b locked".
            for form in (word,) if view == "normal" and word.isascii() else forms_of(word):
                found.update(normal.opening(form))
                if view == "darija":
                    skeleton = darija_skeleton(form)
                    found.update(darija.opening(skeleton), darija.atoms(skeleton))
                elif view == "tamazight":
                    folded = tamazight_fold(form)
                    found.update(tamazight.opening(folded), tamazight.atoms(folded))
            return self._reading(frozenset(found)) if found else None

        return read

    def _meaning(self, atoms: frozenset[int]) -> Reading:
        alone = sorted({family for atom in atoms for family in self._alone.get(atom, ())})
        close, apart = _opened(self._close, atoms), _opened(self._apart, atoms)
        return Reading(atoms, tuple(alone), frozenset(close), frozenset(apart), close, apart)

    def hits(self, words: Words, view: str) -> list[Hit]:
        """Cues of the text in the order of their words, each once; cues may overlap."""
        readings = list(map(self._read[view].__getitem__, words.normal))
        sentence, last_word = words.sentence, len(readings) - 1
        found: list[Place] = []
        for position, reading in enumerate(readings):
            if reading is None:
                continue
            _, alone, close, apart, phrases, _ = reading
            for family in alone:
                found.append((position, position, family))
            longer: set[Place] = set()
            second = readings[position + 1] if close and position < last_word else None
            if second is not None and not close.isdisjoint(second.atoms):
                third = readings[position + 2] if position + 1 < last_word else None
                third_atoms = third.atoms if third is not None else NONE
                for atom in close & second.atoms:
                    for family, rest in phrases[atom]:
                        if not rest:
                            longer.add((position, position + 1, family))
                        # Most phrases end here: their third word is another one.
                        elif rest[0] in third_atoms or rest[0] == GAP:
                            last = _follow(rest, readings, sentence, position + 1)
                            if last >= 0:
                                longer.add((position, last, family))
            if apart:
                _find_apart(reading, readings, sentence, position, longer)
            if longer:
                found += sorted(longer)
        return list(map(tuple.__new__, repeat(Hit), found))


def _opened(table: Mapping[int, Mapping[int, list[Phrase]]], atoms: Iterable[int]) -> dict[int, list[Phrase]]:
    """The phrases that a word with these atoms opens, by their next atom."""
    opened: dict[int, list[Phrase]] = {}
    for atom in atoms:
        for second, phrases in table.get(atom, {}).items():
            opened.setdefault(second, []).extend(phrases)
    return opened


def _find_apart(
    reading: Reading, readings: list[Reading | None], sentence: list[int], position: int, found: set[Place]
) -> None:
    """Add the phrases whose second word stands behind a gap: each at its first place, in the same sentence."""
    seen: set[int] = set()
    for place in range(position + 1, min(position + 2 + MAX_GAP, len(readings))):
        if sentence[place] != sentence[position]:
            return
        following = readings[place]
        if following and not reading.apart.isdisjoint(following.atoms):
            for atom in reading.apart & following.atoms - seen:
                seen.add(atom)
                for family, rest in reading.phrases_apart[atom]:
                    last = _follow(rest, readings, sentence, place) if rest else place
                    if last >= 0:
                        found.add((position, last, family))


def _follow(wanted: tuple[int, ...], readings: list[Reading | None], sentence: list[int], place: int) -> int:
    """Place of the last word when the atoms follow `place`, else -1. A gap never crosses the end of a sentence."""
    steps = 1
    for atom in wanted:
        if atom == GAP:
            steps = MAX_GAP + 1
            continue
        for following in range(place + 1, min(place + 1 + steps, len(readings))):
            if steps > 1 and sentence[following] != sentence[place]:
                return -1
            reading = readings[following]
            if reading and atom in reading.atoms:
                place = following
                break
        else:
            return -1
        steps = 1
    return place


def view_of(language: str) -> str:
    """The way to read words of a language beside their normal form."""
    return "darija" if language in ("ary", "ary-Latn") else "tamazight" if language.startswith("zgh") else "normal"
