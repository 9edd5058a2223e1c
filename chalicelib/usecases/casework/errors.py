"""Refusals of casework."""

from chalicelib.domain.casework.refusals import LEAVE_FIRST, LEAVE_NEEDED, Refusal
from chalicelib.usecases.errors import NotAllowedNow


class BadCursor(Exception):
    """Not ours, too old, or given to another person, path, scope or filter."""


class ActNeeded(Exception):
    """The step needs a document: `act` is `refer` or the name of the act that makes it."""

    def __init__(self, act: str) -> None:
        super().__init__()
        self.act = act


class LeaveNeeded(Exception):
    """Nothing of an inquiry exists before the prosecutor's leave (anonymous; CPP 21, 40, 49) or a referral (others)."""

    def __init__(self, refusal: Refusal = LEAVE_FIRST) -> None:
        super().__init__()
        self.refusal = refusal


class TooOften(Exception):
    """The person has done it as often as an hour allows; `retry_after` in seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__()
        self.retry_after = retry_after


class BadMember(Exception):
    """A member of a body that only the case or the calendar can judge: `slug` as in the API's errors."""

    def __init__(self, pointer: str, slug: str) -> None:
        super().__init__()
        self.pointer = pointer
        self.slug = slug


class StepRefused(NotAllowedNow):
    """The step is not possible on the case as it is; `refusal` names the rule and what would allow it."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__()
        self.refusal = refusal


def refused_by(refusal: Refusal) -> LeaveNeeded | StepRefused:
    """What to raise for a refusal."""
    return LeaveNeeded(refusal) if refusal.rule == LEAVE_NEEDED else StepRefused(refusal)
