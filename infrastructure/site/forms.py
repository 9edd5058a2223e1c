"""Walks the decision tree: the questions of each kind in order, under their headings, with their conditions."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import yaml

from chalicelib.routes.pages.questions import field_of, value_of

from .settings import FORMS, settings
from .typography import dressed

CURRENT = 1
Ask = Mapping[str, Any]
When = dict[str, list[str]]


@cache
def tree(version: int = CURRENT) -> Mapping[str, Any]:
    """The decision tree as written, all languages."""
    loaded: Mapping[str, Any] = yaml.safe_load((FORMS / f"{version}.yaml").read_text(encoding="utf-8"))
    return loaded


@cache
def numbers() -> Mapping[str, str]:
    """Kind -> its fixed number in the paths."""
    table: Mapping[str, str] = json.loads((FORMS / "kinds.json").read_text(encoding="utf-8"))
    return {kind: number for number, kind in table.items()}


def category(kind: str) -> Mapping[str, Any]:
    """The category of the tree whose code is `kind`."""
    found: Mapping[str, Any] = next(each for each in tree()["categories"] if each["code"] == kind)
    return found


def ordered(kind: str) -> list[Ask]:
    """The questions of a kind in the order of the page.

    Common ones before; then the required, the urgent, the rest and last the story; then the common ones after. A
    question that depends on another follows it. The short form has its own few questions only.
    """
    found = category(kind)
    if found.get("short_form"):
        return list(found["ask"])
    urgent = set(found["urgency_questions"])

    def rank(ask: Ask) -> int:
        if ask["q"] == "story":
            return 3
        return 0 if ask.get("required") else 1 if ask["q"] in urgent else 2

    own = found["ask"]
    free = sorted((ask for ask in own if "when" not in ask), key=rank)
    common = tree()["common"]
    asks = [*common["before"], *_with_dependents(free, [ask for ask in own if "when" in ask]), *common["after"]]
    return [ask for ask in asks if ask["q"] not in settings()["after_receipt"]]


def _with_dependents(free: Sequence[Ask], dependent: Sequence[Ask]) -> Iterator[Ask]:
    for ask in free:
        yield ask
        children = [each for each in dependent if list(each["when"])[-1] == ask["q"]]
        yield from _with_dependents(children, dependent)


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


def laid_out(kind: str, language: str) -> dict[str, list[dict[str, Any]]]:
    """Heading -> its questions, with the texts of one language that replace the question's own."""
    when = conditions(kind)
    section_of = {question: key for key, names in settings()["section_of"].items() for question in names}
    short = category(kind).get("short_form")
    headings: dict[str, list[dict[str, Any]]] = {key: [] for key in settings()["sections"]}
    for ask in ordered(kind):
        entry: dict[str, Any] = {"q": ask["q"]}
        if ask.get("required"):
            entry["required"] = True
        for part in ("label", "help"):
            if part in ask:
                entry[part] = dressed(language, ask[part][language])
        if when[ask["q"]]:
            entry |= {"when": when[ask["q"]], "condition": condition_class(when[ask["q"]])}
        headings["what" if short else section_of.get(ask["q"], "what")].append(entry)
    return {key: entries for key, entries in headings.items() if entries}


@cache
def _conditions_in_order() -> list[str]:
    kinds = [each["code"] for each in tree()["categories"]]
    found = {json.dumps(when, sort_keys=True) for kind in kinds for when in conditions(kind).values() if when}
    return sorted(found)


def condition_class(when: When) -> str:
    """Class of the questions that are asked only under `when`; the same for every kind that asks the same."""
    return f"w{_conditions_in_order().index(json.dumps(when, sort_keys=True))}"


def condition_sheet() -> str:
    """Style rules that hide each dependent question until its condition holds; needs `:has()`, else all are shown."""
    rules = []
    for index, written in enumerate(_conditions_in_order()):
        for name, values in json.loads(written).items():
            chosen = ",".join(f'[value="{value}"]' for value in values)
            rules.append(f'form:not(:has([name="{name}"]:is({chosen}):checked)) .w{index}')
    return "@supports selector(:has(*)) {\n" + ",\n".join(rules) + " { display: none }\n}\n"


def in_language(node: Any, language: str) -> Any:
    """The part `node` of the tree with every text replaced by its string in `language`."""
    if isinstance(node, dict):
        if "fr" in node and all(isinstance(value, str) for value in node.values()):
            return dressed(language, node[language])
        return {key: in_language(value, language) for key, value in node.items()}
    if isinstance(node, list):
        return [in_language(value, language) for value in node]
    return node
