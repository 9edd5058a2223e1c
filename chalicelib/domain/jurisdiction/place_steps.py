"""The steps by which a name is looked up: each takes the normal form and the words of a text, and gives numbers.

Up to `one_error_away` they are those of rule J1, but `called`, `begun` and `misspelled`, which go beyond its
`known_as`, `beginning` and `one_error_away`, are ours, and so are those after it. A number is a commune's place in the
order of the map.
"""

from collections.abc import Callable, Iterable, Sequence

from chalicelib.domain.jurisdiction.place_index import DISTRICT, SHORTEST_GUESS, Commune, Heard, NameTables
from chalicelib.domain.jurisdiction.place_names import one_edit_away, without_article
from chalicelib.domain.jurisdiction.place_sounds import bones_of, coarse_sound, nearest_sounds, sounds_of

CLOSE_CALL = 0.5


class PlaceSteps:
    """The tables of names with their look-ups; never changed afterwards."""

    def __init__(self, communes: Sequence[Commune], tables: NameTables) -> None:
        self._tables = tables
        self._districts = frozenset(n for n, commune in enumerate(communes) if commune.kind == DISTRICT)
        letters = set("".join(tables.names))
        self._latin = "".join(sorted(letter for letter in letters if letter < "\u0100"))
        self._arabic = "".join(sorted(letter for letter in letters if letter >= "\u0100"))

    def named(self, key: str, words: Sequence[str]) -> Sequence[int]:
        numbers = self._tables.names.get(key, ())
        if numbers and numbers[0] in self._districts and self._districts.issuperset(numbers):
            asked = set(words)
            joined = {number for number, district in self._tables.districts if asked.issubset(district)}
            return sorted(joined.union(numbers))
        return numbers

    def known_as(self, key: str, words: Sequence[str]) -> Sequence[int]:
        return self._tables.aliases.get(key, ())

    def called(self, key: str, words: Sequence[str]) -> Sequence[int]:
        return sorted({*self._tables.aliases.get(key, ()), *self._tables.added.get(key, ())})

    def without_its_article(self, key: str, words: Sequence[str]) -> Iterable[int]:
        return self._tables.bare.get(without_article(words), ())

    def beginning(self, key: str, words: Sequence[str]) -> Iterable[int]:
        return self._tables.beginnings.get(key, ()) if len(key) >= SHORTEST_GUESS else ()

    def begun(self, key: str, words: Sequence[str]) -> Iterable[int]:
        """Names that begin so; where whole names sound the same, it may be they that are meant."""
        return self._or_alike(self.beginning(key, words), words)

    def one_error_away(self, key: str, words: Sequence[str]) -> Iterable[int]:
        return sorted(self._near(key)) if len(key) >= SHORTEST_GUESS else ()

    def misspelled(self, key: str, words: Sequence[str]) -> Iterable[int]:
        """Names one edit away; where other names sound the same, it may be they that are meant."""
        return self._or_alike(self._near(key), words)

    def _or_alike(self, numbers: Iterable[int], words: Sequence[str]) -> list[int]:
        found = set(numbers)
        alike = self._alike(words) if found else found
        return sorted(found | alike if found.isdisjoint(alike) else found)

    def _near(self, key: str) -> set[int]:
        """Names one edit away; the shorter of the two spellings may lack one letter of the shortest guess."""
        if len(key) < SHORTEST_GUESS - 1:
            return set()
        alphabet = self._latin if key[0] < "\u0100" else self._arabic
        found: set[int] = set()
        for other in one_edit_away(key, alphabet):
            if len(other) >= SHORTEST_GUESS or len(key) >= SHORTEST_GUESS:
                found.update(self._tables.names.get(other, ()))
        return found

    def nearly_called(self, key: str, words: Sequence[str]) -> Iterable[int]:
        """Other names of places, one edit away: long ones alone, because short forms are like many words."""
        if len(key) <= SHORTEST_GUESS:
            return ()
        alphabet = self._latin if key[0] < "\u0100" else self._arabic
        return sorted({number for other in one_edit_away(key, alphabet) for number in self.called(other, ())})

    def within(self, key: str, words: Sequence[str]) -> Iterable[int]:
        return self._tables.parts.get(key, ())

    def sounding_like(self, key: str, words: Sequence[str]) -> Iterable[int]:
        alike = self._alike(words)
        if alike:
            return sorted(alike)
        sounds = sounds_of(words)
        return self._nearest(sounds, self._tables.bones) or self._nearest(
            [coarse_sound(sound) for sound in sounds], self._tables.coarse_bones, coarse_sound
        )

    def alike(self, key: str, words: Sequence[str]) -> Iterable[int]:
        return sorted(self._alike(words))

    def _alike(self, words: Sequence[str]) -> set[int]:
        return {number for sound in sounds_of(words) for number in self._tables.sounds.get(sound, ())}

    def _nearest(
        self, sounds: Iterable[str], table: Heard, heard_as: Callable[[str], str] = lambda sound: sound
    ) -> list[int]:
        """Names whose sound is nearest, each known sound taken as `heard_as` tells."""
        costs: dict[int, float] = {}
        for heard in sounds:
            known = (
                (heard_as(sound), number)
                for sound in table.get(bones_of(heard), "").split()
                for number in self._tables.sounds[sound]
            )
            for number, cost in nearest_sounds(heard, known).items():
                costs[number] = min(cost, costs.get(number, cost))
        best = min(costs.values(), default=0.0)
        return sorted(number for number, cost in costs.items() if cost <= best + CLOSE_CALL)
