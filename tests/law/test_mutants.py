"""The list of mutants stays a list of real changes: `python -m tests.law.mutants` runs them."""

import pytest

from tests.law.mutant_list import MUTANTS, Mutant
from tests.law.mutants import ROOT

RULES = {f"J{number}" for number in range(17)} | {"J4b"}


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: f"{mutant.rule} {mutant.how}")
def test_the_text_that_a_mutant_changes_is_there(mutant: Mutant) -> None:
    assert mutant.old in (ROOT / mutant.path).read_text(encoding="utf-8")
    assert mutant.old != mutant.new


@pytest.mark.parametrize("kind", ["removed", "inverted", "wrong article", "wrong rank"])
def test_every_rule_is_broken_in_each_of_the_four_ways(kind: str) -> None:
    """For a rule that ranks nothing, its rank is its place before or after the other rules."""
    assert {mutant.rule for mutant in MUTANTS if mutant.how.startswith(kind)} >= RULES
