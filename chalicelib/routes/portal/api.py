"""The use cases behind the portal's routes, as the wiring hands them over."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.access import Action, Decision, Officer, decide
from chalicelib.domain.casework.acts import ACTS
from chalicelib.domain.casework.case import Case, CaseFile
from chalicelib.reference_data.court_list import NamedCourt
from chalicelib.routes.caller import SignIn
from chalicelib.usecases.casework import desk as first
from chalicelib.usecases.casework.add_words import AddNote, SendMessage
from chalicelib.usecases.casework.change_state import ChangeState
from chalicelib.usecases.casework.correct_case import CorrectCase
from chalicelib.usecases.casework.count_cases import CountCases
from chalicelib.usecases.casework.export_case import ExportCase
from chalicelib.usecases.casework.export_table import ExportTable
from chalicelib.usecases.casework.give_case import GiveCase
from chalicelib.usecases.casework.give_contact_code import GiveContactCode
from chalicelib.usecases.casework.keep_duty import KeepDuty
from chalicelib.usecases.casework.link_cases import LinkCases
from chalicelib.usecases.casework.list_contests import ListContests
from chalicelib.usecases.casework.list_deadlines import ListDeadlines
from chalicelib.usecases.casework.list_queue import ListQueue
from chalicelib.usecases.casework.move_assigned import MoveAssigned
from chalicelib.usecases.casework.move_case import MoveCase
from chalicelib.usecases.casework.needs import Desk
from chalicelib.usecases.casework.page_of_items import PageOfItems
from chalicelib.usecases.casework.perform_act import PerformAct
from chalicelib.usecases.casework.read_audit import ReadAudit
from chalicelib.usecases.casework.read_case import ReadCase
from chalicelib.usecases.casework.read_timeline import ReadTimeline
from chalicelib.usecases.casework.search_cases import SearchCases
from chalicelib.usecases.errors import Unavailable


@dataclass(frozen=True)
class PortalApi:
    """One of each."""

    sign_in: SignIn
    now: Callable[[], datetime]
    courts: Sequence[NamedCourt]
    desk: Desk
    list_queue: ListQueue
    page_of_items: PageOfItems
    read_case: ReadCase
    add_note: AddNote
    send_message: SendMessage
    give_case: GiveCase
    move_case: MoveCase
    change_state: ChangeState
    correct_case: CorrectCase
    link_cases: LinkCases
    give_contact_code: GiveContactCode
    perform_act: PerformAct
    move_assigned: MoveAssigned
    search_cases: SearchCases
    read_timeline: ReadTimeline
    read_audit: ReadAudit
    count_cases: CountCases
    export_table: ExportTable
    export_case: ExportCase
    keep_duty: KeepDuty
    list_deadlines: ListDeadlines
    list_contests: ListContests

    def note_sign_in(self, officer: Officer) -> None:
        """The portal asks who somebody is when they have signed in. Raises Unavailable: nobody comes in unrecorded."""
        self.desk.records.note([first.own_deed(self.desk, officer, "session.opened")])

    def found(self, officer: Officer, action: Action, case_id: str) -> Case:
        """The case, before its body is looked at. Raises NotFound, Forbidden, Unavailable."""
        return first.found(self.desk, officer, action, case_id)

    def found_for_any_act(self, officer: Officer, case_id: str) -> Case:
        """The case, for somebody whom at least one act is open to. Raises NotFound, Forbidden, Unavailable."""
        case = first.found(self.desk, officer, Action.READ, case_id)
        if not any(decide(officer, act.action, case) is Decision.ALLOWED for act in ACTS.values()):
            raise first.refuse_on_case(self.desk, officer, case)
        return case

    def file_after(self, case: Case) -> CaseFile:
        """The file of a case that the caller just changed. Raises Unavailable: the change stands, only not shown."""
        file = self.desk.records.file(case.id)
        if file is None:
            raise Unavailable
        return file
