"""The decision tree as data: categories, numbers of kinds, the questions of a kind in order, one language of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import yaml

from .settings import FORMS, settings
from .typography import dressed

CURRENT = 1
Ask = Mapping[str, Any]


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
    return [ask for ask in asks if ask["q"] not in settings()["not_yet"]["questions"]]


def _with_dependents(free: Sequence[Ask], dependent: Sequence[Ask]) -> Iterator[Ask]:
    for ask in free:
        yield ask
        children = [each for each in dependent if list(each["when"])[-1] == ask["q"]]
        yield from _with_dependents(children, dependent)


def in_language(node: Any, language: str) -> Any:
    """The part `node` of the tree with every text replaced by its string in `language`."""
    if isinstance(node, dict):
        if "fr" in node and all(isinstance(value, str) for value in node.values()):
            return dressed(language, node[language])
        return {key: in_language(value, language) for key, value in node.items()}
    if isinstance(node, list):
        return [in_language(value, language) for value in node]
    return node
