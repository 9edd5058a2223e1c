"""What a reporter did with the receipt, applied to the case: messages, facts, an identity, its erasure, a contest."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from chalicelib.domain.audit.chain import case_chain
from chalicelib.domain.audit.entry import Deed, digest_of
from chalicelib.domain.casework.case import Case, CaseFile, Item
from chalicelib.domain.moments import read, written
from chalicelib.usecases.diagnosis.needs import Applied, Clock, Records
from chalicelib.usecases.errors import ConditionFailed

# Act → the kind of the item that it leaves on the case, and the word of its entry.
_EFFECTS = {
    "message": ("MESSAGE", "message.received"),
    "facts": ("FACTS", "facts.added"),
    "identity": ("IDENTITY", "identity.declared"),
    "erase": ("ERASURE", "identity.erasure_asked"),
    "contest": ("CONTEST", "contest.made"),
}
_KINDS = frozenset(kind for kind, _ in _EFFECTS.values())


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
                if refused.rows & _KINDS:
                    # Its effect is there already; only the outbox still holds it.
                    self.records.settle(file.case.id, act)
                    continue
                raise
            file = self.records.file(file.case.id) or file
        return bool(waiting)

    def _applied(self, file: CaseFile, act: Item) -> Applied:
        case = file.case
        kind, action = _EFFECTS[str(act.body["act"])]
        body = {name: value for name, value in act.body.items() if name != "act"}
        if kind == "MESSAGE":
            body = {"from": "reporter", "text": body["text"]}
        item = Item(kind, act.id, act.created_at, body)
        deed = Deed(
            chain=case_chain(case.id),
            actor="reporter",
            action=action,
            at=written(self.now()),
            item=f"{kind}#{item.id}",
            digest=digest_of(case.audit_key, body),
        )
        return Applied(before=case, after=self._after(case, item), act=act, item=item, deeds=[deed])

    def _after(self, case: Case, item: Item) -> Case:
        match item.kind:
            case "FACTS":
                # New facts may change category, urgency and court: the report is diagnosed again.
                sealed = case.sealed_answers + _missing(item.body["sealed"], case.sealed_answers)
                return replace(case, owed=self._diagnosed_again(case), sealed_answers=sealed)
            case "IDENTITY" if not (case.identity_erased or "erase" in case.owed):
                # Who the reporter is to the law changes what has to happen first: leave, the person's own complaint.
                fields = sorted(case.identity_fields + _missing(item.body["fields"], case.identity_fields))
                mode = str(item.body["mode"])
                owed = self._diagnosed_again(case)
                return replace(case, identity_mode=mode, identity_fields=tuple(fields), owed=owed)
            case "CONTEST" if not case.open:
                # The first one counts: who waits longest stands on top of the list.
                return replace(case, contested_at=case.contested_at or item.created_at)
            case "IDENTITY" | "ERASURE":
                # What was sealed, even a moment after the erasure was asked, has to go. A new instant each time makes
                # an erasure that is under way look again.
                again = read(case.owed["erase"]) + timedelta(seconds=1) if "erase" in case.owed else self.now()
                return replace(case, owed={**case.owed, "erase": written(max(again, self.now()))})
        return case

    def _diagnosed_again(self, case: Case) -> dict[str, str]:
        return {"diagnose": written(self.now()), **case.owed}


def _missing(named: object, known: Sequence[str]) -> tuple[str, ...]:
    names: Sequence[str] = named  # type: ignore[assignment]
    return tuple(name for name in names if name not in known)
