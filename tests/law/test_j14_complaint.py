import pytest

from tests.law.told import Decide


@pytest.mark.parametrize(
    ("category", "marks", "complaint", "flag"),
    [
        ("DEFAM", [], False, "own_complaint_required"),
        ("DEFAM", [], True, None),
        ("DEFAM", ["public_official_victim"], False, "official_complaint_required"),
        ("DEFAM", ["group_target"], False, None),
        ("INTIMATE", ["private_life"], False, "own_complaint_required"),
        ("INTIMATE", ["private_life", "public_official_victim"], False, "official_complaint_required"),
        ("INTIMATE", [], False, None),
        ("HARASS", ["public_official_victim"], False, None),
    ],
)
def test_who_must_complain(decide: Decide, category: str, marks: list[str], complaint: bool, flag: str | None) -> None:
    decision = decide(category=category, marks=marks, victim={"complaint": complaint})
    found = {"own_complaint_required", "official_complaint_required"} & set(decision["flags"])
    assert found == ({flag} if flag else set())
    assert ("victim.complaint" in decision["missing"]) == (flag is not None)
