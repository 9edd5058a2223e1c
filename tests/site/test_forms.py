"""The walker of the tree: every question of a kind is on its page, in order, under the right condition."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from chalicelib.routes.pages.questions import field_of
from infrastructure.site.conditions import card_conditions, cards, conditions
from infrastructure.site.forms import laid_out
from infrastructure.site.settings import settings
from infrastructure.site.tree import category, numbers, ordered, tree

KINDS = sorted(numbers())


def _form(site: Path, kind: str) -> str:
    return (site / "fr" / "k" / numbers()[kind] / "report" / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", KINDS)
def test_every_question_of_a_kind_is_asked_once(site: Path, kind: str) -> None:
    asked = [ask["q"] for ask in category(kind)["ask"]]
    if not category(kind).get("short_form"):
        asked += [ask["q"] for part in ("before", "after") for ask in tree()["common"][part]]
    expected = sorted(set(asked) - set(settings()["not_yet"]["questions"]))
    drawn = re.findall(r'class="question[^"]*" id="q-(\w+)"', _form(site, kind))
    assert sorted(drawn) == expected
    for question in expected:
        assert f'name="{field_of(question)}' in _form(site, kind), question


@pytest.mark.parametrize("kind", KINDS)
def test_a_dependent_question_comes_after_the_one_it_depends_on(kind: str) -> None:
    page = [entry["q"] for entries in laid_out(kind, "fr").values() for entry in entries]
    for ask in ordered(kind):
        for parent in ask.get("when", {}):
            assert page.index(parent) < page.index(ask["q"])


def test_urgent_questions_come_right_after_the_required_ones() -> None:
    asked = [ask["q"] for ask in ordered("SEXT")]
    assert asked[3:6] == ["victim_age", "demand", "amount"] or asked[3:5] == ["victim_age", "demand"]
    assert asked.index("deadline") < asked.index("platform")
    assert asked.index("address_known") < asked.index("shared_already")


def test_a_condition_carries_those_of_its_parents() -> None:
    assert conditions("HACK")["deadline_when"] == {
        "answers.hacked_what": ["computer", "website"],
        "answers.files_locked": ["yes"],
        "answers.deadline": ["yes"],
    }


def test_members_whose_values_differ_from_the_options_are_written_as_members(site: Path) -> None:
    form = _form(site, "SEXT")
    assert 'name="reporter.age_band" value="minor"' in form
    assert 'name="victim.nationality" value="MA"' in form


@pytest.mark.parametrize("kind", KINDS)
def test_no_form_has_a_control_that_takes_a_file(site: Path, kind: str) -> None:
    assert 'type="file"' not in _form(site, kind)


def test_the_short_form_asks_its_four_questions_only(site: Path) -> None:
    for page in (_form(site, "DANGER"), (site / "fr" / "now" / "index.html").read_text(encoding="utf-8")):
        assert re.findall(r'id="q-(\w+)" data-type', page) == ["danger_kind", "story_short", "link", "own_phone"]


def test_identity_has_no_answer_chosen_beforehand(site: Path) -> None:
    for kind in set(KINDS) - {"DANGER"}:
        assert not re.search(r'name="reporter.identity"[^>]*checked', _form(site, kind))


def test_a_kind_shows_its_own_card_first_and_those_that_its_answers_can_call() -> None:
    assert cards("SEXT") == ["blackmail", "child", "fresh_payment"]
    assert cards("FRAUD") == ["fresh_payment"]
    assert cards("TERR") == []


def test_any_answer_that_says_a_child_is_involved_calls_its_card() -> None:
    called = card_conditions("child")
    assert called["answers.minor_involved"] == ["yes"]
    assert called["reporter.age_band"] == ["minor"]
    assert called["victim.age_band"] == ["under_13", "from_13", "from_16"]


def test_nothing_is_promised_that_is_not_built(site: Path) -> None:
    for kind in KINDS:
        assert "lettre de rappel" not in _form(site, kind)


def test_a_name_can_be_given_later_and_the_form_says_so(site: Path) -> None:
    assert "Vous pourrez donner votre nom plus tard" in _form(site, "SEXT")
