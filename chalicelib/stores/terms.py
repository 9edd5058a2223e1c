"""The search index: under each desk, which cases carry a word or observable; terms are kept as keyed digests only."""

import hashlib
import hmac
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from chalicelib.domain.casework.case import Case
from chalicelib.stores.tables import TermRow
from chalicelib.stores.write import Delete, Put


def term_partition(key: bytes, desk: str, term: str) -> str:
    """`TERM#<desk>#<HMAC(search key, term)>`: who reads the table learns no word."""
    return f"TERM#{desk}#{hmac.new(key, term.encode(), hashlib.sha256).hexdigest()[:40]}"


@dataclass(frozen=True)
class TermIndex:
    """Writes the index; `keys` gives the live search keys, the current one first. Raises Unavailable."""

    keys: Callable[[], Sequence[bytes]]

    def puts(self, case: Case, desks: Sequence[str], terms: Sequence[str]) -> list[Put]:
        """Rows that let each desk find the case; putting them again changes nothing."""
        key = self.keys()[0]
        return [Put(TermRow(term_partition(key, desk, term), _place(case)), "term") for desk in desks for term in terms]

    def deletes(
        self,
        case: Case,
        was_at: Sequence[str],
        was: Sequence[str],
        now_at: Sequence[str],
        now: Sequence[str],
    ) -> list[Delete]:
        """Take away the rows of terms and desks that the case had and has no more, under whatever key they were put."""
        kept = {(desk, term) for desk in now_at for term in now}
        gone = [(desk, term) for desk in was_at for term in was if (desk, term) not in kept]
        return [
            Delete(TermRow(term_partition(key, desk, term), _place(case)), "term")
            for key in self.keys()
            for desk, term in gone
        ]


def _place(case: Case) -> str:
    return f"{case.created_at}#{case.id}"
