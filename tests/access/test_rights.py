"""Rights are the token's groups alone, whatever way the gateway wrote them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.access import ROLES, Right, rights_of

COURTS = ("TPI-AGADIR", "TPI-FES", "CA-RABAT", "TPI-CASABLANCA-PENAL", "NATIONAL")
groups = st.lists(st.builds("{}:{}".format, st.sampled_from(ROLES), st.sampled_from(COURTS)), unique=True)


@given(groups)
def test_a_list_brackets_and_commas_mean_the_same(names: list[str]) -> None:
    expected = {Right(*name.split(":")) for name in names}
    assert rights_of(names) == expected
    assert rights_of(f"[{' '.join(names)}]") == expected
    assert rights_of(",".join(names)) == expected
    assert rights_of(", ".join(names)) == expected


@pytest.mark.parametrize(
    "groups",
    [
        None,
        "",
        "[]",
        5,
        {"investigator:TPI-FES": True},
        ["administrator", "custodian", "TPI-FES", "investigator:", ":TPI-FES", "investigator:tpi-fes"],
        ["Investigator:TPI-FES", "investigator:TPI-FES:X", "investigator:TPI FES", "investigator:TPI-FES#open#0"],
        ["judge:TPI-FES", "investigator:-", "investigator:TPI--FES", ["investigator:TPI-FES"], 7],
        "investigator:TPI-FES\u00a0x",
    ],
)
def test_a_group_of_another_form_gives_nothing(groups: object) -> None:
    assert rights_of(groups) == frozenset()


@given(st.text() | st.lists(st.text()))
def test_no_text_makes_a_right_that_no_group_says(groups: object) -> None:
    for right in rights_of(groups):
        assert f"{right.role}:{right.court}" in str(groups)
