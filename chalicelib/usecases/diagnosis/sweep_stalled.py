"""Send again what the queue lost; ring for urgent reports that nobody read (architecture, alerting); remind of days."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from chalicelib.domain.casework.case import Case
from chalicelib.domain.casework.deadlines import next_reminder, reminders_of
from chalicelib.domain.legal_calendar import civil_day
from chalicelib.domain.moments import read, written
from chalicelib.usecases.diagnosis.needs import Clock, Duty, Outbox, Ring, Swept, WorkQueue
from chalicelib.usecases.diagnosis.new_diagnosis import FAILED_FLAG

FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=2), timedelta(hours=24)
# After so many hints a person has to know that the machine does not manage.
GIVE_UP_AFTER = 4
RING_AGAIN_AFTER = timedelta(minutes=10)
URGENCIES_WATCHED = ("U0", "U1", "U2")
_LOOKED_AT = 25
# What a hint makes the worker do; ringing is done here, erasing by the retention.
_WORKER_DOES = frozenset({"diagnose", "terms"})


@dataclass(frozen=True)
class SweepStalled:
    """Raises Unavailable when the outbox does not answer; the next sweep goes on."""

    outbox: Outbox
    queue: WorkQueue
    duty: Duty
    now: Clock

    def __call__(self) -> Swept:
        moment = self.now()
        given_up = 0
        # One hint makes the worker do all that a case owes.
        owing: dict[str, int] = {}
        unheard: list[tuple[Case, Ring]] = []
        reminded: list[Case] = []
        for due in self.outbox.due(written(moment)):
            if due.item:
                if self.outbox.postpone_act(due, written(moment + 2 * FIRST_WAIT)):
                    owing.setdefault(due.case_id, 1)
                continue
            case = self.outbox.case(due.case_id)
            if case is None:
                continue
            late = {name for name, at in case.owed.items() if at <= written(moment)}
            if late & _WORKER_DOES:
                before, case = case, self._postponed(case, late, moment)
                if case is not before:
                    owing[case.id] = case.tries
                    given_up += FAILED_FLAG in case.flags and FAILED_FLAG not in before.flags
            if "ring" in late:
                unheard += self._unheard(case)
            elif "remind" in late:
                reminded.append(case)
        for case_id, attempt in owing.items():
            self.queue.hint(case_id, attempt)
        self._ring(unheard, moment)
        self._remind(reminded, moment)
        return Swept(len(owing), len(unheard), given_up, self._oldest_unread(moment), len(reminded))

    def _postponed(self, case: Case, late: set[str], moment: datetime) -> Case:
        """Owe it again later, twice as late each time. The same case comes back when the worker was there first."""
        wait = min(FIRST_WAIT * 2**case.tries, LONGEST_WAIT)
        owed = {name: written(moment + wait) if name in late & _WORKER_DOES else at for name, at in case.owed.items()}
        gave_up = case.tries + 1 == GIVE_UP_AFTER and "diagnose" in late
        flags = tuple(sorted({*case.flags, FAILED_FLAG})) if gave_up else case.flags
        after = replace(case, owed=owed, tries=case.tries + 1, flags=flags)
        return after if self.outbox.postpone(case, after) else case

    def _unheard(self, case: Case) -> list[tuple[Case, Ring]]:
        """The ring that a case still needs: none once a person has read it or somebody on duty has acknowledged."""
        alert = self.outbox.alert(case)
        if case.first_read_at or alert == "acknowledged":
            owed = {name: at for name, at in case.owed.items() if name != "ring"}
            self.outbox.postpone(case, replace(case, owed=owed))
            return []
        return [(case, Ring(case.court, case.urgency, 1, alert == "rung"))]

    def _ring(self, unheard: Sequence[tuple[Case, Ring]], moment: datetime) -> None:
        """Ring first, then write that it rang: a topic that does not answer is tried again by the next sweep."""
        if unheard:
            self.duty.ring(_counted([ring for _, ring in unheard]))
        for case, _ in unheard:
            after = replace(case, owed={**case.owed, "ring": written(moment + RING_AGAIN_AFTER)})
            self.outbox.ring(case, after, case.created_at)

    def _remind(self, cases: Sequence[Case], moment: datetime) -> None:
        """Remind of days that come near or are over, then owe the next morning's reminder."""
        if cases:
            self.duty.remind(reminders_of(cases, civil_day(moment)))
        for case in cases:
            owed = {name: at for name, at in case.owed.items() if name != "remind"}
            again = next_reminder(case.deadlines, moment)
            self.outbox.postpone(case, replace(case, owed={**owed, "remind": again} if again else owed))

    def _oldest_unread(self, moment: datetime) -> dict[str, int]:
        """Seconds that the oldest unread report of each watched urgency has waited; 0 when none waits."""
        oldest = dict.fromkeys(URGENCIES_WATCHED, 0)
        for case_id in self.outbox.urgent_open(URGENCIES_WATCHED[-1], _LOOKED_AT):
            case = self.outbox.case(case_id)
            if case and not case.first_read_at and case.urgency in oldest:
                waited = int((moment - read(case.created_at)).total_seconds())
                oldest[case.urgency] = max(oldest[case.urgency], waited)
        return oldest


def _counted(rings: Sequence[Ring]) -> list[Ring]:
    """One ring for each court, urgency and turn, with the number of reports."""
    places = sorted({(ring.again, ring.court, ring.urgency) for ring in rings})
    return [
        Ring(court, urgency, sum((r.again, r.court, r.urgency) == (again, court, urgency) for r in rings), again)
        for again, court, urgency in places
    ]
