"""Records as stored: a change touches what it changes, and nothing that changed meanwhile."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from chalicelib.domain.audit.entry import Deed
from chalicelib.domain.casework.case import Item
from chalicelib.stores.case_records import CaseRecords
from chalicelib.stores.cases import Cases
from chalicelib.stores.tables import MetaRow
from chalicelib.stores.write import Step, Writer
from chalicelib.usecases.casework.needs import Change
from chalicelib.usecases.errors import ConditionFailed, Unavailable
from tests.casework.world import FES, World


def records(world: World) -> CaseRecords:
    return CaseRecords(Cases(), world.writer())


def test_a_change_of_court_moves_the_case_in_every_index(world: World) -> None:
    case = world.case(assignee="me", owed={"ring": "2026-11-24T21:24:47Z"})
    after = replace(case, court=FES, assignee=None, version=3, owed={})
    records(world).save(Change(before=case, after=after))
    row = MetaRow.get(f"CASE#{case.id}", "META")
    assert row.queue_pk.startswith(FES)
    assert (row.assignee_pk, row.due_pk, row.due_sk, row.assignee) == (None, None, None, None)
    assert world.stored(case) == after


@pytest.mark.parametrize(
    "meanwhile",
    [
        {"version": 3},
        {"owed": {"terms": "2026-11-24T21:24:47Z"}},
        {"first_read_at": "2026-11-24T21:24:47Z"},
        {"identity_mode": "confidential"},
        {"identity_fields": ("full_name",)},
        {"identity_erased": True},
        {"sealed_answers": ("suspect.name",)},
    ],
)
def test_whatever_changed_meanwhile_makes_the_write_fail_whole(world: World, meanwhile: dict[str, object]) -> None:
    case = world.case()
    world.change(case, **meanwhile)
    note = Item("NOTE", world.new_id(), case.created_at, {"text": "x"})
    for after in (case, replace(case, state="referred", version=3)):
        with pytest.raises(ConditionFailed) as refused:
            records(world).save(Change(before=case, after=after, items=[note]))
        assert refused.value.rows == {"case"}
    assert records(world).items(case.id, "NOTE") == []


class Overtaken(Writer):
    """A writer whose chain has grown each time it comes to write, the first `times` times."""

    times = 3

    def commit(self, steps: Sequence[Step], deeds: Sequence[Deed] = (), *, first_entries: bool = False) -> None:
        if Overtaken.times > 0:
            Overtaken.times -= 1
            raise ConditionFailed(frozenset({"audit"}))
        super().commit(steps, deeds, first_entries=first_entries)


def test_one_persons_pages_may_ask_at_the_same_time(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    # GIVEN other pages of the same person write first, again and again
    writer = Overtaken(token=lambda: f"token-{next(world.numbers)}", jitter=lambda: 0.0, pause=lambda seconds: None)
    monkeypatch.setattr(Overtaken, "times", 3)
    # WHEN / THEN the entry finds its place, and only a chain that never rests is given up
    CaseRecords(Cases(), writer).note([Deed("ACTOR#me#2026-11", "me", "list.read", "t")])
    assert len(world.chain("ACTOR#me#2026-11")) == 1
    monkeypatch.setattr(Overtaken, "times", 99)
    with pytest.raises(Unavailable):
        CaseRecords(Cases(), writer).note([Deed("ACTOR#me#2026-11", "me", "list.read", "t")])


def test_cases_are_given_in_the_order_asked_and_missing_ones_left_out(world: World) -> None:
    first, second = world.case(), world.case()
    assert records(world).each([second.id, "7" * 26, first.id]) == [second, first]
