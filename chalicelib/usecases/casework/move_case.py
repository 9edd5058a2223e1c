"""Which court: referring a case to the judicial police of a court, or setting another court than was proposed.

Leaving a court ends that court's sight at once and clears the assignee; the search terms are owed to the new court,
and the count of court changes ends what was asked for under the old one (api, who sees a case when). What the rules
proposed stays beside the choice, and the choice is counted by rule.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from chalicelib.domain.access import BEFORE_REFERRAL, Action, Officer
from chalicelib.domain.casework.case import FOUND_VERSION, Case, Item, newest
from chalicelib.domain.casework.refusals import court_refusal, referral_refusal
from chalicelib.domain.jurisdiction.overrides import CourtDecision, decision_on
from chalicelib.domain.moments import written
from chalicelib.usecases.casework.change_case import write
from chalicelib.usecases.casework.desk import at, case_deed, next_version
from chalicelib.usecases.casework.errors import BadMember, refused_by
from chalicelib.usecases.casework.needs import Change, Desk


@dataclass(frozen=True)
class MoveCase:
    """POST …/refer and …/court. `courts`: the ids that exist, NATIONAL among them for `court`."""

    desk: Desk
    courts: Collection[str]

    def refer(self, officer: Officer, case: Case, version: int, court: str, reason: str) -> Case:
        """The case, `referred`. Raises BadMember, VersionConflict, LeaveNeeded, NotAllowedNow and as `permitted`."""
        if court not in self.courts:
            raise BadMember("/court", "not-in-list")

        def plan(case: Case) -> Change:
            refused = referral_refusal(case)
            if refused is not None:
                raise refused_by(refused)
            proposal, decided = self._proposal(case, court)
            body = {**_chosen(officer, case, court), "reason": reason, **proposal}
            item = Item("REFERRAL", self.desk.new_id(), at(self.desk), body)
            after = replace(self._moved(case, court), state="referred")
            deed = case_deed(self.desk, officer, case, "case.referred", item)
            return Change(before=case, after=after, items=[item], progress=True, decided=decided, deeds=[deed])

        return write(self.desk, officer, Action.REFER, case, plan, version)

    def set_court(self, officer: Officer, case: Case, version: int, court: str, motive: str) -> Case:
        """The case at `court`, state unchanged. Raises BadMember, VersionConflict, NotAllowedNow, as `permitted`."""
        if court not in self.courts and court != "NATIONAL":
            raise BadMember("/court", "not-in-list")

        def plan(case: Case) -> Change:
            refused = court_refusal(case)
            if refused is not None:
                raise refused_by(refused)
            proposal, decided = self._proposal(case, court)
            body = {**_chosen(officer, case, court), "motive": motive, **proposal}
            item = Item("COURT", self.desk.new_id(), at(self.desk), body)
            deed = case_deed(self.desk, officer, case, "case.court", item)
            after = self._moved(case, court)
            return Change(before=case, after=after, items=[item], progress=True, decided=decided, deeds=[deed])

        return write(self.desk, officer, Action.SET_COURT, case, plan, version)

    def _proposal(self, case: Case, court: str) -> tuple[dict[str, str], CourtDecision | None]:
        """What was proposed when the person chose, for the item; and the decision to count. Nothing before a proposal.

        A transfer of what was referred already says nothing of the proposal any more.
        """
        routes = self.desk.records.items(case.id, "ROUTE")
        if not routes:
            return {}, None
        territory: Mapping[str, Any] = max(routes, key=newest).body["territory"]  # type: ignore[assignment]
        decision = decision_on(territory, court)
        proposal = {"proposed": decision.proposed, "rule": decision.rule, "ruleset": str(territory["ruleset"])}
        return proposal, decision if case.state in BEFORE_REFERRAL else None

    def _moved(self, case: Case, court: str) -> Case:
        after = next_version(case)
        if court == case.court:
            return after
        return replace(
            after,
            court=court,
            assignee=None,
            court_changes=case.court_changes + 1,
            owed={**case.owed, "terms": written(self.desk.now())},
        )


def _chosen(officer: Officer, case: Case, court: str) -> dict[str, object]:
    """What every choice of a court says, whatever its reason."""
    return {"from": case.court, "to": court, "author": officer.sub, FOUND_VERSION: case.version}
