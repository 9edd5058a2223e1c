import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from chalicelib.domain.jurisdiction.confirmed_places import CONFIRMED
from chalicelib.domain.jurisdiction.from_report import facts_from_report
from chalicelib.domain.jurisdiction.propose import propose, proposed_court
from chalicelib.domain.jurisdiction.suggestions import suggestions
from chalicelib.reference_data.court_data import load_court_data

REPORTS = json.loads((Path(__file__).parent / "sample_reports.json").read_text(encoding="utf-8"))["reports"]

# Read out of each sample's `expected.territory`, by hand.
EXPECTED = {
    "R01": "TPI-CASABLANCA-PENAL",
    "R02": "TPI-BENI-MELLAL",
    "R03": "TPI-AGADIR",
    "R04": "CA-RABAT",
    "R05": "TPI-OUJDA",
    "R06": "TPI-MARRAKECH",
    "R07": "TPI-TIZNIT",
    "R08": "TPI-RABAT",
    "R09": "TPI-SALE",
    "R10": "TPI-NADOR",
    "R11": "TPI-KHENIFRA",
    "R12": "TPI-FES",
    "R13": "TPI-RABAT",
    "R14": "TPI-DAKHLA",
    "R15": "TPI-CASABLANCA-PENAL",
    "R16": "CA-SETTAT",
    "R17": "TPI-TETOUAN",
    "R18": "TPI-SALE",
    "R19": "TPI-ESSAOUIRA",
    "R20": "TPI-TAROUDANT",
    "R21": "TPI-OUARZAZATE",
    "R22": "TPI-AZILAL",
    "R23": "TPI-KENITRA",
    "R24": "NATIONAL",
    "R25": "CA-TETOUAN",
}
# The place is only in the sample's note, which is not part of a report: the desk asks (J12), nobody guesses.
PLACE_ONLY_IN_THE_NOTE = {"R06", "R13"}


# What an officer writes down once the reporter has answered: the sample's note, in the reasoner's own members.
ANSWERED = {
    "R06": {"role": "content_received", "commune": "Marrakech"},
    "R13": {"role": "offence", "country": "NL"},
}


def territory_of(report: dict[str, Any]) -> dict[str, Any]:
    category = report["expected"]["category"]
    law = load_court_data()
    return propose(facts_from_report(report, law, received_on=date(2026, 11, 24), category=category), law)


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report["id"])
def test_a_sample_report_goes_to_the_court_its_territory_names(report: dict[str, Any]) -> None:
    wanted = "NATIONAL" if report["id"] in PLACE_ONLY_IN_THE_NOTE else EXPECTED[report["id"]]
    assert proposed_court(territory_of(report)) == wanted


def test_the_two_misses_ask_for_the_place_they_lack() -> None:
    for report in REPORTS:
        if report["id"] in PLACE_ONLY_IN_THE_NOTE:
            assert "place:offence" in territory_of(report)["missing"]


@pytest.mark.parametrize(("name", "flags"), [("R06", {"place_uncertain"}), ("R13", {"default_rabat"})])
def test_the_two_misses_go_where_they_belong_once_their_question_is_answered(name: str, flags: set[str]) -> None:
    report = next(report for report in REPORTS if report["id"] == name)
    territory = territory_of({**report, CONFIRMED: [ANSWERED[name]]})
    assert proposed_court(territory) == EXPECTED[name]
    assert flags <= set(territory["flags"])


def test_no_text_of_the_two_misses_names_a_place_of_the_map() -> None:
    """So nothing could be suggested either: Rotterdam is where the reporter lives, which founds no competence."""
    for report in REPORTS:
        if report["id"] in PLACE_ONLY_IN_THE_NOTE:
            assert suggestions(report, {}, load_court_data()) == []


def test_second_forums_of_the_samples() -> None:
    others = {
        report["id"]: [forum["court_id"] for forum in territory_of(report)["forums"][1:]]
        for report in REPORTS
        if len(territory_of(report)["forums"]) > 1
    }
    assert others == {"R02": ["TPI-OUED-ZEM"], "R12": ["TPI-SEFROU"], "R16": ["CA-CASABLANCA"]}
