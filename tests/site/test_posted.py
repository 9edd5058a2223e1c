"""What the forms post becomes what the API knows."""

from __future__ import annotations

import pytest

from chalicelib.routes.pages import gather
from chalicelib.routes.pages.posted import date_parts


@pytest.mark.parametrize(
    ("day", "month", "year", "written"),
    [
        ("7", "3", "2026", "2026-03-07"),
        ("٢٧", "١١", "٢٠٢٦", "2026-11-27"),
        ("", "11", "2026", "2026-11"),
        ("", "", "2026", "2026"),
        ("27", "nov", "2026", "2026-nov-27"),
        ("7", "3", "", "-03-07"),
    ],
)
def test_three_inputs_become_one_date(day: str, month: str, year: str, written: str) -> None:
    typed = {"occurred.day": [day], "occurred.month": [month], "occurred.year": [year]}
    assert gather(typed) == {"occurred": [written]}


def test_a_date_fills_its_three_inputs_again() -> None:
    assert date_parts("2026-11-27") == {"year": "2026", "month": "11", "day": "27"}
    assert date_parts("2026-11") == {"year": "2026", "month": "11", "day": ""}
    assert date_parts("last week") == {"year": "last week", "month": "", "day": ""}


def test_empty_fields_are_absent() -> None:
    assert gather({"text": [" "], "urls": ["", "https://a.example"]}) == {"urls": ["https://a.example"]}


def test_the_short_form_is_named_only_when_a_number_is_typed() -> None:
    danger = {"citizen_choice": ["DANGER"]}
    assert gather(danger)["reporter.identity"] == ["anonymous"]
    assert gather(danger | {"identity.phone": ["+212600000001"]})["reporter.identity"] == ["named"]


def test_gathering_twice_changes_nothing() -> None:
    once = gather({"occurred.year": ["2026"], "citizen_choice": ["DANGER"], "text": ["x"]})
    assert gather(once) == once


def test_a_currency_without_a_sum_is_absent() -> None:
    assert gather({"answers.amount.currency": ["MAD"]}) == {}
    assert len(gather({"answers.amount": ["5"], "answers.amount.currency": ["MAD"]})) == 2
