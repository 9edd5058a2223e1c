"""Writing what the holder of a receipt adds: an act for the worker and an echo on the receipt, once for each key."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from chalicelib.domain.casework.case import Item
from chalicelib.domain.intake.receipt_code import ReceiptKeys, payload_digest
from chalicelib.domain.intake.report import Secret
from chalicelib.domain.moments import written
from chalicelib.usecases.errors import ConditionFailed, OutcomeUnknown, Unavailable
from chalicelib.usecases.intake.errors import KeyReused, TooManyAdditions
from chalicelib.usecases.intake.hourly_slot import free_slot
from chalicelib.usecases.intake.needs import Addition, Clock, RandomBytes, Receipts, ReceiptStatus, Seal, WorkQueue

# What one receipt may add in an hour (api, limits of rate).
HOURLY = 30
ACT_DUE = timedelta(minutes=1)
_TRIES = 6


@dataclass(frozen=True)
class Added:
    """The id of what was added; `replayed` when the same key had brought it before."""

    id: str
    replayed: bool


@dataclass(frozen=True)
class Draft:
    """What is about to be added: its id and digest follow from the key that came with it (`keyed`)."""

    status: ReceiptStatus
    kind: str
    id: str
    digest: str
    keyed: bool


@dataclass(frozen=True)
class WriteAddition:
    """Raises KeyReused, TooManyAdditions, Unavailable."""

    receipts: Receipts
    seal: Seal
    queue: WorkQueue
    keys: ReceiptKeys
    now: Clock
    random: RandomBytes

    def draft(self, status: ReceiptStatus, payload: Mapping[str, Any], key: str | None, kind: str) -> Draft:
        """`kind` is the kind of the echo: MESSAGE, FACTS, IDENTITY …"""
        named_by = key or self.random(32).hex()
        digest = payload_digest(named_by, {**payload, "receipt": status.key, "kind": kind})
        return Draft(status, kind, self.keys.item_id(status.key, named_by), digest, key is not None)

    def earlier(self, draft: Draft) -> Added | None:
        """What the same key brought before, None when it is new. Raises KeyReused for another payload.

        A key that brought another kind is told by the write: the act of that id is there.
        """
        if not draft.keyed or self.receipts.item(draft.status.key, draft.id, draft.kind) is None:
            return None
        return self._replay(draft)

    def __call__(
        self,
        draft: Draft,
        act: Mapping[str, Any],
        echo: Mapping[str, Any],
        secrets: Sequence[Secret] = (),
        *,
        counted: bool = True,
    ) -> Added:
        """Write it. `counted`: against the hour's limit."""
        moment = self.now()
        at, status = written(moment), draft.status
        sealed = self.seal(status.case_id, secrets) if secrets else {}
        for _ in range(_TRIES):
            addition = Addition(
                status=status,
                act=Item("ACT", draft.id, at, act, written(moment + ACT_DUE)),
                echo=Item(draft.kind, draft.id, at, {**echo, "payload_digest": draft.digest}),
                slot=self._free_slot(status, moment) if counted else None,
                sealed={field: value for (purpose, field), value in sealed.items() if purpose != "contact"},
                contact={field: value for (purpose, field), value in sealed.items() if purpose == "contact"},
            )
            try:
                self.receipts.add(addition)
            except ConditionFailed as refused:
                if refused.rows <= {"slot"}:
                    continue
                return self._replay(draft)
            except OutcomeUnknown:
                return self._replay(draft)
            self.queue.hint(status.case_id, 0)
            return Added(draft.id, replayed=False)
        raise TooManyAdditions(5)

    def _free_slot(self, status: ReceiptStatus, moment: datetime) -> str:
        return free_slot(self.receipts.taken_slots, self.random, status.key, moment, HOURLY)

    def _replay(self, draft: Draft) -> Added:
        first = self.receipts.item(draft.status.key, draft.id)
        if first is None:
            raise Unavailable
        if first.body["payload_digest"] != draft.digest:
            raise KeyReused
        return Added(draft.id, replayed=True)
