"""A citizen's world without the cloud: receipts in memory, a seal and a queue that keep what they are given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from chalicelib.domain.casework.case import Item
from chalicelib.domain.casework.public_status import public_status
from chalicelib.domain.intake.receipt_code import ReceiptKeys
from chalicelib.domain.intake.report import Secret
from chalicelib.gateways.proof_of_work import AltchaWork
from chalicelib.reference_data.form_structure import load_forms
from chalicelib.schemas.checking import errors_in, errors_in_answers
from chalicelib.usecases.errors import ConditionFailed, Unavailable
from chalicelib.usecases.intake.add_to_receipt import AddToReceipt
from chalicelib.usecases.intake.admit import Admit
from chalicelib.usecases.intake.check_contact_code import CheckContactCode
from chalicelib.usecases.intake.check_members import FormCheck
from chalicelib.usecases.intake.contest_closure import ContestClosure
from chalicelib.usecases.intake.declare_identity import DeclareIdentity
from chalicelib.usecases.intake.erase_identity import EraseIdentity
from chalicelib.usecases.intake.follow_receipt import FollowReceipt
from chalicelib.usecases.intake.needs import Addition, ReceiptFile, ReceiptStatus, Sealed, Submission
from chalicelib.usecases.intake.prove_report import ProveReport
from chalicelib.usecases.intake.review_report import ReviewReport
from chalicelib.usecases.intake.submit_report import SubmitReport
from chalicelib.usecases.intake.write_addition import WriteAddition

ORIGIN = "https://site.example"
KEY = "8c5f0f6e-2f0b-4c8e-9a55-0c1c7c6f2b11"
REPORT: dict[str, Any] = {
    "lang": "fr",
    "citizen_choice": "FRAUD",
    "text": "Faux vendeur, paiement par virement, plus de réponse.",
    "reporter": {"role": "victim", "identity": "anonymous", "age_band": "adult"},
    "urls": ["https://shop.example.net/p/77"],
    "locations": {"offence_commune": "Agadir", "reporter_country": "MA"},
}
IDENTITY = {
    "full_name": "Canari Nom",
    "phone": "+212600000042",
    "email": "canari@example.org",
    "national_id": "ZZ123456",
}
NAMED: dict[str, Any] = {**REPORT, "reporter": {"role": "victim", "identity": "named"}, "identity": IDENTITY}


@dataclass
class FakeReceipts:
    """Receipts in memory, with the conditions of the real ones. `closed`: what a prosecutor closed may be contested."""

    submissions: dict[str, Submission] = field(default_factory=dict)
    additions: list[Addition] = field(default_factory=list)
    closed: bool = False
    slots: set[tuple[str, str]] = field(default_factory=set)
    codes: dict[tuple[str, str], Item] = field(default_factory=dict)
    broken: Exception | None = None
    broken_after_writing: Exception | None = None

    def submit(self, submission: Submission) -> None:
        if self.broken:
            raise self.broken
        if submission.status.key in self.submissions:
            raise ConditionFailed(frozenset({"receipt"}))
        if submission.spent and submission.spent in {each.spent for each in self.submissions.values()}:
            raise ConditionFailed(frozenset({"spent"}))
        self.submissions[submission.status.key] = submission
        if self.broken_after_writing:
            raise self.broken_after_writing

    def add(self, addition: Addition) -> None:
        for known in self.additions:
            if known.status.key == addition.status.key:
                rows = {"slot"} if known.slot is not None and known.slot == addition.slot else set()
                rows |= {"ACT"} if known.act.id == addition.act.id else set()
                if rows:
                    raise ConditionFailed(frozenset(rows))
        self.additions.append(addition)

    def status(self, partition: str) -> ReceiptStatus | None:
        found = self.submissions.get(partition)
        return found.status if found else None

    def file(self, partition: str) -> ReceiptFile | None:
        found = self.submissions.get(partition)
        if found is None:
            return None
        items = tuple(addition.echo for addition in self.additions if addition.status.key == partition)
        state = "closed" if self.closed else found.case.state
        return ReceiptFile(found.status, public_status(state), None, self.closed, items)

    def taken_slots(self, partition: str, hour: str) -> set[str]:
        mine = [addition.slot for addition in self.additions if addition.status.key == partition]
        mine += [slot for key, slot in self.slots if key == partition]
        return {slot.rpartition("#")[2] for slot in mine if slot and slot.startswith(f"{hour}#")}

    def take_slot(self, partition: str, slot: str, at: str) -> None:
        if (partition, slot) in self.slots:
            raise ConditionFailed(frozenset({"slot"}))
        self.slots.add((partition, slot))

    def contact_code(self, partition: str, digest: str) -> Item | None:
        return self.codes.get((partition, digest))

    def item(self, partition: str, item_id: str, kind: str | None = None) -> Item | None:
        mine = [a.echo for a in self.additions if a.status.key == partition and a.echo.id == item_id]
        return mine[0] if mine and kind in (None, mine[0].kind) else None


@dataclass
class FakeSeal:
    """Keeps what it was asked to seal; `down` makes it unavailable."""

    calls: list[tuple[str, tuple[Secret, ...]]] = field(default_factory=list)
    down: bool = False

    def __call__(self, case_id: str, secrets: Sequence[Secret]) -> Mapping[tuple[str, str], Sealed]:
        if self.down:
            raise Unavailable(10)
        self.calls.append((case_id, tuple(secrets)))
        return {(s.purpose, s.field): Sealed(f"sealed:{s.field}", "key", s.purpose) for s in secrets}


@dataclass
class FakeQueue:
    """Keeps the hints; `down` makes it refuse them."""

    hints: list[tuple[str, int]] = field(default_factory=list)
    down: bool = False

    def hint(self, case_id: str, attempt: int) -> bool:
        self.hints.append((case_id, attempt))
        return not self.down


class FakeProofKey:
    """Signs with what is no signature."""

    name = "fictional"

    def signature(self, text: bytes) -> bytes:
        return bytes(64)


class World:
    """Use cases of intake over fakes; `at` moves the clock."""

    def __init__(
        self,
        receipts: Any = None,
        secrets: Mapping[int, bytes] | None = None,
        *,
        under_load: bool = False,
        keys: ReceiptKeys | None = None,
    ) -> None:
        self.receipts = receipts or FakeReceipts()
        self.seal, self.queue = FakeSeal(), FakeQueue()
        self.keys = keys or ReceiptKeys(secrets or {1: b"a fictional secret"})
        self.forms, self.check = load_forms(), FormCheck(errors_in, errors_in_answers)
        self.moment = datetime(2026, 11, 24, 21, 21, 47, tzinfo=UTC)
        self._drawn = count(1)
        shared = (self.receipts, self.seal, self.queue, self.keys, self.forms, self.check, self.now, self.random)
        self.submit = SubmitReport(*shared)
        write = WriteAddition(self.receipts, self.seal, self.queue, self.keys, self.now, self.random)
        self.add = AddToReceipt(write, self.forms, self.check)
        self.declare = DeclareIdentity(write, self.check)
        self.erase = EraseIdentity(write, self.check)
        self.contest = ContestClosure(write, self.check)
        self.contact_code = CheckContactCode(self.receipts, self.keys, self.check, self.now, self.random)
        self.prove = ProveReport(self.receipts, self.keys, self.check, FakeProofKey(), "<svg>{}".format, ORIGIN)
        self.follow = FollowReceipt(self.receipts, self.keys, self.check, self.now)
        self.work = AltchaWork([b"a fictional key"], lambda: datetime.now(UTC))
        self.admit = Admit(under_load, self.work, self.keys, self.now)
        self.review = ReviewReport(self.keys, self.forms, self.check, self.now, self.random)

    def now(self) -> datetime:
        return self.moment

    def later(self, **by: float) -> None:
        self.moment += timedelta(**by)

    def random(self, size: int) -> bytes:
        return next(self._drawn).to_bytes(max(size, 4), "big")[-size:]
