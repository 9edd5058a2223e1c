"""Every target of the specification holds on the labelled reports; sample reports are read as an officer does."""

import json

import pytest

from chalicelib.domain.diagnosis.diagnose import diagnose
from infrastructure.diagnostics.measure import TARGETS, macro_f1, measure
from tests.diagnosis.conftest import FIXTURES, labelled

SAMPLES = json.loads((FIXTURES / "sample_reports.json").read_text(encoding="utf-8"))["reports"]


@pytest.fixture(scope="module", params=["examples.jsonl", "own_reports.jsonl"])
def figures(rules, request):
    return measure(labelled(request.param), lambda report: diagnose(report, rules))


@pytest.mark.parametrize("name", [name for name in TARGETS if not name.startswith("observable")])
def test_target_of_the_conclusions_holds(figures, name):
    assert figures[name] >= TARGETS[name]


@pytest.mark.parametrize("name", ["observable_precision", "observable_recall"])
def test_target_of_the_observables_holds(rules, name):
    figures = measure(labelled("examples.jsonl"), lambda report: diagnose(report, rules))
    assert figures[name] >= TARGETS[name]


def test_the_measure_counts_what_it_says():
    assert macro_f1(["A", "A", "B"], ["A", "B", "B"]) == pytest.approx((2 / 3 + 2 / 3) / 2)


@pytest.mark.parametrize("report", SAMPLES, ids=[report["id"] for report in SAMPLES])
def test_sample_report_has_the_category_and_urgency_of_the_officer(rules, report):
    expected = report["expected"]
    found = diagnose({key: value for key, value in report.items() if key != "expected"}, rules)
    assert (found["category"], found["urgency"]) == (expected["category"], expected["urgency"])
    assert found["id"] == report["id"]
