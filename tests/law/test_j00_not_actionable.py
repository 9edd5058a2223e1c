from tests.law.told import Decide, at


def test_nothing_else_is_said_of_what_is_not_actionable(decide: Decide) -> None:
    decision = decide(
        category="NOT_ACTIONABLE",
        marks=["terrorism", "official_suspect"],
        places=[at("offence", "Rabat"), at("suspect_residence", "Agdal")],
        suspect={"age_band": "under_12"},
        victim={"age_band": "minor"},
        reporter={"identity": "anonymous", "country": "FR", "language": "en"},
    )
    assert decision["forums"] == []
    assert decision["flags"] == ["not_actionable"]
    assert decision["missing"] == []
    assert decision["confidence"] == "certain"
