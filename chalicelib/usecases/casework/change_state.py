"""The steps that need no document; every other one is refused with the name of the act that makes it."""

from dataclasses import dataclass, replace

from chalicelib.domain.access import Action, Officer
from chalicelib.domain.casework.case import Case, Item
from chalicelib.domain.casework.states import ACT_TO, PLAIN_STEPS, REFERRED_BEHIND, STATES, inquiry_open
from chalicelib.usecases.casework.change_case import write
from chalicelib.usecases.casework.desk import at, case_deed, next_version, permitted
from chalicelib.usecases.casework.errors import ActNeeded, BadMember, LeaveNeeded
from chalicelib.usecases.casework.needs import Change, Desk
from chalicelib.usecases.errors import NotAllowedNow


@dataclass(frozen=True)
class ChangeState:
    """POST …/state."""

    desk: Desk

    def __call__(self, officer: Officer, case: Case, version: int, state: str, reason: str) -> Case:
        """The case in `state`. Raises BadMember, ActNeeded, LeaveNeeded, NotAllowedNow, VersionConflict, Forbidden."""
        if state not in STATES:
            raise BadMember("/state", "not-in-list")
        if state in ACT_TO:
            raise ActNeeded(ACT_TO[state])
        if state not in PLAIN_STEPS:
            raise NotAllowedNow
        action = Action.BEGIN_INQUIRY if state == "in_inquiry" else Action.CHANGE_STATE
        permitted(self.desk, officer, action, case, case.id)

        def plan(case: Case) -> Change:
            if state == "in_inquiry" and not inquiry_open(case, referred=was_referred(self.desk, case)):
                raise LeaveNeeded
            if case.state not in PLAIN_STEPS[state]:
                raise NotAllowedNow
            body = {"from": case.state, "to": state, "reason": reason, "author": officer.sub}
            item = Item("STEP", self.desk.new_id(), at(self.desk), body)
            after = replace(next_version(case), state=state)
            deed = case_deed(self.desk, officer, case, "case.state", item)
            return Change(before=case, after=after, items=[item], progress=True, deeds=[deed])

        return write(self.desk, officer, action, case, plan, version)


def was_referred(desk: Desk, case: Case) -> bool:
    """Whether a referral lies behind the case."""
    return case.state in REFERRED_BEHIND or bool(desk.records.items(case.id, "REFERRAL"))
