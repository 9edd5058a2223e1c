"""Search: cases of one's courts on which every word and observable of the question is indexed, newest first."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from chalicelib.domain.access import Action, Officer, sees
from chalicelib.domain.casework.case import NATIONAL
from chalicelib.domain.casework.queue_row import row_of
from chalicelib.usecases.casework.desk import own_deed, permitted_courts
from chalicelib.usecases.casework.list_queue import Page
from chalicelib.usecases.casework.needs import Cursors, Desk, SearchIndex
from chalicelib.usecases.casework.own_rate import OwnRate

PATH = "/portal/search"
# How far one answer looks into the list of the rarest word: longer lists go on with the cursor.
PROBE = 101


@dataclass(frozen=True)
class SearchCases:
    """POST /portal/search. `terms_of` gives what a question asks for, in the words of the index."""

    desk: Desk
    index: SearchIndex
    cursors: Cursors
    terms_of: Callable[[str], Sequence[str]]
    rate: OwnRate

    def permitted(self, officer: Officer) -> frozenset[str]:
        """The courts in which the officer may search. Raises Forbidden (no role that searches)."""
        return permitted_courts(self.desk, officer, Action.SEARCH)

    def __call__(self, officer: Officer, question: str, cursor: str | None, limit: int) -> Page:
        """Raises Forbidden, BadCursor, TooOften, Unavailable. The words are written nowhere."""
        courts = self.permitted(officer)
        binding: Mapping[str, object] = {
            "person": officer.sub,
            "path": PATH,
            "scope": sorted(courts),
            "filter": question,
        }
        before = self.cursors.open(cursor, binding, self.desk.now()) if cursor else None
        self.rate.note(own_deed(self.desk, officer, "search.made"))
        terms = list(dict.fromkeys(self.terms_of(question)))
        # The national desk is told of every case; each court only of its own.
        desks = [NATIONAL] if NATIONAL in courts else sorted(courts)
        places: set[str] = set()
        frontier = ""
        for desk in desks if terms else ():
            found, read_to = self._at(desk, terms, before)
            places |= found
            frontier = max(frontier, read_to)
        ready = sorted((place for place in places if place >= frontier), reverse=True)
        cases = self.desk.records.each([_case_id(place) for place in ready[:limit]])
        rows = tuple(row_of(case) for case in cases if sees(officer, case))
        after = ready[limit - 1] if len(ready) > limit else frontier
        return Page(rows, self.cursors.seal(after, binding, self.desk.now()) if after else None)

    def _at(self, desk: str, terms: Sequence[str], before: str | None) -> tuple[set[str], str]:
        """Places of cases that carry all terms, and the place down to which that was read ("" = to the end)."""
        lists = {}
        for term in terms:
            lists[term] = self.index.newest(desk, term, before, PROBE)
            if not lists[term]:
                return set(), ""
        rarest = min(lists, key=lambda term: len(lists[term]))
        found = set(lists[rarest])
        for term, listed in lists.items():
            if len(listed) < PROBE:
                found &= set(listed)
            elif term != rarest:
                found = self.index.carrying(desk, term, found)
        return found, lists[rarest][-1] if len(lists[rarest]) == PROBE else ""


def _case_id(place: str) -> str:
    return place.rpartition("#")[2]
