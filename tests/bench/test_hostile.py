"""A thousand generated hostile texts of one megabyte, and the nine known ones: a second each at most."""

import pytest

from chalicelib.reference_data.diagnosis_rules import load_diagnosis_rules
from tests.diagnosis.hostile import NINE, generated, repeated, seconds

A_SECOND, TEXTS = 1.0, 1000


def test_every_hostile_megabyte_is_read_in_a_second(capsys: pytest.CaptureFixture[str]) -> None:
    rules = load_diagnosis_rules()
    spent = []
    for text in [*map(repeated, NINE), *generated(TEXTS, seed=2026)]:
        work, clock = seconds(text, rules)
        spent.append((work, clock, text[:80]))
    spent.sort(reverse=True)
    with capsys.disabled():
        mean = sum(work for work, _, _ in spent) / len(spent)
        late = sum(clock > A_SECOND for _, clock, _ in spent)
        print(
            f"\n{len(spent)} hostile megabytes: {mean:.2f} s of work on average, {spent[0][0]:.2f} s at most;", end=" "
        )
        print(f"{late} took longer than a second by the clock of this machine, other work included")
    assert spent[0][0] < A_SECOND, spent[0]
