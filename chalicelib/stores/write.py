"""The one way to write: a DynamoDB transaction that carries its audit entries with it."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from botocore.exceptions import BotoCoreError
from pynamodb.connection import Connection
from pynamodb.exceptions import TransactWriteError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.models import Model
from pynamodb.transactions import TransactWrite

from chalicelib.domain.audit.entry import Deed, Entry, entry_after
from chalicelib.stores.audit import AuditBook, row_of
from chalicelib.usecases.errors import ConditionFailed, OutcomeUnknown, Unavailable

_TRIES = 3
_AUDIT = "audit"


@dataclass(frozen=True)
class Put:
    """Write a whole row; `name` is how a failed condition is told to the caller."""

    row: Model
    name: str
    condition: Condition | None = None


@dataclass(frozen=True)
class Update:
    """Change attributes of a row that must answer to `condition`."""

    row: Model
    actions: Sequence[Action]
    name: str
    condition: Condition | None = None


@dataclass(frozen=True)
class Delete:
    """Remove a row."""

    row: Model
    name: str
    condition: Condition | None = None


@dataclass(frozen=True)
class Check:
    """Nothing is written unless a row, which this transaction leaves alone, answers to `condition`."""

    row: Model
    name: str
    condition: Condition


Step = Put | Update | Delete | Check


def new(row: Model, name: str) -> Put:
    """A put that fails when the row exists already."""
    return Put(row, name, type(row).pk.does_not_exist())  # type: ignore[attr-defined]


class _RefusedAgain(ConditionFailed):
    """A write was refused after it had been sent before: what stands in its way may be itself."""


@dataclass(frozen=True)
class Writer:
    """Commits steps and audit entries together, all or nothing.

    `pause` waits the given seconds between tries; `jitter` gives a number in [0, 1).
    """

    token: Callable[[], str]
    jitter: Callable[[], float]
    pause: Callable[[float], None] = time.sleep
    audit: AuditBook = field(default_factory=AuditBook)

    def commit(self, steps: Sequence[Step], deeds: Sequence[Deed] = (), *, first_entries: bool = False) -> None:
        """Write `steps` and append `deeds` to their chains in one transaction.

        `first_entries`: the chains are new, so their tails need not (and for the public function may not) be read.
        Raises ConditionFailed (nothing written), Unavailable (nothing written) or OutcomeUnknown (may be written).
        """
        for attempt in range(_TRIES):
            entries = self._placed(deeds, first_entries)
            try:
                self._send([*steps, *(new(row_of(entry), _AUDIT) for entry in entries)])
                return
            except ConditionFailed as refused:
                if _AUDIT in refused.rows and not first_entries:
                    # Sent again by the client below, a write can be refused by what it wrote itself the first time.
                    if isinstance(refused, _RefusedAgain) and _own(entries) and self._landed(entries):
                        return
                    if refused.rows == {_AUDIT} and attempt < _TRIES - 1:
                        self._wait(attempt)
                        continue
                raise
            except OutcomeUnknown:
                if not first_entries and entries and self._landed(entries):
                    return
                raise
            except Unavailable:
                if attempt == _TRIES - 1:
                    raise
            self._wait(attempt)
        raise Unavailable

    def _wait(self, attempt: int) -> None:
        self.pause((0.05 * 2**attempt) * (1 + self.jitter()))

    def _placed(self, deeds: Sequence[Deed], first_entries: bool) -> list[Entry]:
        tails: dict[str, Entry | None] = {}
        placed = []
        for deed in deeds:
            if deed.chain not in tails:
                tails[deed.chain] = None if first_entries else self.audit.tail(deed.chain)
            entry = entry_after(tails[deed.chain], deed)
            tails[deed.chain] = entry
            placed.append(entry)
        return placed

    def _landed(self, entries: Sequence[Entry]) -> bool:
        last = entries[-1]
        found = self.audit.entry(last.chain, last.seq)
        return found is not None and found.hash == last.hash

    def _send(self, steps: Sequence[Step]) -> None:
        connection: Connection = type(steps[0].row)._get_connection().connection
        transaction = TransactWrite(connection=connection, client_request_token=self.token())
        names: Mapping[type[Step], list[str]] = {Check: [], Delete: [], Put: [], Update: []}
        for step in steps:
            names[type(step)].append(step.name)
            if isinstance(step, Put):
                transaction.save(step.row, condition=step.condition)
            elif isinstance(step, Update):
                transaction.update(step.row, actions=list(step.actions), condition=step.condition)
            elif isinstance(step, Delete):
                transaction.delete(step.row, condition=step.condition)
            else:
                transaction.condition_check(type(step.row), *_key(step.row), condition=step.condition)
        # PynamoDB sends checks, deletes, puts, updates; reasons of a refusal come back in that order.
        sent = [*names[Check], *names[Delete], *names[Put], *names[Update]]
        try:
            transaction._commit()
        except TransactWriteError as error:
            raise _meaning(error, sent) from None


def _own(entries: Sequence[Entry]) -> bool:
    """Whether the last entry is like no other: only its digest tells two equal deeds of one second apart."""
    return bool(entries and entries[-1].digest)


def _key(row: Model) -> tuple[str, str]:
    return row.pk, row.sk  # type: ignore[attr-defined]


def _meaning(error: TransactWriteError, sent: Sequence[str]) -> Exception:
    """Say what a failed transaction means: refused, not done, or unknown."""
    if isinstance(error.cause, BotoCoreError) or error.cause_response_code == "InternalServerError":
        return OutcomeUnknown()
    reasons = [reason.code if reason else None for reason in error.cancellation_reasons]
    failed = frozenset(name for name, code in zip(sent, reasons, strict=False) if code == "ConditionalCheckFailed")
    if not failed:
        return Unavailable()
    return _RefusedAgain(failed) if _resent(error) else ConditionFailed(failed)


def _resent(error: TransactWriteError) -> bool:
    """Whether the client below sent the request more than once."""
    # PynamoDB makes an error of its own; how often was tried stands in the one that it came from.
    answer: Mapping[str, Any] = getattr(error.cause.__cause__, "response", {}) if error.cause else {}
    return int(answer.get("ResponseMetadata", {}).get("RetryAttempts", 0)) > 0
