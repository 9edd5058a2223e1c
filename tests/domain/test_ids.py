"""Ids: 26 characters of Crockford's alphabet, one spelling only."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.ids import encode, id_from, is_id


@given(st.binary(min_size=16, max_size=16))
def test_sixteen_bytes_give_an_id(raw: bytes) -> None:
    assert is_id(id_from(raw))


@given(st.binary(min_size=16, max_size=16), st.binary(min_size=16, max_size=16))
def test_different_bytes_give_different_ids(one: bytes, other: bytes) -> None:
    assert (id_from(one) == id_from(other)) == (one == other)


@pytest.mark.parametrize(
    "text",
    ["", "0" * 25, "0" * 27, "8" + "0" * 25, "0" * 25 + "I", "0" * 25 + "a", " " + "0" * 25, "0" * 26 + "\n", None, 5],
)
def test_nothing_else_is_an_id(text: object) -> None:
    assert not is_id(text)


def test_another_length_of_bytes_is_refused() -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        id_from(b"short")


def test_ten_bytes_are_sixteen_characters() -> None:
    assert encode(b"\xff" * 10, 16) == "Z" * 16
