"""One whole system for all journeys: emulator with IAM enforcement, deployed stack, site, portal, officers, samples."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from infrastructure.local.sample_reports import sample_reports
from infrastructure.local.system import System, running_system
from tests.journeys.people import Citizen, OfficerDesk, new_mark


@dataclass(frozen=True)
class SentSample:
    """A sample report as it was sent by the journeys, and its case as an analyst reads it."""

    report: dict[str, Any]
    case: dict[str, Any]


@pytest.fixture(scope="session")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """A system with the sample reports, on free ports, in a folder of its own."""
    with running_system(tmp_path_factory.mktemp("system"), seed=True) as running:
        yield running


@pytest.fixture
def citizen(system: System) -> Iterator[Citizen]:
    """Somebody who reports through the public API."""
    with Citizen.at(system.base_url) as somebody:
        yield somebody


@pytest.fixture(scope="session")
def officer(system: System) -> OfficerDesk:
    """Officers at work: `officer("investigator:TPI-AGADIR")` speaks with that person's token."""
    return OfficerDesk(system)


@pytest.fixture(scope="session")
def sent_samples(system: System, officer: OfficerDesk) -> dict[str, SentSample]:
    """Every sample report, sent once more with a mark in its text that makes its case findable."""
    sent = {}
    with Citizen.at(system.base_url) as somebody:
        for name, body in sample_reports().items():
            mark = new_mark()
            sent[name] = (mark, {**body, "text": f"{body['text']} {mark}"})
            somebody.report(sent[name][1])
    analyst = officer("analyst:NATIONAL")
    return {name: SentSample(body, analyst.case(analyst.find(mark)["id"])) for name, (mark, body) in sent.items()}
