"""Somebody is in danger and the worker stands still: people see the report at once, and hear of it."""

import pytest

from infrastructure.local.system import System
from tests.journeys.machinery import ring_now, sweep, worker_stopped
from tests.journeys.people import Citizen, OfficerDesk, new_mark, report

pytestmark = pytest.mark.system


def test_a_danger_without_a_worker_is_on_top_of_the_queue_rings_and_is_diagnosed_later(
    system: System, citizen: Citizen, officer: OfficerDesk
) -> None:
    analyst = officer("analyst:NATIONAL")
    mark = new_mark()
    known = {row["id"] for row in analyst.queue()}
    with worker_stopped(system):
        # WHEN a danger is reported and no worker runs
        citizen.report(report(mark, citizen_choice="DANGER", text=f"Il dit qu'il va venir chez moi ce soir. {mark}"))
        # THEN it is at once on the national desk, behind nothing that is less urgent
        queue = analyst.queue()
        [place] = [at for at, row in enumerate(queue) if row["id"] not in known]
        danger = queue[place]
        assert (danger["urgency"], danger["state"], danger["court"]) == ("U0", "received", "NATIONAL")
        assert {row["urgency"] for row in queue[: place + 1]} == {"U0"}
        # AND when nobody has read it in time, the sweeper rings
        ring_now(system, danger["id"])
        assert sweep(system)["Rung"] >= 1
        [alert] = [alert for alert in analyst.duty() if alert["id"] == danger["id"]]
        assert (alert["urgency"], alert["court"], alert["count"]) == ("U0", "NATIONAL", 1)
        assert alert["acknowledged_at"] is None
        assert set(alert) == {"id", "urgency", "court", "count", "since", "acknowledged_at"}
        # AND an investigator of a court neither hears of it nor silences it
        stranger = officer("investigator:TPI-FES")
        assert stranger.get("duty").status_code == 403 or danger["id"] not in {a["id"] for a in stranger.duty()}
        assert stranger.post(f"duty/{alert['id']}/acknowledge").status_code in (403, 404)
        # AND it rings no more once a person has heard it
        heard = analyst.post(f"duty/{alert['id']}/acknowledge")
        assert heard.status_code == 200
        assert heard.json()["acknowledged_at"]
        ring_now(system, danger["id"])
        sweep(system)
        [alert] = [alert for alert in analyst.duty() if alert["id"] == danger["id"]]
        assert alert["acknowledged_at"] == heard.json()["acknowledged_at"]
    # WHEN the worker is back THEN the report is diagnosed
    row = analyst.find(mark)
    assert (row["id"], row["state"], row["urgency"]) == (danger["id"], "triage", "U0")
    assert analyst.case(row["id"])["diagnosis"]["urgency"] == "U0"
