"""The search index as the portal reads it: terms are looked up by their keyed digests, the desk is in the key."""

from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from botocore.exceptions import BotoCoreError
from pynamodb.exceptions import PynamoDBException

from chalicelib.stores.tables import TermRow
from chalicelib.stores.terms import term_partition
from chalicelib.usecases.errors import Unavailable

_AT_ONCE = 8


@dataclass(frozen=True)
class SearchIndex:
    """What `usecases.casework.needs.SearchIndex` asks for. `keys` gives every live search key."""

    keys: Callable[[], Sequence[bytes]]

    def newest(self, desk: str, term: str, before: str | None, limit: int) -> list[str]:
        older = TermRow.sk < before if before else None
        found: set[str] = set()
        try:
            for key in self.keys():
                rows = TermRow.query(term_partition(key, desk, term), older, scan_index_forward=False, limit=limit)
                found |= {row.sk for row in rows}
        except (PynamoDBException, BotoCoreError) as error:
            raise Unavailable from error
        return sorted(found, reverse=True)[:limit]

    def carrying(self, desk: str, term: str, places: Collection[str]) -> set[str]:
        if not places:
            return set()
        with ThreadPoolExecutor(min(_AT_ONCE, len(places))) as pool:
            carried = pool.map(lambda place: place if self._carries(desk, term, place) else "", places)
            return {place for place in carried if place}

    def _carries(self, desk: str, term: str, place: str) -> bool:
        try:
            return any(
                next(iter(TermRow.query(term_partition(key, desk, term), TermRow.sk == place, limit=1)), None)
                for key in self.keys()
            )
        except (PynamoDBException, BotoCoreError) as error:
            raise Unavailable from error
