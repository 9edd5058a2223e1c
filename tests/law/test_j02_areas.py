from chalicelib.domain.jurisdiction.court_map import CourtData
from tests.law.told import Decide, at, grounds
from tests.law.worked_cases import courts


def test_a_city_district_follows_its_city(decide: Decide) -> None:
    decision = decide(category="FRAUD", places=[at("offence", "Sidi Moumen")])
    assert courts(decision) == ["TPI-CASABLANCA-PENAL"]


def test_every_commune_has_a_first_instance_court_that_hears_crime(law: CourtData) -> None:
    for commune in law.places.communes.values():
        court = law.courts[commune.court_id]
        assert court.kind == "first_instance"
        assert not court.id.endswith(("-CIVIL", "-SOCIAL"))


def test_every_first_instance_court_has_a_court_of_appeal_and_no_keeper_is_in_a_circle(law: CourtData) -> None:
    for court in law.courts.values():
        if court.kind == "first_instance":
            assert court.parent is not None
            assert law.courts[court.parent].kind == "court_of_appeal"
        seen: set[str] = set()
        keeper: str | None = court.id
        while keeper is not None and keeper not in seen:
            seen.add(keeper)
            keeper = law.courts[keeper].area_kept_by
        assert keeper is None


def test_the_area_is_founded_on_the_decree(decide: Decide) -> None:
    step = grounds(decide(category="FRAUD", places=[at("offence", "Agadir")]))[0]
    assert "decree 2.23.665 art. 3" in step["articles"]
    assert "J2" in step["rules"]
    assert step["court"] == "TPI-AGADIR"
