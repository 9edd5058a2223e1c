"""A place as people write it is a commune, or a question.

`settle` is rule J1 to the letter: what the rules decide by. `find` also reads what people write beyond it (more names,
other scripts, names among other words, countries): what the form's words are read by, before they become facts.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chalicelib.domain.jurisdiction.foreign_places import NOT_SAID, country_named
from chalicelib.domain.jurisdiction.place_context import Reading, apart, halves, parts_of, readings, without_market
from chalicelib.domain.jurisdiction.place_index import MOST_CANDIDATES, RURAL, Commune, NameTables
from chalicelib.domain.jurisdiction.place_names import name_key, name_words
from chalicelib.domain.jurisdiction.place_sounds import as_heard, with_amazigh_c
from chalicelib.domain.jurisdiction.place_steps import PlaceSteps

if TYPE_CHECKING:
    from chalicelib.domain.jurisdiction.court_map import CourtData

# As the API takes it; whoever writes more tells a story.
LONGEST_TEXT = 200


@dataclass(frozen=True, slots=True)
class PlaceResult:
    """Candidates (codes, in the order of the map) and the step that found them; None when no step did.

    Steps of J1: code, name, alias, article, beginning, edit. Beyond it: abroad (no candidates, but the country that
    the words name), within, sound, context.
    """

    candidates: tuple[str, ...]
    step: str | None
    country: str | None = None


Steps = tuple[tuple[str, Callable[[str, Sequence[str]], Iterable[int]]], ...]

NOT_FOUND = PlaceResult((), None)


class PlaceIndex:
    """All communes and the tables of their names, ready to be looked up; never changed afterwards."""

    def __init__(self, communes: Sequence[Commune], tables: NameTables, foreign: Mapping[str, str]) -> None:
        self.communes: Mapping[str, Commune] = {commune.code: commune for commune in communes}
        self.tables = tables
        self._foreign = foreign
        self._in_order = communes
        self._codes = [commune.code for commune in communes]
        self._steps = steps = PlaceSteps(communes, tables)
        # The steps of J1 in their order, the same with more names, and those beyond; each takes the normal form and the
        # words of a text.
        self._j1: Steps = (
            ("name", steps.named),
            ("alias", steps.known_as),
            ("article", steps.without_its_article),
            ("beginning", steps.beginning),
            ("edit", steps.one_error_away),
        )
        self._wider: Steps = (
            ("name", steps.named),
            ("alias", steps.called),
            ("article", steps.without_its_article),
            ("beginning", steps.begun),
            ("edit", steps.misspelled),
        )
        self._exact: Steps = self._wider[:2]
        self._surely: Steps = (*self._wider[:4], ("alike", steps.alike))
        self._beyond: Steps = (
            ("within", steps.within),
            ("sound", steps.sounding_like),
            ("nearly", steps.nearly_called),
        )

    def provinces(self, hint: str) -> frozenset[str]:
        """Provinces that a written hint names: a province, those of a region, or that of a town in it.

        Unknown words name none.
        """
        keys = [name_key(name) for name in (hint, *parts_of(hint))]
        for key in keys:
            if key in self.tables.areas:
                return frozenset(self.tables.areas[key])
        towns = {number for key in keys for number in (*self.tables.names.get(key, ()), *self._steps.called(key, ()))}
        return frozenset(self._in_order[number].province for number in towns)

    def settle(self, text: str, province: str | None) -> tuple[str, ...]:
        """J1: candidates (codes, in the order of the map) by the first of its steps that finds any."""
        keeps = self._province(province) if province is not None and province.strip() else None
        if text in self.communes and (keeps is None or self.communes[text].province in keeps):
            return (text,)
        found = self._by_name(text, keeps, self._j1) if len(text) <= LONGEST_TEXT else None
        return found.candidates if found is not None else ()

    def _province(self, hint: str) -> frozenset[str]:
        """The one province that a hint names, in either language; anything else keeps nobody."""
        for key in (name_key(name) for name in (hint, *parts_of(hint))):
            found = self.tables.areas.get(key, ())
            if len(found) == 1:
                return frozenset(found)
        return frozenset()

    def find(self, text: str, province: str | None) -> PlaceResult:
        """Candidates for a code or free words, by the first step that finds any."""
        # A hint that names nothing ("Maroc") is none; one that names another area keeps nobody.
        keeps = self.provinces(province) if province is not None and parts_of(province) else None
        if text in self.communes:
            return NOT_FOUND if keeps is not None and self.communes[text].province not in keeps else _by_code(text)
        if len(text) > LONGEST_TEXT:
            return NOT_FOUND
        named = self._by_name(text, keeps, self._exact)
        if named is not None or self._is_on_no_map(text):
            return named or NOT_FOUND
        return (
            self._by_name(text, keeps, self._wider[2:])
            or self._among(apart(text), keeps, self._exact)
            or self._abroad(text)
            or self._by_name(as_heard(text), keeps, self._beyond)
            or self._by_name(without_market(text), keeps, (*self._wider[:3], self._beyond[1]))
            or self._in_context(text, keeps)
            or self._by_name(with_amazigh_c(as_heard(text)), keeps, self._beyond[1:2])
            or NOT_FOUND
        )

    def exactly(self, text: str) -> tuple[str, ...]:
        """Communes that bear this very name or are called so, and no others (steps name and alias of J1)."""
        words = name_words(text)
        key = "".join(words)
        numbers = self._steps.named(key, words) or self._steps.called(key, words)
        return tuple(self._in_order[number].code for number in numbers)

    def _by_name(self, text: str, keeps: frozenset[str] | None, steps: Steps) -> PlaceResult | None:
        words = name_words(text)
        key = "".join(words)
        if not key:
            return None
        for step, search in steps:
            result = self._kept(step, search(key, words), keeps)
            if result is not None:
                return result
        return None

    def _abroad(self, text: str) -> PlaceResult | None:
        """A foreign country or town, unless a part of the text is the name of a place in Morocco."""
        country = country_named(text, self._foreign)
        if country is None or any(self._is_known(part) for part in parts_of(text)):
            return None
        return PlaceResult((), "abroad", country)

    def _is_on_no_map(self, text: str) -> bool:
        """Whether the only place that a text names lies on no map, so that likeness to another name says nothing."""
        if name_key(text) in self._foreign:
            return self._foreign[name_key(text)] == NOT_SAID and not self._is_known(text)
        parts = parts_of(text)
        return (
            any(self._foreign.get(name_key(part)) == NOT_SAID for part in parts)
            and country_named(text, self._foreign) is None
            and not any(self._is_known(part) for part in parts)
        )

    def _is_known(self, text: str) -> bool:
        key = name_key(text)
        return key in self.tables.names or bool(self._steps.called(key, ()))

    def _in_context(self, text: str, keeps: frozenset[str] | None) -> PlaceResult | None:
        """A name among other words: "Casablanca Maroc", "Agdal (Rabat)", "بمدينة فاس"."""
        words = " ".join(parts_of(text)).split()
        if "".join(map(name_key, words)) in self.tables.areas:
            # "Skhirate Témara" is the name of a province, and of two towns in it.
            towns = self._towns_of(halves(words), keeps)
            if towns is not None:
                return towns
        groups = (self._among(group, keeps, self._wider + self._beyond) for group in readings(text))
        return next((found for found in groups if found is not None), None)

    def _among(self, group: Sequence[Reading], keeps: frozenset[str] | None, steps: Steps) -> PlaceResult | None:
        """The first reading that stands; two towns that do not lie in each other's area are a question."""
        for reading in group:
            hinted = (self.provinces(reading.hint) or None) if reading.hint else None
            kept = hinted if keeps is None else keeps if hinted is None else keeps & hinted
            told = reading.whole or hinted is not None
            closely = hinted is not None and steps is self._exact
            by = self._closely(reading.name) if closely else steps if told else self._exact
            result = self._by_name(reading.name, kept, by)
            if result is None or not (told or self._is_town(result)):
                continue
            asked = self._besides(reading, keeps, result) if hinted is None else None
            found = self._smaller(reading, keeps) or asked or result
            return PlaceResult(found.candidates, "context") if found.candidates else NOT_FOUND
        return self._towns_of(group, keeps)

    def _smaller(self, reading: Reading, keeps: frozenset[str] | None) -> PlaceResult | None:
        """What the hint names, where the name is that of the area around it: "Casablanca Anfa"."""
        around = self.tables.areas.get(name_key(reading.name))
        if around is None:
            return None
        kept = frozenset(around) if keeps is None else keeps.intersection(around)
        places = (part for part in parts_of(reading.hint) if name_key(part) not in self.tables.areas)
        found = (self._by_name(place, kept, self._closely(place) if reading.whole else self._exact) for place in places)
        return next((result for result in found if result is not None), None)

    def _besides(self, reading: Reading, keeps: frozenset[str] | None, town: PlaceResult) -> PlaceResult | None:
        """The town and what stands apart beside it, where that is a place elsewhere: which of them is asked."""
        parts = parts_of(reading.hint) if reading.whole else ()
        found = [other for part in parts if (other := self._by_name(part, keeps, self._surely)) is not None]
        return self._all_of((town, *found), keeps) if found else None

    def _all_of(self, results: Iterable[PlaceResult], keeps: frozenset[str] | None) -> PlaceResult | None:
        codes = {code for result in results for code in result.candidates}
        return self._kept("context", (n for n, code in enumerate(self._codes) if code in codes), keeps)

    def _closely(self, name: str) -> Steps:
        """The steps for a name that stands beside its area: it may be misspelled, unless it is the very name of one."""
        return self._wider[:4] if self._is_known(name) else self._wider

    def _towns_of(self, group: Sequence[Reading], keeps: frozenset[str] | None) -> PlaceResult | None:
        """Towns side by side ("Rabat, Salé"), or any places with a comma between them: which of them is asked."""
        found: list[PlaceResult] = []
        for reading in group:
            sides = [self._by_name(side, keeps, self._exact) for side in (reading.name, reading.hint)]
            towns = [side for side in sides if side is not None and (reading.whole or self._is_town(side))]
            if len(towns) == len(sides):
                found += towns
        return self._all_of(found, keeps)

    def _is_town(self, result: PlaceResult) -> bool:
        """Whether words torn out of a text are the very name of towns: of a village they rarely are."""
        return result.step in ("name", "alias") and all(self.communes[code].kind != RURAL for code in result.candidates)

    def _kept(self, step: str, numbers: Iterable[int], keeps: frozenset[str] | None) -> PlaceResult | None:
        """The result of a step, or None when the step found nobody and the next one is to be tried."""
        if keeps is not None:
            numbers = [number for number in numbers if self._in_order[number].province in keeps]
        codes = tuple([self._codes[number] for number in numbers])
        if not codes:
            return None
        return NOT_FOUND if len(codes) > MOST_CANDIDATES else PlaceResult(codes, step)


def _by_code(code: str) -> PlaceResult:
    return PlaceResult((code,), "code")


def find_places(text: str, law: "CourtData", *, province: str | None = None) -> PlaceResult:
    """Communes that a code or free words may name, by the steps of J1; `province` (or a region) keeps its own."""
    return law.places.find(text, province)
