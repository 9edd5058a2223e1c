"""What a search in a text gives, and the text that is left for the next search."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

BLANK = "\0"
MAX_CHECKS = 2000
"""Observables of one kind taken, and checksums tried, per text: far above any real report, a bound on hostile ones."""


class Found(NamedTuple):
    """One observable: its type, its value, and the place of its spelling in the searched text."""

    type: str
    value: str
    start: int
    end: int


@dataclass
class Search:
    """A text being searched: `rest` has the same length as the text, consumed places are blank."""

    rest: str
    found: list[Found] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)

    def take(self, items: Iterable[Found]) -> None:
        """Keep the items and blank their places. Items of one call do not overlap one another."""
        kept = list(islice(items, MAX_CHECKS))
        if kept:
            self.found.extend(kept)
            self.blank((item.start, item.end) for item in kept)

    def blank(self, places: Iterable[tuple[int, int]]) -> None:
        """Make places unreadable for the searches that follow."""
        pieces, position = [], 0
        for start, end in sorted(places):
            if end <= position:
                continue
            start = max(start, position)
            pieces.append(self.rest[position:start])
            pieces.append(BLANK * (end - start))
            position = end
        if pieces:
            self.rest = "".join(pieces) + self.rest[position:]

    def flag(self, name: str) -> None:
        """Set a flag once."""
        if name not in self.flags:
            self.flags.append(name)
