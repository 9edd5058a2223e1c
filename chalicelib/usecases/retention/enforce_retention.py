"""Ends what has to end. So far: the identity and contact that a reporter asked to have erased."""

from dataclasses import dataclass, replace

from chalicelib.domain.audit.chain import case_chain
from chalicelib.domain.audit.entry import Deed
from chalicelib.domain.casework.case import Case
from chalicelib.domain.casework.orders import HOLD_ERASURE, ends_at, in_force
from chalicelib.domain.identity.erasure import left
from chalicelib.domain.moments import written
from chalicelib.usecases.errors import ConditionFailed
from chalicelib.usecases.retention.needs import Clock, Retained, SealedRow

ACTOR = "EnforceRetention"
OWED = "erase"
_TRIES = 4


@dataclass(frozen=True)
class EnforceRetention:
    """One run. Safe to repeat: what a run does not finish is still owed to the next. Raises Unavailable."""

    retained: Retained
    now: Clock

    def __call__(self) -> int:
        """How many identities were erased."""
        due = self.retained.due(written(self.now()))
        return sum(self._erased(case_id) for case_id in dict.fromkeys(due))

    def _erased(self, case_id: str) -> bool:
        """False when nothing is owed, or when the case changes faster than it can be read: then the next run does it.

        The sealed rows are read after the case: one that is added later changes what the case owes, and is seen again.
        """
        for _ in range(_TRIES):
            case = self.retained.case(case_id)
            if case is None or OWED not in case.owed:
                return False
            try:
                if self._held(case):
                    return False
            except ConditionFailed:
                continue
            rows = [(row, _without_identity(row)) for row in self.retained.sealed(case_id)]
            after = replace(
                case,
                identity_erased=True,
                identity_fields=(),
                owed={name: due for name, due in case.owed.items() if name != OWED},
            )
            try:
                self.retained.erase(
                    case, after, [pair for pair in rows if pair[0] != pair[1]], self._deed(case, "identity.erased")
                )
            except ConditionFailed:
                continue
            return True
        return False

    def _held(self, case: Case) -> bool:
        """Whether a prosecutor's order keeps the identity; the erasure then waits for its end, and the reporter reads
        until when. The order ends by itself.
        """
        order = in_force(case, HOLD_ERASURE, self.now())
        if order is None:
            return False
        ends = written(ends_at(order))
        if case.owed[OWED] != ends:
            after = replace(case, owed={**case.owed, OWED: ends})
            self.retained.hold(case, after, order["until"], self._deed(case, "identity.erasure_held"))
        return True

    def _deed(self, case: Case, action: str) -> Deed:
        return Deed(case_chain(case.id), ACTOR, action, written(self.now()), "SEALED")


def _without_identity(row: SealedRow) -> SealedRow | None:
    fields = left(row.fields)
    return replace(row, fields=fields) if fields else None
