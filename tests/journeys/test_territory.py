"""The sample reports go through the deployed system to the court or desk that the law names."""

import pytest

from chalicelib.domain.jurisdiction.propose import proposed_court
from tests.journeys.conftest import SentSample
from tests.journeys.people import OfficerDesk
from tests.jurisdiction.test_sample_reports import EXPECTED, PLACE_ONLY_IN_THE_NOTE

pytestmark = pytest.mark.system

LEAST = 20
# Defamation of a private person needs the victim's own complaint: urgency U4, and U4 waits with the national desk
# for a person (api, "who sees a case when"), the court being proposed all the same.
WAITS_FOR_A_PERSON = {"R14"}


def test_most_samples_are_at_the_court_their_territory_names(
    sent_samples: dict[str, SentSample], capsys: pytest.CaptureFixture[str]
) -> None:
    # WHEN every sample has gone through the API, the queue and the worker
    courts = {name: sample.case["court"] for name, sample in sent_samples.items()}
    misses = {name: court for name, court in courts.items() if court != EXPECTED[name]}
    with capsys.disabled():
        print(f"\n{len(EXPECTED) - len(misses)} of {len(EXPECTED)} samples at the expected court or desk; ", end="")
        print(", ".join(f"{name}: {court} for {EXPECTED[name]}" for name, court in misses.items()))
    # THEN most are where they belong, and each miss has its reason
    assert len(EXPECTED) - len(misses) >= LEAST
    assert misses == dict.fromkeys(sorted(PLACE_ONLY_IN_THE_NOTE | WAITS_FOR_A_PERSON), "NATIONAL")
    assert {proposed_court(sent_samples[name].case["territory"]) for name in WAITS_FOR_A_PERSON} == {"TPI-DAKHLA"}


def test_the_officers_of_a_court_have_its_samples_in_their_queue(
    sent_samples: dict[str, SentSample], officer: OfficerDesk
) -> None:
    for name in ("R03", "R12"):
        case = sent_samples[name].case
        queue = {row["id"]: row["court"] for row in officer(f"investigator:{EXPECTED[name]}").queue()}
        assert queue.get(case["id"]) == EXPECTED[name]
        assert set(queue.values()) == {EXPECTED[name]}
