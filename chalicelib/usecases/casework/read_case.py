"""Opening a case: the file, with the reading written on its chain; the first one is told to the reporter."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from chalicelib.domain.access import Action, Officer
from chalicelib.domain.casework.case import CaseFile
from chalicelib.usecases.casework.desk import at, case_deed, found_file
from chalicelib.usecases.casework.link_cases import LinkCases
from chalicelib.usecases.casework.needs import Change, Desk
from chalicelib.usecases.casework.shown_links import Link
from chalicelib.usecases.errors import ConditionFailed, Unavailable

_TRIES = 4


@dataclass(frozen=True)
class ReadCase:
    """GET of a case and of its lists. A reading that cannot be written down does not happen."""

    desk: Desk
    links: LinkCases

    def __call__(self, officer: Officer, case_id: str) -> CaseFile:
        """The file. Raises NotFound, Unavailable."""
        return self._recorded(officer, found_file(self.desk, officer, Action.READ, case_id))

    def with_links(self, officer: Officer, case_id: str) -> tuple[CaseFile, Sequence[Link]]:
        """The file and its links, which are looked up while the reading is written down. Raises as above."""
        file = found_file(self.desk, officer, Action.READ, case_id)
        with ThreadPoolExecutor(1) as aside:
            links = aside.submit(self.links.shown, officer, file)
            return self._recorded(officer, file), links.result()

    def _recorded(self, officer: Officer, file: CaseFile) -> CaseFile:
        for _ in range(_TRIES):
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
                file = found_file(self.desk, officer, Action.READ, case.id)
                continue
            return replace(file, case=after)
        raise Unavailable
