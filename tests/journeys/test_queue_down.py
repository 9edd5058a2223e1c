"""The queue fails: everything is accepted all the same, and repaired by the sweeper."""

import time

import pytest

from infrastructure.local.system import System
from tests.journeys.machinery import sending_denied, sweep
from tests.journeys.people import Citizen, OfficerDesk, new_mark, report

pytestmark = pytest.mark.system

# A report is late a minute after it came (chalicelib.usecases.intake): only then the sweeper takes it up.
LATE_AFTER = 61.0


def test_reports_sent_while_the_queue_refuses_are_diagnosed_within_two_sweeps(
    system: System, citizen: Citizen, officer: OfficerDesk
) -> None:
    # GIVEN twenty reports accepted while the public role may not send
    marks = [new_mark() for _ in range(20)]
    with sending_denied(system):
        for mark in marks:
            citizen.report(report(mark))
        last = time.monotonic()
        analyst = officer("analyst:NATIONAL")
        assert [row for mark in marks for row in analyst.search(mark)] == []
    # WHEN sending is allowed again and the sweeper has run twice
    time.sleep(max(0.0, last + LATE_AFTER - time.monotonic()))
    for _ in range(2):
        sweep(system)
    # THEN all are diagnosed
    found = [analyst.find(mark) for mark in marks]
    assert {row["state"] for row in found} == {"triage"}
    assert {row["court"] for row in found} == {"TPI-AGADIR"}
