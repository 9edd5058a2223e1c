"""A report travels the whole way: accepted, diagnosed, routed, read, answered."""

import statistics
import time

import httpx
import pytest

from infrastructure.local.system import System
from tests.journeys.people import Citizen, OfficerDesk, new_mark, report

pytestmark = pytest.mark.system


def test_a_report_reaches_its_court_and_the_answer_its_reporter(citizen: Citizen, officer: OfficerDesk) -> None:
    # GIVEN a report from Agadir
    mark = new_mark()
    receipt = citizen.report(report(mark))
    # WHEN an investigator of that court finds it, takes it and answers
    investigator = officer("investigator:TPI-AGADIR")
    row = investigator.find(mark)
    assert (row["court"], row["state"], row["category"]) == ("TPI-AGADIR", "triage", "FRAUD")
    case = investigator.case(row["id"])
    assert case["diagnosis"]["category"] == "FRAUD"
    assert case["territory"]["forums"][0]["court_id"] == "TPI-AGADIR"
    assert investigator.post(f"cases/{row['id']}/take", version=case["version"]).status_code == 200
    assert investigator.post(f"cases/{row['id']}/messages", text="Gardez les preuves.").status_code == 201
    # THEN the citizen reads the answer with the receipt, and learns that a person has read the report
    seen = citizen.follow(receipt)
    assert [message["text"] for message in seen["messages"]] == ["Gardez les preuves."]
    assert seen["status"] == "examined"
    assert seen["first_read_at"].endswith(":00Z")
    # AND an officer of another court sees nothing of it
    stranger = officer("investigator:TPI-FES")
    assert stranger.search(mark) == []
    assert row["id"] not in {other["id"] for other in stranger.queue()}
    assert stranger.get(f"cases/{row['id']}").status_code == 404


def test_an_arabic_report_by_form_is_accepted(system: System, officer: OfficerDesk) -> None:
    mark = new_mark()
    fields = {
        "lang": "ar",
        "citizen_choice": "FRAUD",
        "text": f"بائع وهمي أخذ المال ولم يرسل شيئا. علامة {mark}",
        "reporter.role": "victim",
        "reporter.identity": "anonymous",
        "locations.offence_commune": "فاس",
        "locations.reporter_country": "MA",
    }
    answer = httpx.post(f"{system.base_url}/api/reports", data=fields, headers={"Accept": "application/json"})
    assert answer.status_code == 201, answer.text
    assert officer("analyst:NATIONAL").find(mark)["court"] == "TPI-FES"


def test_fifty_reports_in_a_row_are_in_their_queue_in_time(
    citizen: Citizen, officer: OfficerDesk, capsys: pytest.CaptureFixture[str]
) -> None:
    # GIVEN the queue of a court
    investigator = officer("investigator:TPI-AGADIR")
    before = {row["id"] for row in investigator.queue()}
    # WHEN fifty reports come, each sent when the one before it has arrived
    waits: list[float] = []
    for _ in range(50):
        mark = new_mark()
        start = time.monotonic()
        citizen.report(report(mark))
        investigator.find(mark)
        waits.append(time.monotonic() - start)
    with capsys.disabled():
        print(f"\n50 reports, from sending to their queue: median {statistics.median(waits):.2f} s, ", end="")
        print(f"worst {max(waits):.2f} s")
    # THEN each is diagnosed and in the queue of its court, in time
    arrived = [row for row in investigator.queue() if row["id"] not in before]
    assert len(arrived) == 50
    assert {row["state"] for row in arrived} == {"triage"}
    assert statistics.median(waits) < 5, waits
    assert max(waits) < 10, waits


def test_all_sample_reports_of_a_new_system_were_accepted_and_diagnosed(system: System, citizen: Citizen) -> None:
    assert len(set(system.receipts.values())) == 25
    statuses = {sample: citizen.follow(receipt)["status"] for sample, receipt in system.receipts.items()}
    assert {sample: status for sample, status in statuses.items() if status == "received"} == {}
