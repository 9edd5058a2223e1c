from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import settings

from chalicelib.domain.jurisdiction.court_map import CourtData
from chalicelib.domain.jurisdiction.propose import propose
from chalicelib.reference_data.court_data import load_court_data

# The machine may be busy: slowness is measured by the benchmarks, not by chance here.
settings.register_profile("jurisdiction", deadline=None)
settings.load_profile("jurisdiction")


@pytest.fixture(scope="session")
def law() -> CourtData:
    return load_court_data()


@pytest.fixture(scope="session")
def decide(law: CourtData) -> Callable[..., dict[str, Any]]:
    """Propose forums for facts given as keyword arguments; the day is one of the current map."""

    def decided(**facts: Any) -> dict[str, Any]:
        return propose({"date": "2026-11-20", **facts}, law)

    return decided
