"""The index of place names: made once from the communes and the names people use, kept as a file of plain tables."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from chalicelib.domain.jurisdiction.place_names import name_key, name_words, without_article
from chalicelib.domain.jurisdiction.place_sounds import FEWEST_BONES, bones_of, coarse_sound, sounds_of

DISTRICT = "arrondissement"
RURAL = "rural_commune"
MOST_CANDIDATES = 12
SHORTEST_GUESS = 5

Numbers = Mapping[str, Sequence[int]]
Heard = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune or a city district of the map, with its first-instance court (J2)."""

    code: str
    name_fr: str
    name_ar: str
    kind: str
    province: str
    region: str
    court_id: str


@dataclass(frozen=True, slots=True)
class NameTables:
    """Keys to the numbers of communes in their list; ready to be written as JSON and read again.

    `names`, `aliases` (of the rules), `added` (other names people use), `bare` (without article), `beginnings` (first
    whole words) and `parts` (other whole words) are normal forms. `sounds`: whole sounds. `bones` and `coarse_bones`:
    consonants, fine and coarse, to the whole sounds that have them, parted by spaces.
    `areas`: names of provinces and regions to provinces.
    """

    names: Numbers
    aliases: Numbers
    added: Numbers
    bare: Numbers
    beginnings: Numbers
    parts: Numbers
    sounds: Numbers
    bones: Heard
    coarse_bones: Heard
    districts: Sequence[tuple[int, Sequence[str]]]
    areas: Mapping[str, Sequence[str]]


def build_tables(
    communes: Sequence[Commune],
    aliases: Iterable[tuple[str, str]],
    added: Iterable[tuple[str, str]],
    area_names: Iterable[tuple[str, str]],
) -> NameTables:
    """Build the tables of an index.

    `aliases`, `added`: (name, code of the commune). `area_names`: (name, province or region), beside their own.
    """
    names: dict[str, set[int]] = defaultdict(set)
    bare: dict[str, set[int]] = defaultdict(set)
    beginnings: dict[str, set[int]] = defaultdict(set)
    parts: dict[str, set[int]] = defaultdict(set)
    sounds: dict[str, set[int]] = defaultdict(set)
    areas: dict[str, set[str]] = defaultdict(set)
    districts: list[tuple[int, list[str]]] = []
    numbers: dict[str, int] = {}
    for number, commune in enumerate(communes):
        numbers[commune.code] = number
        for name in (commune.name_fr, commune.name_ar):
            words = name_words(name)
            names["".join(words)].add(number)
            bare[without_article(words)].add(number)
            for cut in range(1, len(words)):
                beginnings["".join(words[:cut])].add(number)
            for part in _inner_parts(words):
                parts[part].add(number)
            for sound in sounds_of(words):
                sounds[sound].add(number)
            if commune.kind == DISTRICT:
                districts.append((number, sorted(set(words))))
        for area in (commune.province, commune.region):
            areas[name_key(area)].add(commune.province)
    known: dict[str, set[int]] = defaultdict(set)
    ours: dict[str, set[int]] = defaultdict(set)
    for table, pairs in ((known, aliases), (ours, added)):
        for alias, code in pairs:
            words = name_words(alias)
            table["".join(words)].add(numbers[code])
            for sound in sounds_of(words):
                sounds[sound].add(numbers[code])
    for area_name, area in area_names:
        areas[name_key(area_name)] |= areas[name_key(area)]
    return NameTables(
        names=_sorted(names),
        aliases=_sorted(known),
        added=_sorted(ours),
        bare=_sorted(bare),
        beginnings=_sorted(beginnings),
        parts=_sorted({part: numbers for part, numbers in parts.items() if len(numbers) <= MOST_CANDIDATES}),
        sounds=_sorted(sounds),
        bones=_by_bones((bones_of(sound), sound) for sound in sounds),
        coarse_bones=_by_bones((bones_of(coarse_sound(sound)), sound) for sound in sounds),
        districts=districts,
        areas={key: sorted(provinces) for key, provinces in sorted(areas.items())},
    )


def _inner_parts(words: Sequence[str]) -> Iterator[str]:
    """Every run of whole words that does not begin the name and has enough letters."""
    for start in range(1, len(words)):
        for end in range(start + 1, len(words) + 1):
            part = "".join(words[start:end])
            if len(part) >= SHORTEST_GUESS:
                yield part


def _sorted(found: Mapping[str, set[int]]) -> dict[str, list[int]]:
    return {key: sorted(numbers) for key, numbers in sorted(found.items())}


def _by_bones(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, list[str]] = defaultdict(list)
    for bones, sound in pairs:
        if len(bones) >= FEWEST_BONES:
            found[bones].append(sound)
    return {bones: " ".join(sorted(sounds)) for bones, sounds in sorted(found.items())}
