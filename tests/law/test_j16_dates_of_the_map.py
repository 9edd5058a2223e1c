import pytest

from tests.law.told import Decide, at


@pytest.mark.parametrize(
    ("day", "old"), [("2024-07-21", True), ("2024-07-22", False), ("2026-11-20", False), (None, False)]
)
def test_a_day_before_the_current_map_is_flagged(decide: Decide, day: str | None, old: bool) -> None:
    decision = decide(category="FRAUD", offence_class="misdemeanour", date=day, places=[at("offence", "Agadir")])
    assert ("map_before_current" in decision["flags"]) == old
    assert decision["confidence"] == ("unclear" if old else "certain")


def test_without_forum_the_map_does_not_matter(decide: Decide) -> None:
    assert "map_before_current" not in decide(category="FRAUD", date="2010-01-01")["flags"]
