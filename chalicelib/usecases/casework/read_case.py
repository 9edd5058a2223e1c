"""Opening a case: the file, with the reading written on its chain; the first one is told to the reporter."""

from dataclasses import dataclass, replace

from chalicelib.domain.access import Action, Officer
from chalicelib.domain.casework.case import CaseFile
from chalicelib.usecases.casework.desk import at, case_deed, found_file
from chalicelib.usecases.casework.needs import Change, Desk
from chalicelib.usecases.errors import ConditionFailed, Unavailable

_TRIES = 4


@dataclass(frozen=True)
class ReadCase:
    """GET of a case and of its lists. A reading that cannot be written down does not happen."""

    desk: Desk

    def __call__(self, officer: Officer, case_id: str) -> CaseFile:
        """The file. Raises NotFound, Unavailable."""
        for _ in range(_TRIES):
            file = found_file(self.desk, officer, Action.READ, case_id)
            case = file.case
            deed = case_deed(self.desk, officer, case, "case.read")
            if case.first_read_at is not None:
                self.desk.records.note([deed])
                return file
            # A person has opened it: the duty desk need not ring any more.
            owed = {name: due for name, due in case.owed.items() if name != "ring"}
            after = replace(case, first_read_at=at(self.desk), owed=owed)
            try:
                self.desk.records.save(Change(before=case, after=after, progress=True, deeds=[deed]))
            except ConditionFailed:
                continue
            return replace(file, case=after)
        raise Unavailable
