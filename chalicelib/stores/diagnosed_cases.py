"""Cases as the worker writes them: a diagnosis with its links and terms, an act with its effect."""

from collections.abc import Sequence
from dataclasses import dataclass

from chalicelib.domain.casework.case import Case, CaseFile, Item
from chalicelib.domain.casework.found_by import FoundBy
from chalicelib.stores.cases import Cases, change_case, hold_case, item_row, put_item, settle_item
from chalicelib.stores.duty_alerts import leave_duty, on_duty_list
from chalicelib.stores.links import end_link, put_link
from chalicelib.stores.receipts import update_progress
from chalicelib.stores.terms import TermIndex
from chalicelib.stores.write import Put, Step, Writer
from chalicelib.usecases.diagnosis.needs import Applied, Diagnosed

# A transaction holds 100 rows; at most so many of them are links (architecture, data).
TRANSACTION_ROWS = 100
LINKS_INSIDE = 24


@dataclass(frozen=True)
class DiagnosedCases:
    """What `usecases.diagnosis.needs.Records` asks for, on DynamoDB."""

    cases: Cases
    writer: Writer
    terms: TermIndex

    def file(self, case_id: str) -> CaseFile | None:
        return self.cases.file(case_id)

    def save_diagnosis(self, diagnosed: Diagnosed) -> None:
        """What does not fit into the one transaction is written before it: it can be put again, and stays owed until
        the case itself says that it is diagnosed."""
        before, after = diagnosed.before, diagnosed.after
        found, was = diagnosed.found, diagnosed.was
        links = [put_link(before, link) for link in found.links] + _ended(before, found, was)
        terms: list[Step] = [*self.terms.puts(before, found.desks, found.terms)]
        terms += self.terms.deletes(before, was.desks, was.terms, found.desks, found.terms)
        steps: list[Step] = [change_case(before, after)]
        steps += [Put(item_row(before.id, item), item.kind) for item in diagnosed.items]
        steps += [leave_duty(before, court) for court in self._left(before, after, was)]
        if (after.state, after.court) != (before.state, before.court):
            steps.append(update_progress(after))
        room = TRANSACTION_ROWS - len(steps) - len(diagnosed.deeds) - min(len(links), LINKS_INSIDE)
        self._beforehand([*links[LINKS_INSIDE:], *terms[room:]])
        self.writer.commit([*steps, *links[:LINKS_INSIDE], *terms[:room]], diagnosed.deeds)

    def apply(self, applied: Applied) -> None:
        before, after = applied.before, applied.after
        steps: list[Step] = [hold_case(before) if after == before else change_case(before, after)]
        steps += [put_item(before.id, applied.item), settle_item(before.id, applied.act)]
        self.writer.commit(steps, applied.deeds)

    def settle(self, case_id: str, act: Item) -> None:
        self.writer.commit([settle_item(case_id, act)])

    @staticmethod
    def _left(before: Case, after: Case, was: FoundBy) -> list[str]:
        """Courts that the case has left and on whose duty list it still stands."""
        courts = {before.court, *was.desks} - {after.court}
        return [court for court in sorted(courts) if on_duty_list(before.id, court)]

    def _beforehand(self, steps: Sequence[Step]) -> None:
        for start in range(0, len(steps), TRANSACTION_ROWS):
            self.writer.commit(steps[start : start + TRANSACTION_ROWS])


def _ended(case: Case, found: FoundBy, was: FoundBy) -> list[Put]:
    """What the case was told under before and is not any more."""
    still = {(link.kind, link.value) for link in found.links}
    return [end_link(case, link) for link in was.links if (link.kind, link.value) not in still]
