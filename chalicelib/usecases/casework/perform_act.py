"""An act: the document, the state that it makes, its entry and its echo, in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from chalicelib.domain.access import Officer
from chalicelib.domain.casework.acts import ACTS, by_prosecutor, leave_after, not_after, refusal
from chalicelib.domain.casework.case import Case, Item
from chalicelib.domain.legal_calendar import civil_day
from chalicelib.usecases.casework.change_case import write
from chalicelib.usecases.casework.change_state import was_referred
from chalicelib.usecases.casework.desk import at, case_deed, next_version, permitted
from chalicelib.usecases.casework.errors import ActRefused, BadMember, LeaveNeeded
from chalicelib.usecases.casework.needs import Change, Desk


@dataclass(frozen=True)
class PerformAct:
    """POST …/acts. `members` are those that the table of acts lists, already of their kind."""

    desk: Desk

    def __call__(self, officer: Officer, case: Case, version: int, name: str, members: Mapping[str, str]) -> Case:
        """The case after the act. Raises Forbidden, BadMember, VersionConflict, LeaveNeeded, ActRefused."""
        act = ACTS[name]
        permitted(self.desk, officer, act.action, case, case.id)
        today = civil_day(self.desk.now())
        if not not_after(members.get("dated"), today):
            raise BadMember("/dated", "format")

        def plan(case: Case) -> Change:
            refused = refusal(
                name,
                case,
                officer,
                members.get("reason"),
                referred=was_referred(self.desk, case) if act.inquiry else False,
            )
            if refused is not None:
                raise LeaveNeeded if refused.rule == "leave-needed" else ActRefused(refused)
            item = Item("ACT", self.desk.new_id(), at(self.desk), {"act": name, "author": officer.sub, **members})
            after = replace(
                next_version(case),
                state=act.leads_to or case.state,
                leave=leave_after(name, case, members.get("dated", today.isoformat())),
            )
            told = self._told(officer, name, members)
            return Change(
                before=case,
                after=after,
                items=[item, *told],
                echoes=[replace(item, body={"from": "service", "text": item.body["text"]}) for item in told],
                progress=True,
                contest=name == "close" and by_prosecutor(officer, case),
                deeds=[case_deed(self.desk, officer, case, f"case.act.{name}", item)],
            )

        return write(self.desk, officer, act.action, case, plan, version)

    def _told(self, officer: Officer, name: str, members: Mapping[str, str]) -> list[Item]:
        """The prosecutor's word to the complainant, when it goes by message."""
        if name != "inform_complainant" or members["channel"] != "message":
            return []
        body = {"from": "service", "author": officer.sub, "text": members["text"]}
        return [Item("MESSAGE", self.desk.new_id(), at(self.desk), body)]
