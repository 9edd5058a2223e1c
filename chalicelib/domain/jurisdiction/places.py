"""A place as people write it is a commune, or a question (J1). The steps and their order are ours."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chalicelib.domain.jurisdiction.place_names import name_key, name_words, one_edit_away, without_article

if TYPE_CHECKING:
    from chalicelib.domain.jurisdiction.court_map import CourtData

MOST_CANDIDATES = 12
SHORTEST_GUESS = 5


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
class PlaceResult:
    """Candidates (codes, in the order of the map) and the step that found them; None when no step did."""

    candidates: tuple[str, ...]
    step: str | None


NOT_FOUND = PlaceResult((), None)


class PlaceIndex:
    """Names of all communes, ready to be looked up. Built once; never changed afterwards."""

    def __init__(self, communes: Iterable[Commune], aliases: Iterable[tuple[str, str]]) -> None:
        self.communes: Mapping[str, Commune] = {commune.code: commune for commune in communes}
        names: dict[str, set[str]] = defaultdict(set)
        bare: dict[str, set[str]] = defaultdict(set)
        beginnings: dict[str, set[str]] = defaultdict(set)
        district_words: list[tuple[str, frozenset[str]]] = []
        areas: dict[str, set[str]] = defaultdict(set)
        for commune in self.communes.values():
            for name in (commune.name_fr, commune.name_ar):
                words = name_words(name)
                names["".join(words)].add(commune.code)
                bare[without_article(words)].add(commune.code)
                for cut in range(1, len(words)):
                    beginnings["".join(words[:cut])].add(commune.code)
                if commune.kind == "arrondissement":
                    district_words.append((commune.code, frozenset(words)))
            areas[name_key(commune.province)].add(commune.province)
            areas[name_key(commune.region)].add(commune.province)
        alias_codes: dict[str, set[str]] = defaultdict(set)
        for alias, code in aliases:
            alias_codes[name_key(alias)].add(code)
        self._names = _ordered(names)
        self._bare = _ordered(bare)
        self._beginnings = _ordered(beginnings)
        self._aliases = _ordered(alias_codes)
        self._district_words = tuple(district_words)
        self._areas: Mapping[str, frozenset[str]] = {key: frozenset(found) for key, found in areas.items()}
        letters = set("".join(self._names))
        self._latin = "".join(sorted(letter for letter in letters if letter < "\u0100"))
        self._arabic = "".join(sorted(letter for letter in letters if letter >= "\u0100"))

    def provinces(self, hint: str) -> frozenset[str]:
        """Provinces that a written hint names: a province, or those of a region. Unknown words name none."""
        return self._areas.get(name_key(hint), frozenset())

    def find(self, text: str, province: str | None) -> PlaceResult:
        if text in self.communes:
            return self._kept("code", (text,), self._filter(province)) or NOT_FOUND
        words = name_words(text)
        key = "".join(words)
        if not key:
            return NOT_FOUND
        keeps = self._filter(province)
        steps: tuple[tuple[str, Callable[[], tuple[str, ...]]], ...] = (
            ("name", lambda: self._named(key, words)),
            ("alias", lambda: self._aliases.get(key, ())),
            ("article", lambda: self._bare.get(without_article(words), ())),
            ("beginning", lambda: self._beginnings.get(key, ()) if len(key) >= SHORTEST_GUESS else ()),
            ("edit", lambda: self._misspelled(key)),
        )
        for step, search in steps:
            result = self._kept(step, search(), keeps)
            if result is not None:
                return result
        return NOT_FOUND

    def _filter(self, province: str | None) -> frozenset[str] | None:
        return None if province is None or not province.strip() else self.provinces(province)

    def _kept(self, step: str, codes: tuple[str, ...], keeps: frozenset[str] | None) -> PlaceResult | None:
        """The result of a step, or None when the step found nobody and the next one is to be tried."""
        if keeps is not None:
            codes = tuple(code for code in codes if self.communes[code].province in keeps)
        if not codes:
            return None
        return NOT_FOUND if len(codes) > MOST_CANDIDATES else PlaceResult(codes, step)

    def _named(self, key: str, words: list[str]) -> tuple[str, ...]:
        codes = self._names.get(key, ())
        if codes and all(self.communes[code].kind == "arrondissement" for code in codes):
            asked = set(words)
            joined = {code for code, district in self._district_words if asked <= district}
            return tuple(sorted(joined.union(codes)))
        return codes

    def _misspelled(self, key: str) -> tuple[str, ...]:
        """Names one edit away; the shorter of the two spellings may lack one letter of the shortest guess."""
        if len(key) < SHORTEST_GUESS - 1:
            return ()
        alphabet = self._latin if key[0] < "\u0100" else self._arabic
        found: set[str] = set()
        for other in one_edit_away(key, alphabet):
            if len(other) >= SHORTEST_GUESS or len(key) >= SHORTEST_GUESS:
                found.update(self._names.get(other, ()))
        return tuple(sorted(found))


def _ordered(found: Mapping[str, set[str]]) -> Mapping[str, tuple[str, ...]]:
    return {key: tuple(sorted(codes)) for key, codes in found.items()}


def find_places(text: str, law: "CourtData", *, province: str | None = None) -> PlaceResult:
    """Communes that a code or free words may name, by the steps of J1; `province` (or a region) keeps its own."""
    return law.places.find(text, province)
