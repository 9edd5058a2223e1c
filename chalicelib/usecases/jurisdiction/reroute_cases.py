"""Open cases whose proposed court is another one under the map and rules in force; moving them, one by one.

Only cases that wait for somebody (received, triage, nobody's) and that no person sent to a court. A case that was
moved is where the rules say, so a job that was broken off is simply run again.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from chalicelib.domain.audit.chain import case_chain
from chalicelib.domain.audit.entry import Deed, digest_of
from chalicelib.domain.casework.case import Case, CaseFile
from chalicelib.domain.moments import written
from chalicelib.usecases.diagnosis.new_diagnosis import court_of
from chalicelib.usecases.errors import ConditionFailed, Unavailable
from chalicelib.usecases.jurisdiction.needs import Cases, Clock, Place, Received, Rerouted
from chalicelib.usecases.jurisdiction.new_route import flags_after, new_route

ACTOR = "RerouteCases"
STATES = ("received", "triage")
_DECIDED_BY_A_PERSON = ("COURT", "REFERRAL")
_TRIES = 4


@dataclass(frozen=True)
class Move:
    """A case that leaves one court for another, or the national desk; `place` as in Received."""

    case_id: str
    place: str
    before: str
    after: str


@dataclass(frozen=True)
class RerouteCases:
    """Finds moves, and makes them. `version` names the rules that `place` applies. Raises Unavailable."""

    cases: Cases
    place: Place
    version: str
    now: Clock

    def find(self, after: str = "") -> Iterator[tuple[Received, Move | None]]:
        """Every case after a place, and its move if it has one; nothing is written."""
        for received in self.cases.received(self.now(), after):
            case = self.cases.case(received.case_id)
            file = self.cases.file(received.case_id) if case is not None and _waits(case) else None
            planned = self._planned(file) if file is not None else None
            yield received, _move(planned, received.place) if planned is not None else None

    def move(self, move: Move) -> Move | None:
        """Move one case, judged again as it is now; None when there is nothing to move any more."""
        for _ in range(_TRIES):
            file = self.cases.file(move.case_id)
            planned = self._planned(file) if file is not None else None
            if planned is None:
                return None
            try:
                self.cases.move(planned)
            except ConditionFailed:
                continue
            return _move(planned, move.place)
        raise Unavailable

    def _planned(self, file: CaseFile) -> Rerouted | None:
        case, route = file.case, file.only("ROUTE")
        if not _waits(case) or any(file.all(kind) for kind in _DECIDED_BY_A_PERSON):
            return None
        if route is None:
            # The worker has still to place it, by the same rules.
            return None
        at = written(self.now())
        item = new_route(file, self.place, self.version, at)
        if item is None:
            return None
        territory: Mapping[str, Any] = item.body["territory"]  # type: ignore[assignment]
        court = court_of(territory, case.category, case.urgency)
        if court in (case.court, court_of(route["territory"], case.category, case.urgency)):
            # The proposal is what it was: where the case lies is not for the map to say.
            return None
        after = replace(
            case,
            version=case.version + 1,
            court=court,
            court_changes=case.court_changes + 1,
            flags=flags_after(file, territory),
            owed={**case.owed, "terms": at},
        )
        key, digest = f"{item.kind}#{item.id}", digest_of(case.audit_key, item.body)
        deed = Deed(case_chain(case.id), ACTOR, "case.court", at, item=key, digest=digest)
        return Rerouted(case, after, item, [deed])


def _waits(case: Case) -> bool:
    """Whether nobody works on it yet; what still owes its diagnosis will be placed by the worker."""
    return case.state in STATES and not case.assignee and "diagnose" not in case.owed


def _move(rerouted: Rerouted, place: str) -> Move:
    return Move(rerouted.before.id, place, rerouted.before.court, rerouted.after.court)
