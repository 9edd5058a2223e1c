"""Cues: words and phrases, by family, found in a text in one pass over its words."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from chalicelib.domain.diagnosis.normal_form import WORD_PATTERN, darija_skeleton, normal_word, tamazight_fold
from chalicelib.domain.diagnosis.word_forms import forms_of
from chalicelib.domain.diagnosis.words import Words

GAP = -1
MAX_GAP = 3
VIEWS = ("normal", "darija", "tamazight")
CACHED_WORDS = 32768
_PIECE = re.compile(r"\S+")


class Hit(NamedTuple):
    """A cue found: first and last word. Hits sort by place."""

    first: int
    last: int
    family: str


class Reading(NamedTuple):
    """What one word means to the matcher: its atoms, the families it is a cue of alone, the phrases it opens."""

    atoms: frozenset[int]
    alone: tuple[str, ...]
    opens: tuple[int, ...]


@dataclass
class View:
    """The atoms of one way to read words: whole words, beginnings, ends, parts."""

    whole: dict[str, list[int]] = field(default_factory=dict)
    prefix: dict[str, list[int]] = field(default_factory=dict)
    suffix: dict[str, list[int]] = field(default_factory=dict)
    infix: dict[str, list[int]] = field(default_factory=dict)

    def add(self, core: str, opening: bool, closing: bool, atom: int) -> None:
        """Register an atom under `core`, `core*`, `*core` or `*core*`."""
        table = (self.whole, self.prefix, self.suffix, self.infix)[2 * opening + closing]
        atoms = table.setdefault(core, [])
        if atom not in atoms:
            atoms.append(atom)

    def atoms(self, word: str) -> set[int]:
        """Every atom that the word fulfils."""
        size = len(word)
        found = set(self.whole.get(word, ()))
        for length in range(1, size + 1):
            found.update(self.prefix.get(word[:length], ()))
            found.update(self.suffix.get(word[size - length :], ()))
            for start in range(size - length + 1) if self.infix else ():
                found.update(self.infix.get(word[start : start + length], ()))
        return found


class CueMatcher:
    """All cues of a rule set, ready to be searched. Nothing changes after construction but its memory of words."""

    def __init__(self, families: Mapping[str, Mapping[str, Iterable[str]]]) -> None:
        """`families`: family id -> language -> phrases in ordinary spelling, `*` as in the cue tables."""
        self._atoms: dict[tuple[str, str, bool], int] = {}
        self._views = {name: View() for name in VIEWS}
        self._alone: dict[int, list[str]] = {}
        self._pairs: dict[int, dict[int, list[tuple[str, tuple[int, ...]]]]] = {}
        self._gaps: dict[int, list[tuple[str, tuple[int, ...]]]] = {}
        cues = dict.fromkeys(
            (family, self._phrase(phrase, language))
            for family, by_language in families.items()
            for language, phrases in by_language.items()
            for phrase in phrases
        )
        for family, atoms in cues:
            if len(atoms) == 1:
                self._alone.setdefault(atoms[0], []).append(family)
            elif len(atoms) > 1 and atoms[1] == GAP:
                self._gaps.setdefault(atoms[0], []).append((family, atoms[1:]))
            elif atoms:
                self._pairs.setdefault(atoms[0], {}).setdefault(atoms[1], []).append((family, atoms[2:]))
        self._read = {name: lru_cache(maxsize=CACHED_WORDS)(self._reader(name)) for name in VIEWS}

    def _phrase(self, phrase: str, language: str) -> tuple[int, ...]:
        words: list[str] = []
        for piece in _PIECE.findall(phrase):
            parts = WORD_PATTERN.findall(piece)
            if not parts:
                words.append("*")
            for position, part in enumerate(parts):
                opening = "*" if position == 0 and piece.startswith("*") else ""
                closing = "*" if position == len(parts) - 1 and piece.endswith("*") else ""
                words.append(opening + normal_word(part) + closing)
        while words and words[-1] == "*":
            words.pop()
        return tuple(GAP if word == "*" else self._atom(word, view_of(language), len(words) == 1) for word in words)

    def _atom(self, pattern: str, view: str, single: bool) -> int:
        key = (pattern, view, single)
        if key in self._atoms:
            return self._atoms[key]
        atom = self._atoms[key] = len(self._atoms)
        core, opening, closing = pattern.strip("*"), pattern.startswith("*"), pattern.endswith("*")
        self._views["normal"].add(core, opening, closing, atom)
        if core.startswith("ال") and len(core) > 4:
            self._views["normal"].add(core[2:], opening, closing, atom)
        if view == "darija":
            folded = darija_skeleton(core)
            least = 5 if opening and closing else 4 if single or opening or closing else 2
            if len(folded) >= least:
                self._views["darija"].add(folded, opening, closing, atom)
        elif view == "tamazight":
            self._views["tamazight"].add(tamazight_fold(core), opening, closing, atom)
        return atom

    def _reader(self, view: str) -> Callable[[str], Reading | None]:
        normal, darija, tamazight = (self._views[name] for name in VIEWS)

        def read(word: str) -> Reading | None:
            found: set[int] = set()
            for form in forms_of(word):
                found |= normal.atoms(form)
                if view == "darija":
                    found |= darija.atoms(darija_skeleton(form))
                elif view == "tamazight":
                    found |= tamazight.atoms(tamazight_fold(form))
            if not found:
                return None
            alone = sorted({family for atom in found for family in self._alone.get(atom, ())})
            opens = sorted(atom for atom in found if atom in self._pairs or atom in self._gaps)
            return Reading(frozenset(found), tuple(alone), tuple(opens))

        return read

    def hits(self, words: Words, language: str) -> list[Hit]:
        """Cues of the text in the order of their words, each once; cues may overlap."""
        read = self._read[view_of(language)]
        readings = [read(word) for word in words.normal]
        found: set[Hit] = set()
        for position, reading in enumerate(readings):
            if reading is None:
                continue
            for family in reading.alone:
                found.add(Hit(position, position, family))
            for atom in reading.opens:
                following = readings[position + 1] if position + 1 < len(readings) else None
                pairs = self._pairs.get(atom)
                if pairs and following:
                    for second in following.atoms & pairs.keys():
                        for family, rest in pairs[second]:
                            last = _follow(rest, readings, words.sentence, position + 1)
                            if last >= 0:
                                found.add(Hit(position, last, family))
                for family, rest in self._gaps.get(atom, ()):
                    last = _follow(rest, readings, words.sentence, position)
                    if last >= 0:
                        found.add(Hit(position, last, family))
        return sorted(found)


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
