"""When a question is asked and a first-aid card is shown: conditions as data, as classes and as style rules."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache

from chalicelib.routes.pages.questions import field_of, value_of

from .settings import settings
from .tree import category, ordered, tree

When = dict[str, list[str]]


def conditions(kind: str) -> dict[str, When]:
    """Question -> field name -> values under which it is asked, those of its parents joined in."""
    joined: dict[str, When] = {}
    for ask in sorted(ordered(kind), key=lambda each: len(each.get("when", {}))):
        joined[ask["q"]] = {}
    asks = {ask["q"]: ask for ask in ordered(kind)}

    def join(question: str) -> When:
        own: When = {}
        for parent, options in asks[question].get("when", {}).items():
            own.update(join(parent))
            own[field_of(parent)] = [value_of(parent, option) for option in options]
        return own

    return {question: join(question) for question in joined}


@cache
def _conditions_in_order() -> list[str]:
    kinds = [each["code"] for each in tree()["categories"]]
    found = {json.dumps(when, sort_keys=True) for kind in kinds for when in conditions(kind).values() if when}
    return sorted(found)


def condition_class(when: When) -> str:
    """Class of the questions that are asked only under `when`; the same for every kind that asks the same."""
    return f"w{_conditions_in_order().index(json.dumps(when, sort_keys=True))}"


def condition_sheet() -> str:
    """Style rules that hide a dependent question or card until its condition holds; without `:has()` all are shown."""
    rules = []
    for index, written in enumerate(_conditions_in_order()):
        for name, values in json.loads(written).items():
            rules.append(f"main:not({_answered(name, values)}) .w{index}")
    for key in _conditional_cards():
        ways = "".join(f":not({_answered(name, values)})" for name, values in card_conditions(key).items())
        rules.append(f"main{ways} .card-{key.replace('_', '-')}")
    return "@supports selector(:has(*)) {\n" + ",\n".join(rules) + " { display: none }\n}\n"


def _answered(name: str, values: Sequence[str]) -> str:
    chosen = ",".join(f'[value="{value}"]' for value in values)
    return f':has([name="{name}"]:is({chosen}):checked)'


def cards(kind: str) -> list[str]:
    """The first-aid cards that this kind's form may show: its own first, then those that an answer calls."""
    asked = {field_of(ask["q"]) for ask in ordered(kind)}
    listed = category(kind).get("cards", [])
    own = [key for key in listed if kind in tree()["cards"][key]["when"].get("category", [])]
    called = [key for key in listed if key not in own and asked & set(card_conditions(key))]
    return own + called


def _conditional_cards() -> list[str]:
    return [key for key, card in tree()["cards"].items() if "category" not in card["when"]]


def card_conditions(key: str) -> When:
    """Field name -> values of which any one calls the card. A child is involved whichever answer says so."""
    when: When = {
        field_of(question): [value_of(question, option) for option in options]
        for question, options in tree()["cards"][key]["when"].items()
        if question != "category"
    }
    if "answers.minor_involved" in when:
        when |= settings()["also_a_minor"]
    return when
