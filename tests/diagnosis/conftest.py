"""The rule set, loaded once, and the labelled reports."""

import json
from pathlib import Path
from typing import Any

import pytest

from chalicelib.domain.diagnosis.rules import DiagnosisRules
from chalicelib.reference_data.diagnosis_rules import load_diagnosis_rules

FIXTURES = Path(__file__).parent / "fixtures"


def labelled(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (FIXTURES / name).read_text(encoding="utf-8").splitlines() if line.strip()]


@pytest.fixture(scope="session")
def rules() -> DiagnosisRules:
    return load_diagnosis_rules()
