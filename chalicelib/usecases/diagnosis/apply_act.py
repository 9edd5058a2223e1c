"""What a reporter did with the receipt, applied to the case: messages and facts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from chalicelib.domain.audit.chain import case_chain
from chalicelib.domain.audit.entry import Deed, digest_of
from chalicelib.domain.casework.case import CaseFile, Item
from chalicelib.domain.moments import written
from chalicelib.usecases.diagnosis.needs import Applied, Clock, Records
from chalicelib.usecases.errors import ConditionFailed

_ACTIONS = {"MESSAGE": "message.received", "FACTS": "facts.added"}


@dataclass(frozen=True)
class ApplyActs:
    """Applies every act that still waits. Raises Unavailable."""

    records: Records
    now: Clock

    def __call__(self, file: CaseFile) -> bool:
        """Whether anything was applied; another delivery may have been first, which is as good."""
        waiting = [item for item in file.all("ACT") if item.due_at is not None]
        for act in waiting:
            try:
                self.records.apply(self._applied(file, act))
            except ConditionFailed as refused:
                if "settled" in refused.rows:
                    continue
                if refused.rows & set(_ACTIONS):
                    # Its effect is there already; only the outbox still holds it.
                    self.records.settle(file.case.id, act)
                    continue
                raise
            file = self.records.file(file.case.id) or file
        return bool(waiting)

    def _applied(self, file: CaseFile, act: Item) -> Applied:
        case = file.case
        owed, sealed = dict(case.owed), case.sealed_answers
        if act.body["act"] == "message":
            item = Item("MESSAGE", act.id, act.created_at, {"from": "reporter", "text": act.body["text"]})
        else:
            item = Item("FACTS", act.id, act.created_at, {"facts": act.body["facts"], "sealed": act.body["sealed"]})
            # New facts may change category, urgency and court: the report is diagnosed again.
            owed.setdefault("diagnose", written(self.now()))
            named: Sequence[str] = act.body["sealed"]  # type: ignore[assignment]
            sealed += tuple(name for name in named if name not in sealed)
        deed = Deed(
            chain=case_chain(case.id),
            actor="reporter",
            action=_ACTIONS[item.kind],
            at=written(self.now()),
            item=f"{item.kind}#{item.id}",
            digest=digest_of(case.audit_key, item.body),
        )
        after = replace(case, owed=owed, sealed_answers=sealed)
        return Applied(before=case, after=after, act=act, item=item, deeds=[deed])
