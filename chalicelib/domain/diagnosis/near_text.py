"""Near-duplicate text within a script (diagnostics specification, section 10): min-hash with banded keys.

Reports of one text meet under one of its keys; the sketch that lies beside a key says how alike two texts are without
reading either. Everything depends on the words alone: one fixed hash family, no seed, no state.
"""

import hashlib
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from chalicelib.domain.diagnosis.words import words_of

MIN_WORDS = 20
LEAST_ALIKE = 0.8
BANDS, ROWS = 8, 3
"""Texts that are alike in 80 % meet in at least one band with probability 1 - (1 - 0.8³)⁸ = 99.7 %."""
SKETCH = 256
"""Pairs of words kept in a sketch, those of the smallest hashes: texts up to about 250 words are compared exactly."""
_HASH_BYTES = 3
_MINIMA = struct.Struct(f">{BANDS * ROWS}H")
_DIGEST = _MINIMA.size + _HASH_BYTES
_AT_ONCE = 512


@dataclass(frozen=True)
class NearText:
    """What finds and compares a text: `keys`, one a band, and `sketch`, the smallest hashes of its pairs of words."""

    script: str
    keys: tuple[str, ...]
    sketch: bytes


def near_texts(text: str) -> list[NearText]:
    """One for each script (Arab, Latn, Tfng) in which the text has at least 20 words; figures are no words."""
    words = words_of(text)
    by_script: dict[str, list[str]] = {}
    for word, start in zip(words.normal, words.start, strict=True):
        if not word.isdigit():
            by_script.setdefault(_script(text[start]), []).append(word)
    return [_near(script, said) for script, said in sorted(by_script.items()) if len(said) >= MIN_WORDS]


def alike(one: bytes, other: bytes) -> float:
    """How many of all pairs of words two sketches have in common, 0 to 1; exact while neither is full."""
    first, second = _hashes(one), _hashes(other)
    # A full sketch says nothing of what lies above its largest hash.
    reach = min((max(hashes) for hashes in (first, second) if len(hashes) == SKETCH), default=1 << 8 * _HASH_BYTES)
    known = {value for value in first | second if value <= reach}
    return len(known & first & second) / len(known) if known else 0.0


def _near(script: str, words: Sequence[str]) -> NearText:
    minima = [0xFFFF] * (BANDS * ROWS)
    smallest: set[bytes] = set()
    # A pair that comes twice counts once.
    digests = map(_digest, dict.fromkeys(pairwise(words)))
    while part := list(islice(digests, _AT_ONCE)):
        minima = list(map(min, minima, *(_MINIMA.unpack_from(digest) for digest in part)))
        smallest = set(sorted(smallest.union(digest[_MINIMA.size :] for digest in part))[:SKETCH])
    return NearText(script, tuple(_keys(script, minima)), b"".join(sorted(smallest)))


def _digest(pair: tuple[str, str]) -> bytes:
    return hashlib.blake2b(" ".join(pair).encode("utf-8", "surrogatepass"), digest_size=_DIGEST).digest()


def _keys(script: str, minima: Sequence[int]) -> Iterator[str]:
    for band in range(BANDS):
        rows = minima[band * ROWS : (band + 1) * ROWS]
        yield f"{script}.{band}." + "".join(f"{row:04x}" for row in rows)


def _hashes(sketch: bytes) -> frozenset[int]:
    return frozenset(int.from_bytes(sketch[at : at + _HASH_BYTES], "big") for at in range(0, len(sketch), _HASH_BYTES))


def _script(first: str) -> str:
    """The script of a word by its first sign; whatever is neither Arabic nor Tifinagh is read with Latin."""
    if "\u2d30" <= first <= "\u2d7f":
        return "Tfng"
    arabic = "\u0600" <= first <= "\u077f" or "\ufb50" <= first <= "\ufdff" or "\ufe70" <= first <= "\ufeff"
    return "Arab" if arabic else "Latn"
