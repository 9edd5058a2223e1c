"""The steps that need no document; every other one is refused with the name of the act that makes it."""

from dataclasses import dataclass, replace

from chalicelib.domain.access import Action, Officer
from chalicelib.domain.casework.case import Case, Item
from chalicelib.domain.casework.refusals import Refusal, plain_refusal
from chalicelib.domain.casework.states import ACT_TO, PLAIN_STEPS, REFERRED_BEHIND, STATES
from chalicelib.usecases.casework.change_case import note_refused, write
from chalicelib.usecases.casework.desk import at, case_deed, next_version, permitted
from chalicelib.usecases.casework.errors import ActNeeded, BadMember, StepRefused, refused_by
from chalicelib.usecases.casework.needs import Change, Desk


@dataclass(frozen=True)
class ChangeState:
    """POST …/state."""

    desk: Desk

    def __call__(self, officer: Officer, case: Case, version: int, state: str, reason: str) -> Case:
        """The case in `state`. Raises BadMember, ActNeeded, LeaveNeeded, StepRefused, VersionConflict, Forbidden."""
        if state not in STATES:
            raise BadMember("/state", "not-in-list")
        if state not in PLAIN_STEPS:
            note_refused(self.desk, officer, case)
            raise ActNeeded(ACT_TO[state]) if state in ACT_TO else StepRefused(Refusal("state"))
        action = Action.BEGIN_INQUIRY if state == "in_inquiry" else Action.CHANGE_STATE
        permitted(self.desk, officer, action, case, case.id)

        def plan(case: Case) -> Change:
            referred = was_referred(self.desk, case) if state == "in_inquiry" else False
            refused = plain_refusal(state, case, referred=referred)
            if refused is not None:
                raise refused_by(refused)
            body = {"from": case.state, "to": state, "reason": reason, "author": officer.sub}
            item = Item("STEP", self.desk.new_id(), at(self.desk), body)
            after = replace(next_version(case), state=state)
            deed = case_deed(self.desk, officer, case, "case.state", item)
            return Change(before=case, after=after, items=[item], progress=True, deeds=[deed])

        return write(self.desk, officer, action, case, plan, version)


def was_referred(desk: Desk, case: Case) -> bool:
    """Whether a referral lies behind the case."""
    return case.state in REFERRED_BEHIND or bool(desk.records.items(case.id, "REFERRAL"))
