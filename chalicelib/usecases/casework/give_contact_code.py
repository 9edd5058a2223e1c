"""A code to be said to the reporter, who checks on the receipt that it is really the service that calls or writes."""

from dataclasses import dataclass

from chalicelib.domain.access import Action, Officer
from chalicelib.domain.casework.case import Case, Item
from chalicelib.domain.casework.refusals import Refusal
from chalicelib.domain.intake.contact_code import code_digest, code_from, expiry
from chalicelib.usecases.casework.change_case import write
from chalicelib.usecases.casework.desk import at, case_deed
from chalicelib.usecases.casework.errors import StepRefused
from chalicelib.usecases.casework.needs import Change, Desk


@dataclass(frozen=True)
class ContactCode:
    """Shown once: only its digest is kept."""

    code: str
    expires_at: str


@dataclass(frozen=True)
class GiveContactCode:
    """POST …/contact-codes."""

    desk: Desk

    def __call__(self, officer: Officer, case: Case, channel: str) -> ContactCode:
        """The code. Raises StepRefused (nobody to reach), NotFound or Forbidden when the case moved meanwhile."""
        given = ContactCode(code_from(self.desk.new_id()), expiry(self.desk.now()))
        made_at = at(self.desk)
        made = Item("CODE", self.desk.new_id(), made_at, {"author": officer.sub, "channel": channel})
        digest = code_digest(case.receipt_key, given.code)

        def plan(case: Case) -> Change:
            if case.identity_mode == "anonymous":
                # Nothing about the reporter is kept: whoever calls or writes to one is not us.
                raise StepRefused(Refusal("anonymous"))
            deed = case_deed(self.desk, officer, case, "contact.code", made)
            echo = Item("CODE", digest, made_at, {"channel": channel})
            return Change(before=case, after=case, items=[made], echoes=[echo], deeds=[deed])

        write(self.desk, officer, Action.GIVE_CODE, case, plan)
        return given
