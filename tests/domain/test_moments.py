"""Instants: one written form, UTC, whole seconds."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from chalicelib.domain.moments import read, to_minute, written


def test_an_instant_is_written_in_utc_and_cut_to_the_second() -> None:
    casablanca = timezone(timedelta(hours=1))
    assert written(datetime(2026, 11, 24, 22, 21, 47, 999999, tzinfo=casablanca)) == "2026-11-24T21:21:47Z"


def test_what_is_written_is_read_back() -> None:
    assert read("2026-11-24T21:21:47Z") == datetime(2026, 11, 24, 21, 21, 47, tzinfo=UTC)


def test_officers_see_the_minute() -> None:
    assert to_minute("2026-11-24T21:21:47Z") == "2026-11-24T21:21:00Z"


@pytest.mark.parametrize("text", ["", "2026-11-24", "2026-11-24T21:21:47+01:00", "2026-13-24T21:21:47Z"])
def test_another_form_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read(text)
