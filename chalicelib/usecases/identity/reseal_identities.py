"""After a key change: every sealed value goes over to the newest key, and nobody sees one on the way.

One piece of the work a call, so that it can be broken off and gone on with at any place. A row that changed meanwhile
(opened, erased, declared anew) is looked at again; one that cannot be carried stays as it is, and is named.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from chalicelib.domain.audit.chain import case_chain
from chalicelib.domain.audit.entry import Deed
from chalicelib.domain.moments import written
from chalicelib.usecases.errors import ConditionFailed, KeyUnavailable, Unavailable
from chalicelib.usecases.identity.reseal_needs import Reseal, SealedRow, SealedRows, Undecryptable

_TRIES = 3


@dataclass
class Piece:
    """What one call did: cases looked at, rows and values that went over (or would), rows that stay and why.

    `after` is the place to go on from; `done`: there is nothing after it; `stopped`: what did not answer, or nothing.
    """

    after: str
    cases: int = 0
    rows: int = 0
    values: int = 0
    left: list[dict[str, str]] = field(default_factory=list)
    done: bool = False
    stopped: str = ""


@dataclass(frozen=True)
class ResealIdentities:
    """The whole job, in pieces of about `limit` cases."""

    rows: SealedRows
    reseal: Reseal
    now: Callable[[], datetime]

    def __call__(self, after: str, limit: int, *, dry_run: bool) -> Piece:
        """Go on after a place. Raises nothing of the store's or the key service's: a piece says where it stopped."""
        piece = Piece(after)
        try:
            for place, case_ids in self.rows.cases(after, self.now()):
                for case_id in case_ids:
                    self._case(case_id, piece, dry_run=dry_run)
                    piece.cases += 1
                piece.after = place
                if piece.cases >= limit:
                    return piece
            piece.done = True
        except KeyUnavailable:
            piece.stopped = "key"
        except Unavailable:
            piece.stopped = "service"
        return piece

    def _case(self, case_id: str, piece: Piece, *, dry_run: bool) -> None:
        settled: set[str] = set()
        for _ in range(_TRIES):
            owed = [row for row in self.rows.of_case(case_id) if row.key not in settled and self._owed(row)]
            changed = [row for row in owed if not self._row(row, piece, dry_run=dry_run)]
            settled |= {row.key for row in owed if row not in changed}
            if not changed:
                return
        piece.left += [_left(row, "changing") for row in changed]

    def _owed(self, row: SealedRow) -> bool:
        return not all(map(self.reseal.newest, row.fields.values()))

    def _row(self, row: SealedRow, piece: Piece, *, dry_run: bool) -> bool:
        """Whether nothing more is to be done about the row: carried over, or named. False: it changed meanwhile."""
        former = {name: value for name, value in row.fields.items() if not self.reseal.newest(value)}
        if not all(map(self.reseal.known, former.values())):
            piece.left.append(_left(row, "key not in force"))
            return True
        if not dry_run:
            try:
                carried = {name: self.reseal(row.case_id, name, value) for name, value in former.items()}
                deed = Deed(
                    case_chain(row.case_id), "ResealIdentities", "identity.resealed", written(self.now()), row.key
                )
                self.rows.replace(row, {**row.fields, **carried}, deed)
            except Undecryptable:
                piece.left.append(_left(row, "undecryptable"))
                return True
            except ConditionFailed:
                return False
        piece.rows += 1
        piece.values += len(former)
        return True


def _left(row: SealedRow, why: str) -> dict[str, str]:
    return {"case": row.case_id, "row": row.key, "why": why}
