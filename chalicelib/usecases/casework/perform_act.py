"""An act: the document, the state that it makes, its entry and its echo, in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from chalicelib.domain.access import Officer, Right
from chalicelib.domain.casework.acts import ACTS
from chalicelib.domain.casework.case import FOUND_VERSION, Case, Item
from chalicelib.domain.casework.effects import after_act, wrong_date
from chalicelib.domain.casework.refusals import act_refusal
from chalicelib.domain.legal_calendar import civil_day
from chalicelib.usecases.casework.change_case import write
from chalicelib.usecases.casework.change_state import was_referred
from chalicelib.usecases.casework.desk import at, case_deed, permitted
from chalicelib.usecases.casework.errors import BadMember, refused_by
from chalicelib.usecases.casework.needs import Change, Desk


@dataclass(frozen=True)
class PerformAct:
    """POST …/acts. `members` are those that the table of acts lists, already of their kind."""

    desk: Desk

    def __call__(self, officer: Officer, case: Case, version: int, name: str, members: Mapping[str, str]) -> Case:
        """The case after the act. Raises Forbidden, BadMember, VersionConflict, LeaveNeeded, StepRefused."""
        act = ACTS[name]
        permitted(self.desk, officer, act.action, case, case.id)
        now = self.desk.now()
        wrong = wrong_date(name, members, civil_day(now))
        if wrong is not None:
            raise BadMember(f"/{wrong}", "format")

        def plan(case: Case) -> Change:
            referred = was_referred(self.desk, case) if act.inquiry else False
            refused = act_refusal(name, case, officer, members, now, referred=referred)
            if refused is not None:
                raise refused_by(refused)
            by_prosecutor = Right("prosecutor", case.court) in officer.rights
            body = {"act": name, "author": officer.sub, FOUND_VERSION: case.version, **members}
            item = Item("ACT", self.desk.new_id(), at(self.desk), body)
            told = self._told(officer, name, members)
            shown = [replace(message, body={"from": "service", "text": message.body["text"]}) for message in told]
            return Change(
                before=case,
                after=after_act(name, case, members, now, by_prosecutor=by_prosecutor),
                items=[item, *told],
                echoes=[*shown, *_informed(name, case, item, members)],
                progress=True,
                contest=name == "close" and by_prosecutor,
                deeds=[case_deed(self.desk, officer, case, f"case.act.{name}", item)],
            )

        return write(self.desk, officer, act.action, case, plan, version)

    def _told(self, officer: Officer, name: str, members: Mapping[str, str]) -> list[Item]:
        """The word to the reporter: how the case ended, when that goes by message, that the closure stands, or that a
        complaint is needed.
        """
        by_message = name == "inform_complainant" and members["channel"] == "message"
        if not (by_message or name in ("ask_complaint", "uphold_closure")):
            return []
        body = {"from": "service", "author": officer.sub, "text": members["text"]}
        return [Item("MESSAGE", self.desk.new_id(), at(self.desk), body)]


def _informed(name: str, case: Case, act: Item, members: Mapping[str, str]) -> list[Item]:
    """What the receipt keeps of the duty to inform: when, by which way, from which service, whatever was said."""
    if name != "inform_complainant":
        return []
    body = {"channel": members["channel"], "on": members["dated"], "service": case.court}
    return [replace(act, kind="INFORMED", body=body)]
