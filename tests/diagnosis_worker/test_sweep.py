"""The sweeper: what the queue lost is hinted again, what nobody read rings, what cannot be done is shown."""

from dataclasses import replace

import pytest

from chalicelib.domain.casework.deadlines import Reminder
from chalicelib.usecases.errors import Unavailable
from tests.diagnosis_worker.world import CASE, SweepWorld

DANGER = replace(CASE, urgency="U0", owed={"ring": "2026-11-24T21:24:47Z"})


def test_what_is_not_due_is_left_alone() -> None:
    world = SweepWorld(CASE)
    assert world.later(seconds=30).hinted == 0
    assert world.queue.hints == []


def test_a_lost_hint_is_sent_again_twice_as_late_each_time() -> None:
    world = SweepWorld(CASE)
    assert world.later(minutes=1).hinted == 1
    assert world.outbox.cases[CASE.id].owed == {"diagnose": "2026-11-24T21:24:47Z"}
    assert world.later(minutes=1).hinted == 0
    world.later(minutes=1)
    assert world.queue.hints == [(CASE.id, 1), (CASE.id, 2)]
    assert world.outbox.cases[CASE.id].owed == {"diagnose": "2026-11-24T21:28:47Z"}


def test_a_case_that_the_worker_reached_first_is_not_hinted() -> None:
    world = SweepWorld(CASE)
    world.outbox.raced = True
    world.later(minutes=1)
    assert world.queue.hints == []


def test_a_diagnosis_that_keeps_failing_is_shown_to_people() -> None:
    world = SweepWorld(CASE)
    given_up = [world.later(hours=25).given_up for _ in range(8)]
    assert given_up == [0, 0, 0, 1, 0, 0, 0, 0]
    assert world.outbox.cases[CASE.id].flags == ("diagnosis_failed",)


def test_an_act_that_waits_is_hinted() -> None:
    world = SweepWorld()
    world.outbox.acts["ACT#1"] = "2026-11-24T21:22:00Z"
    assert world.later(minutes=1).hinted == 1
    assert world.queue.hints == [(CASE.id, 1)]
    assert world.later(minutes=1).hinted == 0


def test_a_case_with_many_acts_is_hinted_once() -> None:
    world = SweepWorld()
    world.outbox.acts |= {f"ACT#{number}": "2026-11-24T21:22:00Z" for number in range(30)}
    assert world.later(minutes=1).hinted == 1
    assert world.queue.hints == [(CASE.id, 1)]


def test_an_unread_danger_rings_then_rings_for_supervisors() -> None:
    world = SweepWorld(DANGER)
    assert world.later(minutes=2).rung == 0
    assert world.later(minutes=1).rung == 1
    assert world.later(minutes=9).rung == 0
    assert world.later(minutes=1).rung == 1
    assert [(ring.court, ring.urgency, ring.count, ring.again) for ring in world.duty.rings] == [
        ("NATIONAL", "U0", 1, False),
        ("NATIONAL", "U0", 1, True),
    ]


def test_a_danger_rings_whatever_happened_to_its_diagnosis() -> None:
    world = SweepWorld(replace(DANGER, owed={**CASE.owed, **DANGER.owed}))
    swept = world.later(minutes=3)
    assert (swept.hinted, swept.rung) == (1, 1)


def test_a_danger_that_was_read_rings_no_more() -> None:
    world = SweepWorld(replace(DANGER, first_read_at="2026-11-24T21:23:00Z"))
    assert world.later(minutes=5).rung == 0
    assert world.outbox.cases[CASE.id].owed == {}


def test_reports_of_one_court_ring_together() -> None:
    world = SweepWorld(DANGER, replace(DANGER, id="1" * 26), replace(DANGER, id="2" * 26, court="TPI-FES"))
    world.later(minutes=3)
    assert [(ring.court, ring.count) for ring in world.duty.rings] == [("NATIONAL", 2), ("TPI-FES", 1)]


def test_the_oldest_unread_is_measured_by_urgency() -> None:
    read = replace(DANGER, id="1" * 26, created_at="2026-11-24T20:00:00Z", first_read_at="2026-11-24T20:01:00Z")
    assert SweepWorld(DANGER, read).later(minutes=1).oldest_unread_seconds == {"U0": 60, "U1": 0, "U2": 0}


def test_a_danger_that_somebody_acknowledged_rings_no_more() -> None:
    world = SweepWorld(DANGER)
    world.later(minutes=3)
    world.outbox.acknowledged.add(CASE.id)
    assert world.later(minutes=10).rung == 0
    assert world.outbox.cases[CASE.id].owed == {}


def test_a_ring_that_nobody_could_hear_is_rung_by_the_next_sweep_and_hints_are_sent_all_the_same() -> None:
    world = SweepWorld(replace(DANGER, owed={**CASE.owed, **DANGER.owed}))
    world.duty.down = True
    with pytest.raises(Unavailable):
        world.later(minutes=3)
    assert len(world.queue.hints) == 1
    world.duty.down = False
    assert world.later(minutes=2).rung == 1
    assert [ring.again for ring in world.duty.rings] == [False]


def test_the_days_of_a_case_are_reminded_of_by_number_and_court_each_morning_once_over() -> None:
    # GIVEN a closing of the 24th: the complainant is to be told until the ninth of December
    owed = {"deadlines": {"inform": "2026-12-09"}, "owed": {"remind": "2026-12-02T07:00:00Z"}}
    world = SweepWorld(replace(CASE, **owed))
    assert world.later(days=7).reminded == 0
    assert world.later(days=1).reminded == 1
    assert world.later(hours=1).reminded == 0
    assert world.duty.reminders == [Reminder(CASE.court, "inform", "later", 1)]
    told = [world.later(days=1).reminded for _ in range(9)]
    assert (sum(told), world.duty.reminders[-1].standing) == (5, "overdue")
    # AND told, nobody is reminded any more
    world.outbox.cases[CASE.id] = replace(world.outbox.cases[CASE.id], deadlines={})
    world.later(days=1)
    assert world.outbox.cases[CASE.id].owed == {}


def test_a_reminder_that_could_not_be_sent_is_still_owed() -> None:
    world = SweepWorld(replace(CASE, deadlines={"inform": "2026-11-20"}, owed={"remind": "2026-11-24T07:00:00Z"}))
    world.duty.down = True
    with pytest.raises(Unavailable):
        world.later(minutes=1)
    world.duty.down = False
    assert world.later(minutes=1).reminded == 1
