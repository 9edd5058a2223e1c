from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from chalicelib.domain.jurisdiction.court_map import CourtData
from chalicelib.domain.jurisdiction.map_check import Fault, Move, faults, moves
from chalicelib.domain.jurisdiction.places import PlaceIndex
from chalicelib.domain.jurisdiction.propose import propose, proposed_court


def changed(law: CourtData, court_id: str, **members: Any) -> CourtData:
    return replace(law, courts={**law.courts, court_id: replace(law.courts[court_id], **members)})


def test_the_shipped_map_is_sound(law: CourtData) -> None:
    assert faults(law) == []


@pytest.mark.parametrize(
    ("court", "members", "slug"),
    [
        ("TPI-AGADIR", {"parent": None}, "no-parent"),
        ("TPI-AGADIR", {"parent": "TPI-FES"}, "no-parent"),
        ("CA-FES", {"aml_court": "TPI-SEFROU"}, "no-laundering-court"),
        ("TPI-RICH", {"area_kept_by": "TPI-NOWHERE"}, "no-keeper"),
        ("TPI-RICH", {"area_kept_by": None}, "no-keeper"),
        ("TPI-MIDELT", {"area_kept_by": "TPI-RICH"}, "keeper-circle"),
    ],
)
def test_a_broken_court_is_told(law: CourtData, court: str, members: dict[str, Any], slug: str) -> None:
    assert Fault(court, slug) in faults(changed(law, court, **members))


def test_a_commune_without_a_first_instance_court_is_told(law: CourtData) -> None:
    communes = [
        replace(commune, court_id="CA-AGADIR") if commune.name_fr == "Tiznit" else commune
        for commune in law.places.communes.values()
    ]
    broken = replace(law, places=PlaceIndex(communes, law.places.tables, {}))
    assert [fault.slug for fault in faults(broken)] == ["no-court"]


def test_an_opening_moves_the_communes_of_its_area_from_its_day_on(law: CourtData) -> None:
    opened = changed(law, "TPI-RICH", open=True, open_by=date(2027, 1, 15))
    assert moves(law, opened, date(2027, 1, 14)) == []
    moved = moves(law, opened, date(2027, 1, 15))
    assert len(moved) == 13
    assert {(move.before, move.after) for move in moved} == {("TPI-MIDELT", "TPI-RICH")}
    assert isinstance(moved[0], Move)
    assert moves(law, law, date(2027, 1, 15)) == []


def test_a_court_of_appeal_that_opens_moves_its_felonies(law: CourtData) -> None:
    opened = changed(law, "CA-DAKHLA", open=True, open_by=date(2027, 1, 15))
    moved = moves(law, opened, date(2027, 1, 15))
    assert {(move.before, move.after) for move in moved} == {("CA-LAAYOUNE", "CA-DAKHLA")}


def test_one_map_differs_between_two_days(law: CourtData) -> None:
    moved = moves(law, law, date(2025, 11, 4), then=date(2025, 11, 5))
    assert {(move.before, move.after) for move in moved} == {("TPI-INEZGANE", "TPI-BIOUGRA")}
    assert len(moved) == 22


def test_a_new_map_counts_from_its_first_day(law: CourtData) -> None:
    tiznit = next(code for code, commune in law.places.communes.items() if commune.name_fr == "Tiznit")
    later = replace(law, changes={tiznit: ((date(2027, 3, 1), "TPI-AGADIR"), (date(2027, 6, 1), "TPI-INEZGANE"))})
    place = {"role": "offence", "commune": "Tiznit"}

    def court_on(day: str | None) -> str:
        return proposed_court(propose({"category": "FRAUD", "date": day, "places": [place]}, later))

    assert court_on("2027-02-28") == "TPI-TIZNIT"
    assert court_on("2027-03-01") == "TPI-AGADIR"
    assert court_on("2027-06-01") == "TPI-INEZGANE"
    assert court_on(None) == "TPI-INEZGANE"
    assert moves(law, later, date(2027, 3, 1)) == [Move(tiznit, "TPI-TIZNIT", "TPI-AGADIR")]
    assert faults(later) == []


def test_a_change_to_nowhere_is_told(law: CourtData) -> None:
    broken = replace(law, changes={"00.000": ((date(2027, 3, 1), "CA-FES"),)})
    assert [fault.slug for fault in faults(broken)] == ["no-commune", "no-court"]
