"""Open cases that an earlier rule set diagnosed, diagnosed by the rules in force, one by one.

The old diagnosis stays on file beside the new one. A case that was done says so itself (its rule set), so a job that
was broken off, or killed, is simply run again; what a person decided stays (`new_diagnosis`).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from chalicelib.domain.casework.case import Case
from chalicelib.usecases.diagnosis.needs import Clock, Diagnosed, Records, Rules
from chalicelib.usecases.diagnosis.new_diagnosis import URGENCY_KEPT, NewDiagnosis
from chalicelib.usecases.errors import ConditionFailed, Unavailable
from chalicelib.usecases.jurisdiction.needs import Cases, Received

ACTOR = "RediagnoseCases"
_TRIES = 4


class NotDiagnosed(Exception):
    """The rules cannot bear this report; it keeps the diagnosis that it has."""


@dataclass(frozen=True)
class Rediagnosed:
    """What a new diagnosis changes of a case: category, urgency and court, before and after."""

    case_id: str
    before: tuple[str, str, str]
    after: tuple[str, str, str]
    urgency_kept: bool


@dataclass(frozen=True)
class RediagnoseCases:
    """`before`: only cases of this rule set; empty = of every other one than that in force. Raises Unavailable."""

    cases: Cases
    records: Records
    rules: Rules
    now: Clock
    before: str = ""

    def find(self, after: str = "") -> Iterator[tuple[Received, bool]]:
        """Every case after a place, oldest first, and whether it has still to be done."""
        for received in self.cases.received(self.now(), after):
            case = self.cases.case(received.case_id)
            yield received, case is not None and self._wanted(case)

    def look(self, case_id: str) -> Rediagnosed | None:
        """What would change; nothing is written. None when there is nothing to do. Raises NotDiagnosed."""
        planned = self._planned(case_id)
        return _told(planned) if planned else None

    def diagnose(self, case_id: str) -> Rediagnosed | None:
        """Write it, judged by the case as it is now; None when there is nothing to do any more. Raises as `look`."""
        for _ in range(_TRIES):
            planned = self._planned(case_id)
            if planned is None:
                return None
            try:
                self.records.save_diagnosis(planned)
            except ConditionFailed:
                continue
            return _told(planned)
        raise Unavailable

    def _wanted(self, case: Case) -> bool:
        """Closed cases keep the diagnosis they were decided by; what owes one anyway is the worker's."""
        if not case.open or not case.ruleset or "diagnose" in case.owed or case.ruleset == self.rules.version:
            return False
        return self.before in ("", case.ruleset)

    def _planned(self, case_id: str) -> Diagnosed | None:
        file = self.records.file(case_id)
        if file is None or not self._wanted(file.case):
            return None
        try:
            return NewDiagnosis(self.rules, self.now, ACTOR)(file)
        except Exception as error:
            raise NotDiagnosed from error


def _told(planned: Diagnosed) -> Rediagnosed:
    before, after = planned.before, planned.after
    return Rediagnosed(
        before.id,
        (before.category, before.urgency, before.court),
        (after.category, after.urgency, after.court),
        URGENCY_KEPT in after.flags and URGENCY_KEPT not in before.flags,
    )
