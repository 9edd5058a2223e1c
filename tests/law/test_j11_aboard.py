from tests.law.told import Decide, abroad, at, grounds
from tests.law.worked_cases import courts

PORT = at("port_or_landing", "Tanger")
ARREST = at("arrest", "Nador")


def test_a_ships_first_port_then_the_arrest(decide: Decide) -> None:
    decision = decide(category="THREAT", marks=["aboard_ship"], places=[ARREST, PORT])
    assert courts(decision) == ["TPI-TANGER", "TPI-NADOR"]
    assert grounds(decision)[0]["articles"][0] == "CPP 705"


def test_an_aircrafts_arrest_and_otherwise_its_landing(decide: Decide) -> None:
    decision = decide(category="THREAT", marks=["aboard_aircraft"], places=[PORT, ARREST])
    assert courts(decision) == ["TPI-NADOR"]
    assert grounds(decision)[0]["articles"][0] == "CPP 706"
    decision = decide(category="THREAT", marks=["aboard_aircraft"], places=[PORT, abroad("arrest")])
    assert courts(decision) == ["TPI-TANGER"]
    assert grounds(decision)[0]["articles"][0] == "CPP 706"


def test_places_of_other_rules_found_nothing_and_the_landing_is_asked(decide: Decide) -> None:
    places = [at("offence", "Agadir"), at("suspect_residence", "Fès")]
    decision = decide(category="THREAT", marks=["aboard_ship"], places=places)
    assert courts(decision) == []
    assert decision["missing"] == ["place:port_or_landing"]


def test_an_offence_abroad_is_not_flagged_aboard(decide: Decide) -> None:
    decision = decide(category="THREAT", marks=["aboard_ship"], places=[abroad("offence"), PORT])
    assert courts(decision) == ["TPI-TANGER"]
    assert "offence_abroad" not in decision["flags"]
