"""What the rules accept as facts: a value outside its list is a typed error, never a guess."""

from typing import Any

import pytest

from chalicelib.domain.jurisdiction.court_map import CourtData
from chalicelib.domain.jurisdiction.facts import FactsError
from chalicelib.domain.jurisdiction.propose import propose
from tests.law.told import Decide


@pytest.mark.parametrize(
    ("facts", "pointer", "slug"),
    [
        ({"category": "fraud"}, "/category", "not-in-list"),
        ({"category": 3}, "/category", "type"),
        ({"offence_class": "crime"}, "/offence_class", "not-in-list"),
        ({"marks": "terrorism"}, "/marks", "type"),
        ({"marks": ["terrorism", "war"]}, "/marks/1", "not-in-list"),
        ({"marks": [None]}, "/marks/0", "type"),
        ({"date": "24/11/2026"}, "/date", "format"),
        ({"date": "2026-02-30"}, "/date", "format"),
        ({"date": "2026-W48-2"}, "/date", "format"),
        ({"places": {}}, "/places", "type"),
        ({"places": ["Rabat"]}, "/places/0", "type"),
        ({"places": [{}]}, "/places/0/role", "required"),
        ({"places": [{"role": "home"}]}, "/places/0/role", "not-in-list"),
        ({"places": [{"role": "offence", "country": "Maroc"}]}, "/places/0/country", "format"),
        ({"places": [{"role": "offence", "commune": 9}]}, "/places/0/commune", "type"),
        ({"suspect": []}, "/suspect", "type"),
        ({"suspect": {"nationality": "FR"}}, "/suspect/nationality", "not-in-list"),
        ({"suspect": {"in_morocco": "yes"}}, "/suspect/in_morocco", "type"),
        ({"victim": {"age_band": "child"}}, "/victim/age_band", "not-in-list"),
        ({"victim": {"complaint": 1}}, "/victim/complaint", "type"),
        ({"reporter": {"identity": "sealed"}}, "/reporter/identity", "not-in-list"),
        ({"reporter": {"role": "unknown"}}, "/reporter/role", "not-in-list"),
        ({"reporter": {"country": "fr"}}, "/reporter/country", "format"),
        ({"reporter": {"language": "darija?"}}, "/reporter/language", "format"),
        ({"id": 7}, "/id", "type"),
    ],
)
def test_a_value_outside_its_list_is_a_typed_error(
    law: CourtData, facts: dict[str, Any], pointer: str, slug: str
) -> None:
    with pytest.raises(FactsError) as raised:
        propose(facts, law)
    assert (raised.value.pointer, raised.value.slug) == (pointer, slug)


def test_null_is_absent(decide: Decide) -> None:
    nothing = dict.fromkeys(["category", "marks", "places", "suspect", "victim", "reporter", "offence_class"])
    assert decide(**nothing) == decide()
