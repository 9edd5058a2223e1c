"""The queue as stored: merged by urgency, then age; each case once; nothing but the scope's partitions."""

import pytest

from chalicelib.stores.queue import Queue
from chalicelib.usecases.casework.needs import QueueFilter, QueuePage, QueueScope
from tests.casework.world import AGADIR, FES, NATIONAL, World


def walk(scope: QueueScope, wanted: QueueFilter, limit: int) -> list[QueuePage]:
    pages, after = [], None
    while True:
        page = Queue().page(scope, wanted, after, limit)
        pages.append(page)
        if page.after is None:
            return pages
        after = page.after


@pytest.mark.parametrize("limit", [1, 3, 7, 100])
def test_each_case_is_shown_once_most_urgent_then_oldest(world: World, limit: int) -> None:
    # GIVEN cases of several urgencies and ages
    made = []
    for urgency in ("U3", "U0", "U2", "U1", "U2", "U3", "U4"):
        world.pass_time(minutes=7)
        made.append(world.case(urgency=urgency))
    # WHEN the whole queue is walked
    pages = walk(QueueScope(frozenset({AGADIR})), QueueFilter(), limit)
    # THEN
    shown = [row.id for page in pages for row in page.rows]
    assert shown == [case.id for case in sorted(made, key=lambda case: (case.urgency, case.created_at))]
    assert all(len(page.rows) <= limit for page in pages)


def test_a_court_sees_its_own_and_the_desk_everything_open(world: World) -> None:
    here, there, desk = world.case(), world.case(court=FES), world.case(court=NATIONAL)
    closed = world.case(state="closed")
    queue = Queue()
    assert ids(queue.page(QueueScope(frozenset({AGADIR})), QueueFilter(), None, 50)) == {here.id}
    assert ids(queue.page(QueueScope(everywhere=True), QueueFilter(), None, 50)) == {here.id, there.id, desk.id}
    assert ids(queue.page(QueueScope(frozenset({AGADIR}), desk="closed"), QueueFilter(), None, 50)) == {closed.id}
    assert ids(queue.page(QueueScope(), QueueFilter(), None, 50)) == set()


def test_filters_narrow_and_a_sparse_filter_still_finds_everything(world: World) -> None:
    wanted = [world.case(language="ar", assignee=None)]
    for number in range(30):
        world.pass_time(minutes=1)
        world.case(language="fr", assignee="somebody" if number % 2 else None)
    wanted.append(world.case(language="ar"))
    pages = walk(QueueScope(frozenset({AGADIR})), QueueFilter(language="ar"), 2)
    assert {row.id for page in pages for row in page.rows} == {case.id for case in wanted}
    free = walk(QueueScope(frozenset({AGADIR})), QueueFilter(unassigned=True, urgency="U2"), 5)
    assert sum(len(page.rows) for page in free) == 17
    assert walk(QueueScope(frozenset({AGADIR})), QueueFilter(urgency="U0"), 5)[0].rows == ()
    mine = Queue().page(QueueScope(assignee="somebody"), QueueFilter(), None, 50)
    assert len(mine.rows) == 15


def ids(page: QueuePage) -> set[str]:
    return {row.id for row in page.rows}
