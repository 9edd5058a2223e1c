"""Every step that an officer's roles give on a case, with the refusal of those that are not possible now.

One table for code, portal and docs: the portal shows these as its buttons, and why the others are grey.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.access import Action, Decision, Officer, decide
from chalicelib.domain.casework.acts import ACTS, CLOSED_IN_TRIAGE
from chalicelib.domain.casework.case import Case
from chalicelib.domain.casework.refusals import Refusal, act_refusal, court_refusal, plain_refusal, referral_refusal
from chalicelib.domain.casework.states import PLAIN_STEPS

# Steps without a document, by the name that the portal gives them.
PLAIN: Mapping[str, Action] = {
    "refer": Action.REFER,
    "court": Action.SET_COURT,
    "state:triage": Action.CHANGE_STATE,
    "state:in_inquiry": Action.BEGIN_INQUIRY,
}
STEPS: Mapping[str, Action] = {**PLAIN, **{name: act.action for name, act in ACTS.items()}}


@dataclass(frozen=True)
class Step:
    """`refusal` None: it can be made now."""

    name: str
    refusal: Refusal | None


def steps_of(case: Case, officer: Officer, now: datetime, *, referred: bool) -> list[Step]:
    """The steps that the officer's roles give on the case as it is; `referred`: a referral lies behind it."""
    return [
        Step(name, _refusal(name, case, officer, now, referred=referred))
        for name, action in STEPS.items()
        if decide(officer, action, case) is Decision.ALLOWED
    ]


def _refusal(name: str, case: Case, officer: Officer, now: datetime, *, referred: bool) -> Refusal | None:
    if name == "refer":
        return referral_refusal(case)
    if name == "court":
        return court_refusal(case)
    if name.startswith("state:"):
        state = name.removeprefix("state:")
        assert state in PLAIN_STEPS
        return plain_refusal(state, case, referred=referred)
    # Of a closing the reason decides; the step is there when one of them would do.
    members = {"reason": min(CLOSED_IN_TRIAGE)} if name == "close" else {}
    return act_refusal(name, case, officer, members, now, referred=referred)
