import pytest

from tests.law.told import Decide, at


@pytest.mark.parametrize(("identity", "flagged"), [("anonymous", True), ("confidential", False), ("named", False)])
def test_only_an_anonymous_report_needs_the_prosecutors_leave(decide: Decide, identity: str, flagged: bool) -> None:
    for category in ("FRAUD", "TERR"):
        flags = decide(category=category, places=[at("offence", "Fès")], reporter={"identity": identity})["flags"]
        assert ("prosecutor_leave_required" in flags) == flagged


def test_an_identity_not_known_is_not_anonymous(decide: Decide) -> None:
    assert "prosecutor_leave_required" not in decide(category="FRAUD")["flags"]


def test_flagrant_danger_keeps_its_powers(decide: Decide) -> None:
    assert "danger_now" in decide(category="DANGER", reporter={"identity": "anonymous"})["flags"]
    assert "danger_now" not in decide(category="THREAT")["flags"]
