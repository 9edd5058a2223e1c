"""Fifty reports of our own through the API, the queue and the worker: member by member what `e-blagh explain` says.

Run by `make parity` alone: it takes longer than a test of every change may.
"""

import json
from typing import Any

import pytest

from infrastructure.commands.explain import Kind
from infrastructure.local.system import System
from tests.diagnosis.conftest import FIXTURES, labelled
from tests.journeys.conftest import SentSample
from tests.journeys.people import Citizen, OfficerDesk, new_mark, report
from tests.journeys.test_parity import explained

pytestmark = pytest.mark.system

COUNT = 50
BANDS = ("adult", "minor", "unknown")
MOMENTS = ("hier soir", "yesterday 21:30", "البارح", "2026-11-20")
COMMUNES = ("Agadir", "Casablanca", "Fès", "Oujda", "Laâyoune")
NUMBERS = ("06 00 00 00 21", "+212 (0)6 00 00 00 22", "٠٦٠٠٠٠٠٠٢٣")


def own_reports() -> list[dict[str, Any]]:
    """Texts of every language, each with other links, numbers, moments and places."""
    texts = labelled("own_reports.jsonl")
    pairs = json.loads((FIXTURES / "own_url_pairs.json").read_text(encoding="utf-8"))
    links = [pair["url"] for pair in pairs if pair["canonical"]]
    reports = []
    for number, example in enumerate(texts[:: len(texts) // COUNT][:COUNT]):
        given = example["report"]
        reports.append(
            report(
                "",
                text=given["text"],
                citizen_choice=given["citizen_choice"],
                urls=links[number * 3 : number * 3 + 3],
                identifiers={"phones": [NUMBERS[number % 3]], "handles": [f"@Nom.Exemple{number}"]},
                occurred=MOMENTS[number % 4],
                locations={"offence_commune": COMMUNES[number % 5], "reporter_country": "MA"},
                reporter={"role": "victim", "identity": "anonymous", "age_band": BANDS[number % 3]},
            )
        )
    return reports


@pytest.fixture(scope="module")
def sent(system: System, officer: OfficerDesk) -> list[SentSample]:
    marked = []
    with Citizen.at(system.base_url) as somebody:
        for body in own_reports():
            mark = new_mark()
            marked.append((mark, {**body, "text": f"{body['text']} {mark}"}))
            somebody.report(marked[-1][1])
    analyst = officer("analyst:NATIONAL")
    return [SentSample(body, analyst.case(analyst.find(mark)["id"])) for mark, body in marked]


@pytest.mark.parametrize("number", range(COUNT))
def test_the_case_says_what_explain_says(number: int, sent: list[SentSample]) -> None:
    sample = sent[number]
    asked = {**sample.report, "received_at": sample.case["created_at"]}
    assert sample.case["diagnosis"] == explained(Kind.report, asked)
