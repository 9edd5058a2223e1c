"""What `e-blagh diagnostics evaluate` says of labelled reports, and that its figures are those of the measure."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from chalicelib.domain.diagnosis.diagnose import diagnose
from chalicelib.reference_data.diagnosis_rules import load_diagnosis_rules
from infrastructure.cli import app
from infrastructure.diagnostics.measure import confusion, figures_of, measure
from tests.diagnosis.conftest import FIXTURES, labelled

MANUAL = Path(__file__).parents[2] / "docs" / "operator-manual.md"


def evaluated(file: Path, status: int = 0) -> str:
    result = CliRunner().invoke(app, ["diagnostics", "evaluate", str(file)])
    assert result.exit_code == status, result.output
    return result.output


def test_the_figures_are_those_of_the_measure() -> None:
    rules = load_diagnosis_rules()
    figures = measure(labelled("examples.jsonl"), lambda report: diagnose(report, rules))
    shown = evaluated(FIXTURES / "examples.jsonl")
    assert "220 labelled reports" in shown
    for figure in figures.values():
        assert f"{figure:.3f}" in shown
    for language in ("ary-Latn", "zgh-Latn", "es"):
        assert language in shown


def test_what_was_taken_for_what_is_counted(tmp_path: Path) -> None:
    # GIVEN an example of an officer who does not agree with the rules, without the labels that nobody gave
    example = {"report": {"text": "Il va me tuer ce soir, il m'attend avec un couteau"}, "expected": {}}
    example["expected"] = {"category": "EXAM", "urgency": "U3"}
    file = tmp_path / "set.jsonl"
    file.write_text(json.dumps(example) + "\n\n", encoding="utf-8")
    shown = evaluated(file)
    assert "1 labelled reports" in shown
    assert "EXAM" in shown
    assert "THREAT" in shown or "DANGER" in shown


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"report": {}}', '{"report": {}, "expected": {"category": "OTHER"}}', '{"report": 3}']
)
def test_what_is_no_labelled_report_is_named(tmp_path: Path, text: str) -> None:
    file = tmp_path / "set.jsonl"
    file.write_text(text, encoding="utf-8")
    assert "labelled report" in evaluated(file, status=1)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    evaluated(tmp_path / "none.jsonl", status=1)


def test_an_accepted_label_is_no_confusion_and_a_missing_label_is_not_measured() -> None:
    got = {"category": "THREAT", "urgency": "U1", "language": "fr", "observables": [], "content_keys": []}
    want: dict[str, Any] = {"category": "EXTORT", "category_ok": ["THREAT"], "urgency": "U1"}
    assert confusion([(want, got)]) == []
    assert set(figures_of([(want, got)]).values()) == {1.0}
    assert confusion([({**want, "category_ok": []}, got)]) == [("EXTORT", "THREAT", 1)]


def test_the_operators_manual_names_the_commands() -> None:
    manual = MANUAL.read_text(encoding="utf-8")
    for verb in ("evaluate", "labelled-set"):
        assert f"e-blagh diagnostics {verb}" in manual
        assert CliRunner().invoke(app, ["diagnostics", verb, "--help"]).exit_code == 0
