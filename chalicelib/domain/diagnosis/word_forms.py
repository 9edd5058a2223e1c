"""Forms of a word that cues may name: without the particles that are written in front of it."""

import re

_ARABIC = re.compile("[\u0621-\u064a]")
_ARTICLES = ("وال", "بال", "فال", "كال", "لل", "ال")
_PARTICLES = ("و", "ف", "ب", "ل", "ك")
_LATIN_PARTICLES = "lfbwd"
MIN_STEM = 3
"""Letters that a particle leaves; the conjunction "and" leaves two ("ولم", "وما")."""


def forms_of(word: str) -> tuple[str, ...]:
    """A normal word, and the word without conjunction, preposition or article (Arabic; Darija in Latin letters)."""
    if not _ARABIC.match(word):
        clitic = len(word) > 4 and word[0] in _LATIN_PARTICLES and word[1] not in "aeiouy"
        return (word, word[1:]) if clitic else (word,)
    forms = [word, *_without(word, _ARTICLES + _PARTICLES)]
    if word[0] == "و" and len(word) == MIN_STEM:
        forms.append(word[1:])
    if word[0] in "وف":
        forms.extend(_without(word[1:], _ARTICLES + _PARTICLES))
    return tuple(dict.fromkeys(forms))


def _without(word: str, particles: tuple[str, ...]) -> list[str]:
    return [word[len(p) :] for p in particles if word.startswith(p) and len(word) - len(p) >= MIN_STEM]
