"""A citizen sends a report: checked, sealed, kept in one transaction, acknowledged by a receipt."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from chalicelib.domain.audit.chain import case_chain
from chalicelib.domain.audit.entry import Deed, digest_of
from chalicelib.domain.casework.case import NATIONAL, Case, Item
from chalicelib.domain.ids import id_from
from chalicelib.domain.intake.forms import Forms
from chalicelib.domain.intake.receipt_code import ReceiptKeys, payload_digest, shown_code
from chalicelib.domain.intake.report import Prepared, prepared
from chalicelib.domain.intake.upload_guard import uploads
from chalicelib.domain.legal_calendar import civil_day
from chalicelib.domain.moments import written
from chalicelib.usecases.errors import ConditionFailed, OutcomeUnknown, Unavailable
from chalicelib.usecases.intake.check_members import FormCheck, accepted_form
from chalicelib.usecases.intake.errors import KeyReused, WrongProof
from chalicelib.usecases.intake.needs import Clock, RandomBytes, Receipts, ReceiptStatus, Seal, Submission, WorkQueue

# The sweeper may claim the diagnosis from here on; until then the direct message is on its way.
DIAGNOSIS_DUE = timedelta(minutes=1)
# An unread danger rings (architecture, alerting).
RINGS_AFTER = {"U0": timedelta(minutes=3), "U1": timedelta(minutes=45)}


@dataclass(frozen=True)
class Accepted:
    """The answer to a submit; `replayed` when the same key had brought the same payload before."""

    receipt: str
    received_at: str
    replayed: bool
    urgency: str
    uploads: str


@dataclass(frozen=True)
class SubmitReport:
    """`payload`: the decoded members, null ones absent; `spent`: what `Admit` says.

    Raises InvalidMembers, UnknownFormVersion, NothingReported, IdentityWhenAnonymous, KeyReused, WrongProof, or
    Unavailable (nothing may be concluded).
    """

    receipts: Receipts
    seal: Seal
    queue: WorkQueue
    keys: ReceiptKeys
    forms: Forms
    check: FormCheck
    now: Clock
    random: RandomBytes

    def __call__(self, payload: Mapping[str, Any], idempotency_key: str | None, spent: str | None = None) -> Accepted:
        moment = self.now()
        form = accepted_form("report", payload, self.forms, self.check, civil_day(moment))
        ready = prepared(payload, form)
        key = idempotency_key or self.random(32).hex()
        digest = payload_digest(key, payload)
        earlier = self._under_another_secret(key) if idempotency_key else None
        if earlier:
            return self._replay(earlier, digest, key, payload)
        submission = replace(self._submission(ready, key, digest, moment), spent=spent)
        try:
            self.receipts.submit(submission)
        except ConditionFailed as refused:
            if refused.rows == {"spent"}:
                raise WrongProof from refused
            if "receipt" not in refused.rows:
                raise Unavailable from refused
            return self._replay(submission.status.key, digest, key, payload)
        except OutcomeUnknown:
            found = self.receipts.status(submission.status.key)
            if found is None or found.case_id != submission.case.id:
                raise
        self.queue.hint(submission.case.id, 0)
        return self._accepted(submission.status, key, payload, replayed=False)

    def _submission(self, ready: Prepared, key: str, digest: str, moment: datetime) -> Submission:
        case_id, at = id_from(self.random(16)), written(moment)
        version = self.keys.current
        receipt_key = self.keys.partition(self.keys.code(key, version), version)
        choice = ready.content["citizen_choice"]
        kind = self.forms.current.kinds[choice]
        mode = ready.content["reporter"]["identity"]
        sealed = self.seal(case_id, ready.secrets) if ready.secrets else {}
        owed = {"diagnose": written(moment + DIAGNOSIS_DUE)}
        if kind.urgency in RINGS_AFTER:
            owed["ring"] = written(moment + RINGS_AFTER[kind.urgency])
        case = Case(
            id=case_id,
            version=1,
            state="received",
            court=NATIONAL,
            urgency=kind.urgency,
            category=choice,
            citizen_choice=choice,
            created_at=at,
            identity_mode=mode,
            receipt_key=receipt_key,
            audit_key=self.random(32),
            identity_fields=ready.identity_fields,
            sealed_answers=ready.sealed_answers,
            owed=owed,
        )
        return Submission(
            case=case,
            content=Item("CONTENT", "", at, ready.content),
            status=ReceiptStatus(receipt_key, case_id, digest, at, mode, uploads(ready.content, kind.upload)),
            deed=Deed(
                chain=case_chain(case_id),
                actor="reporter",
                action="case.received",
                at=at,
                item="CONTENT",
                digest=digest_of(case.audit_key, ready.content),
            ),
            sealed={field: value for (purpose, field), value in sealed.items() if purpose != "contact"},
            contact={field: value for (purpose, field), value in sealed.items() if purpose == "contact"},
        )

    def _under_another_secret(self, key: str) -> str | None:
        """The receipt that the same key made with the secret of before a renewal, or already with that of after it."""
        for version in self.keys.neighbours:
            partition = self.keys.partition(self.keys.code(key, version), version)
            if self.receipts.status(partition):
                return partition
        return None

    def _replay(self, partition: str, digest: str, key: str, payload: Mapping[str, Any]) -> Accepted:
        first = self.receipts.status(partition)
        if first is None:
            raise Unavailable
        if first.payload_digest != digest:
            raise KeyReused
        return self._accepted(first, key, payload, replayed=True)

    def _accepted(self, status: ReceiptStatus, key: str, payload: Mapping[str, Any], *, replayed: bool) -> Accepted:
        version = int(status.key[1:].partition("#")[0])
        code = shown_code(self.keys.code(key, version))
        urgency = self.forms.current.kinds[payload["citizen_choice"]].urgency
        return Accepted(code, status.received_at, replayed, urgency, status.uploads)
