"""Cases for the portal: reads, and one transaction for each change with its items, echoes and audit entries."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from chalicelib.domain.audit.entry import Deed
from chalicelib.domain.casework.case import Case, CaseFile, Item
from chalicelib.stores.cases import Cases, change_case, hold_case, put_item
from chalicelib.stores.court_decisions import put_decision
from chalicelib.stores.receipts import put_echo, put_progress, update_progress
from chalicelib.stores.write import Step, Writer
from chalicelib.usecases.casework.needs import Change
from chalicelib.usecases.errors import ConditionFailed, Unavailable

_AT_ONCE = 8
_ROUNDS = 4


class CaseRecords:
    """What `usecases.casework.needs.CaseRecords` asks for, on DynamoDB."""

    def __init__(self, cases: Cases, writer: Writer) -> None:
        self._cases = cases
        self._writer = writer

    def get(self, case_id: str) -> Case | None:
        return self._cases.get(case_id)

    def each(self, case_ids: Sequence[str]) -> list[Case]:
        if not case_ids:
            return []
        with ThreadPoolExecutor(min(_AT_ONCE, len(case_ids))) as pool:
            return [case for case in pool.map(self._cases.get, case_ids) if case is not None]

    def file(self, case_id: str) -> CaseFile | None:
        return self._cases.file(case_id)

    def items(self, case_id: str, kind: str) -> list[Item]:
        return self._cases.items(case_id, kind)

    def save(self, change: Change) -> None:
        before, after = change.before, change.after
        steps: list[Step] = [hold_case(before) if after == before else change_case(before, after)]
        steps += [put_item(before.id, item) for item in change.items]
        steps += [put_item(case_id, item) for case_id, item in change.beside]
        steps += [put_echo(before.receipt_key, echo) for echo in change.echoes]
        if change.progress:
            moved = after.state != before.state
            steps.append(put_progress(after, contest=change.contest) if moved else update_progress(after))
        if change.decided:
            steps.append(put_decision(before, change.decided))
        self._commit(steps, change.deeds)

    def note(self, deeds: Sequence[Deed]) -> None:
        self._commit([], deeds)

    def _commit(self, steps: Sequence[Step], deeds: Sequence[Deed]) -> None:
        """Commit again while only the chain's tail moves: one person's pages ask several things at the same time."""
        for _ in range(_ROUNDS):
            try:
                self._writer.commit(steps, deeds)
                return
            except ConditionFailed as refused:
                if "case" in refused.rows:
                    raise
        raise Unavailable
