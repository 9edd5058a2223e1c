"""The rules of competence as this package carries them, for the worker and for a proposal made again in the portal."""

from collections.abc import Mapping
from typing import Any

from chalicelib.domain.jurisdiction.from_report import facts_from_report
from chalicelib.domain.jurisdiction.suggestions import suggestions
from chalicelib.domain.jurisdiction.territory import territory_of
from chalicelib.domain.legal_calendar import civil_day
from chalicelib.domain.moments import read
from chalicelib.reference_data.court_data import load_court_data


def placed(report: Mapping[str, Any], received_at: str, category: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """(facts, territory) of a report; the territory also holds `suggested` (see suggestions)."""
    law = load_court_data()
    facts = facts_from_report(report, law, received_on=civil_day(read(received_at)), category=category)
    return facts, {**territory_of(facts, law), "suggested": suggestions(report, facts, law)}
