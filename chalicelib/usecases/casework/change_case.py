"""Making a change with a version: the one the caller read, or a conflict with the case as it is now."""

from collections.abc import Callable

from chalicelib.domain.access import Action, Officer
from chalicelib.domain.casework.case import Case
from chalicelib.usecases.casework.desk import case_deed, permitted
from chalicelib.usecases.casework.errors import LeaveNeeded
from chalicelib.usecases.casework.needs import Change, Desk
from chalicelib.usecases.errors import ConditionFailed, NotAllowedNow, Unavailable, VersionConflict

_TRIES = 4


def write(
    desk: Desk, officer: Officer, action: Action, case: Case, plan: Callable[[Case], Change], version: int | None = None
) -> Case:
    """Write what `plan` makes of the case; returns the case as it then is.

    `version`: the one that the caller read; None for what leaves the version alone. When somebody was first, the case
    is read and judged again: a case that moved away meanwhile is out of sight, an old version is a conflict.
    Raises what `permitted` and `plan` raise, VersionConflict and Unavailable.
    """
    for _ in range(_TRIES):
        if version is not None and case.version != version:
            raise VersionConflict(case)
        try:
            change = plan(case)
        except (LeaveNeeded, NotAllowedNow):
            note_refused(desk, officer, case)
            raise
        try:
            desk.records.save(change)
        except ConditionFailed:
            case = permitted(desk, officer, action, desk.records.get(case.id), case.id)
        else:
            return change.after
    raise Unavailable


def note_refused(desk: Desk, officer: Officer, case: Case) -> None:
    """Write down, on the case's chain, that a step was tried which the state of things does not allow."""
    desk.records.note([case_deed(desk, officer, case, "case.refused")])
