"""What the functions concluded of a report is what `e-blagh explain` says of it, member by member."""

import io
import json
from typing import Any

import pytest

from chalicelib.domain.jurisdiction.from_report import facts_from_report
from chalicelib.domain.jurisdiction.suggestions import suggestions
from chalicelib.domain.legal_calendar import civil_day
from chalicelib.domain.moments import read
from chalicelib.reference_data.court_data import load_court_data
from infrastructure.commands.explain import Kind, write_explanations
from infrastructure.local.sample_reports import sample_reports
from tests.journeys.conftest import SentSample

pytestmark = pytest.mark.system


def explained(kind: Kind, line: dict[str, Any]) -> dict[str, Any]:
    out = io.StringIO()
    assert write_explanations(kind, io.StringIO(json.dumps(line)), out)
    return dict(json.loads(out.getvalue()))


@pytest.mark.parametrize("name", sorted(sample_reports()))
def test_the_case_says_what_explain_says(name: str, sent_samples: dict[str, SentSample]) -> None:
    # GIVEN a sample report that went through the API, the queue and the worker
    sample = sent_samples[name]
    received_at = sample.case["created_at"]
    # THEN its diagnosis and its territory are those of the command line
    assert sample.case["diagnosis"] == explained(Kind.report, {**sample.report, "received_at": received_at})
    category = sample.case["diagnosis"]["category"]
    day = civil_day(read(received_at))
    law = load_court_data()
    facts = facts_from_report(sample.report, law, received_on=day, category=category)
    # What the text names is kept beside the proposal, and is no fact of it.
    suggested = {"suggested": suggestions(sample.report, facts, law)}
    assert sample.case["territory"] == explained(Kind.route, facts) | suggested
