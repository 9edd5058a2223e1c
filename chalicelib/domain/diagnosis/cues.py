"""Cues: words and phrases, by family, found in a text in one pass over its words."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from chalicelib.domain.diagnosis.normal_form import WORD_PATTERN, darija_skeleton, normal_word, tamazight_fold
from chalicelib.domain.diagnosis.words import Words

GAP = -1
MAX_GAP = 3
_PIECE = re.compile(r"\S+")
_ARABIC = re.compile("[\u0621-\u064a]")
_PROCLITICS = ("وال", "بال", "فال", "كال", "لل", "ال", "و", "ف", "ب", "ل", "ك")
_LATIN_PROCLITICS = ("wel", "fel", "bel", "lel", "l", "f", "b", "w", "d")
VIEWS = ("normal", "darija", "tamazight")


@dataclass(frozen=True)
class Cue:
    """One phrase of a family: the atoms of its words in order (`GAP`: up to three words between)."""

    family: str
    atoms: tuple[int, ...]


@dataclass(frozen=True)
class Hit:
    """A cue found: first and last word."""

    family: str
    first: int
    last: int


@dataclass
class View:
    """The atoms of one way to read words: whole words, beginnings, ends, parts."""

    whole: dict[str, list[int]] = field(default_factory=dict)
    prefix: dict[str, list[int]] = field(default_factory=dict)
    suffix: dict[str, list[int]] = field(default_factory=dict)
    infix: dict[str, list[int]] = field(default_factory=dict)
    sizes: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def add(self, pattern: str, atom: int) -> None:
        """Register an atom under `word`, `word*`, `*word` or `*word*`."""
        core = pattern.strip("*")
        table = (self.whole, self.prefix, self.suffix, self.infix)[2 * pattern.startswith("*") + pattern.endswith("*")]
        atoms = table.setdefault(core, [])
        if atom not in atoms:
            atoms.append(atom)

    def close(self) -> None:
        """Prepare the lengths that have to be tried."""
        for name in ("prefix", "suffix", "infix"):
            self.sizes[name] = tuple(sorted({len(core) for core in getattr(self, name)}))

    def atoms(self, word: str) -> set[int]:
        """Every atom that the word fulfils."""
        found = set(self.whole.get(word, ()))
        size = len(word)
        for length in self.sizes["prefix"]:
            if length > size:
                break
            found.update(self.prefix.get(word[:length], ()))
        for length in self.sizes["suffix"]:
            if length > size:
                break
            found.update(self.suffix.get(word[size - length :], ()))
        for length in self.sizes["infix"]:
            if length > size:
                break
            for start in range(size - length + 1):
                part = self.infix.get(word[start : start + length])
                if part:
                    found.update(part)
        return found


class CueMatcher:
    """All cues of a rule set, ready to be searched. Immutable after construction."""

    def __init__(self, families: Mapping[str, Mapping[str, Iterable[str]]]) -> None:
        """`families`: family id -> language -> phrases in ordinary spelling, `*` as in the cue tables."""
        self._atoms: dict[tuple[str, ...], int] = {}
        self._views = {name: View() for name in VIEWS}
        self._starting: dict[int, list[Cue]] = {}
        seen: set[tuple[str, tuple[int, ...]]] = set()
        for family, by_language in families.items():
            for language, phrases in by_language.items():
                for phrase in phrases:
                    atoms = self._phrase(phrase, language)
                    if atoms and (family, atoms) not in seen:
                        seen.add((family, atoms))
                        self._starting.setdefault(atoms[0], []).append(Cue(family, atoms))
        for view in self._views.values():
            view.close()
        self._known = {name: lru_cache(maxsize=32768)(self._look_up(name)) for name in ("plain", *VIEWS[1:])}

    def _phrase(self, phrase: str, language: str) -> tuple[int, ...]:
        pieces = _PIECE.findall(phrase)
        words: list[str] = []
        for piece in pieces:
            if piece == "*":
                words.append("*")
                continue
            parts = WORD_PATTERN.findall(piece)
            for position, part in enumerate(parts):
                opening = "*" if position == 0 and piece.startswith("*") else ""
                closing = "*" if position == len(parts) - 1 and piece.endswith("*") else ""
                words.append(opening + normal_word(part) + closing)
        single = len(words) == 1
        return tuple(GAP if word == "*" else self._atom(word, language, single) for word in words)

    def _atom(self, pattern: str, language: str, single: bool) -> int:
        group = "darija" if language in ("ary", "ary-Latn") else "tamazight" if language.startswith("zgh") else ""
        key = (pattern, group, "single" if single and group else "")
        if key in self._atoms:
            return self._atoms[key]
        atom = self._atoms[key] = len(self._atoms)
        self._views["normal"].add(pattern, atom)
        core, opening, closing = pattern.strip("*"), pattern[:1] == "*", pattern[-1:] == "*"
        if core.startswith("ال") and len(core) > 4:
            self._views["normal"].add(("*" if opening else "") + core[2:] + ("*" if closing else ""), atom)
        if group == "darija":
            folded = darija_skeleton(core)
            least = 4 if opening and closing else 3 if single or opening or closing else 2
            if len(folded) >= least:
                self._views["darija"].add(("*" if opening else "") + folded + ("*" if closing else ""), atom)
        elif group == "tamazight":
            folded = tamazight_fold(core)
            self._views["tamazight"].add(("*" if opening else "") + folded + ("*" if closing else ""), atom)
        return atom

    def _look_up(self, name: str):  # type: ignore[no-untyped-def]
        normal, darija, tamazight = (self._views[view] for view in VIEWS)

        def atoms(word: str) -> frozenset[int]:
            found: set[int] = set()
            for form in forms_of(word):
                found |= normal.atoms(form)
                if name == "darija":
                    found |= darija.atoms(darija_skeleton(form))
                elif name == "tamazight":
                    found |= tamazight.atoms(tamazight_fold(form))
            return frozenset(found)

        return atoms

    def hits(self, words: Words, language: str) -> list[Hit]:
        """Cues of the text in order of their first word, each family's overlapping cues included."""
        group = "darija" if language in ("ary", "ary-Latn") else "tamazight" if language.startswith("zgh") else "plain"
        known = self._known[group]
        atoms = [known(word) for word in words.normal]
        found: list[Hit] = []
        starting, sentence = self._starting, words.sentence
        for position, here in enumerate(atoms):
            for atom in here:
                for cue in starting.get(atom, ()):
                    last = _follow(cue.atoms, atoms, sentence, position)
                    if last >= 0:
                        found.append(Hit(cue.family, position, last))
        found.sort(key=lambda hit: (hit.first, -hit.last, hit.family))
        return found


def _follow(wanted: tuple[int, ...], atoms: list[frozenset[int]], sentence: list[int], position: int) -> int:
    """Place of the last word when the phrase stands at `position`, else -1."""
    place, gap = position, 0
    for atom in wanted[1:]:
        if atom == GAP:
            gap = MAX_GAP
            continue
        for step in range(1, gap + 2):
            following = place + step
            if following >= len(atoms) or (gap and sentence[following] != sentence[position]):
                return -1
            if atom in atoms[following]:
                place = following
                break
        else:
            return -1
        gap = 0
    return place


@lru_cache(maxsize=32768)
def forms_of(word: str) -> tuple[str, ...]:
    """A normal word, and the word without the particles that Arabic writes in front of it."""
    if not _ARABIC.match(word):
        if len(word) > 4 and word[0] in "lfbwd" and word[1] not in "aeiouy":
            return (word, word[1:])
        return (word,)
    forms = [word]
    for clitic in _PROCLITICS:
        if word.startswith(clitic) and len(word) - len(clitic) >= 3:
            forms.append(word[len(clitic) :])
            if clitic in "وف":
                rest = word[1:]
                forms.extend(rest[len(more) :] for more in _PROCLITICS if rest.startswith(more) and len(rest) - len(more) >= 3)
    return tuple(dict.fromkeys(forms))
