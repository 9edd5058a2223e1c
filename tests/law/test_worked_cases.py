from typing import Any

import pytest

from chalicelib.domain.jurisdiction.court_map import CourtData
from chalicelib.domain.jurisdiction.propose import propose
from tests.law.worked_cases import EXAMPLES, SECOND_EXAMPLES, THIRD_EXAMPLES, WORKED_CASES, disagreements


@pytest.mark.parametrize("example", WORKED_CASES, ids=lambda example: example["facts"]["id"])
def test_a_worked_case_is_decided_as_written(example: dict[str, Any], law: CourtData) -> None:
    decision = propose(example["facts"], law)
    assert disagreements(example["expected"], decision) == {}, example["expected"]["reason"]


@pytest.mark.parametrize("example", WORKED_CASES, ids=lambda example: example["facts"]["id"])
def test_every_forum_names_a_rule_an_article_and_the_facts_it_rests_on(example: dict[str, Any], law: CourtData) -> None:
    decision = propose(example["facts"], law)
    for forum in decision["forums"]:
        assert forum["court_id"] in law.courts
        assert forum["prosecutor"] in {"procureur_du_roi", "procureur_general"}
        assert forum["rule_ids"]
        assert forum["articles"]
        assert forum["facts_used"]
        assert isinstance(forum["exclusive"], bool)
        assert isinstance(forum["note"], str)
    ids = [forum["court_id"] for forum in decision["forums"]]
    assert len(ids) == len(set(ids))


def test_all_cases_of_the_three_sets_are_there() -> None:
    assert len(EXAMPLES) == 60
    assert len(SECOND_EXAMPLES) == 165
    assert len(THIRD_EXAMPLES) == 266
    assert len({example["facts"]["id"] for example in WORKED_CASES}) == len(WORKED_CASES)


@pytest.mark.parametrize("examples", [SECOND_EXAMPLES, THIRD_EXAMPLES], ids=["second", "third"])
def test_each_set_of_ours_reaches_every_rule(examples: tuple[dict[str, Any], ...]) -> None:
    told = " ".join(example["expected"]["reason"] for example in examples)
    assert [rule for rule in ("J4b", *(f"J{number}" for number in range(17))) if rule not in told] == []
