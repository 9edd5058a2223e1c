"""Notes between officers, and messages to the reporter. Author and time are the service's own."""

from dataclasses import dataclass

from chalicelib.domain.access import Action, Officer
from chalicelib.domain.casework.case import Case, Item
from chalicelib.usecases.casework.change_case import write
from chalicelib.usecases.casework.desk import at, case_deed
from chalicelib.usecases.casework.needs import Change, Desk


@dataclass(frozen=True)
class AddNote:
    """POST …/notes. A private note is its author's alone, and never searched."""

    desk: Desk

    def __call__(self, officer: Officer, case: Case, text: str, private: bool) -> str:
        """The note's id. Raises NotFound or Forbidden when the case moved meanwhile, Unavailable."""
        body = {"author": officer.sub, "text": text, "private": private}
        note = Item("NOTE", self.desk.new_id(), at(self.desk), body)

        def plan(case: Case) -> Change:
            deed = case_deed(self.desk, officer, case, "note.added", note)
            return Change(before=case, after=case, items=[note], deeds=[deed])

        write(self.desk, officer, Action.NOTE, case, plan)
        return note.id


@dataclass(frozen=True)
class SendMessage:
    """POST …/messages. The reporter reads the text at once; never who wrote it."""

    desk: Desk

    def __call__(self, officer: Officer, case: Case, text: str) -> str:
        """The message's id. Raises as AddNote."""
        written_at, message_id = at(self.desk), self.desk.new_id()
        message = Item("MESSAGE", message_id, written_at, {"from": "service", "author": officer.sub, "text": text})
        echo = Item("MESSAGE", message_id, written_at, {"from": "service", "text": text})

        def plan(case: Case) -> Change:
            deed = case_deed(self.desk, officer, case, "message.sent", message)
            return Change(before=case, after=case, items=[message], echoes=[echo], deeds=[deed])

        write(self.desk, officer, Action.MESSAGE, case, plan)
        return message_id
