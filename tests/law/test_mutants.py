"""The list of mutants stays a list of real changes: `python -m tests.law.mutants` runs them."""

import pytest

from tests.law.mutants import MUTANTS, ROOT, Mutant

RULES = {f"J{number}" for number in range(17)} | {"J4b"}


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: f"{mutant.rule} {mutant.how}")
def test_the_text_that_a_mutant_changes_is_there(mutant: Mutant) -> None:
    assert mutant.old in (ROOT / mutant.path).read_text(encoding="utf-8")
    assert mutant.old != mutant.new


def test_every_rule_has_mutants() -> None:
    assert {mutant.rule for mutant in MUTANTS} >= RULES
