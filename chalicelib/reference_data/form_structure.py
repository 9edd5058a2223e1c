"""Loads the compiled forms of every published version: once a process."""

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from chalicelib.domain.intake.forms import Asked, Form, Forms, Kind, Question

_HERE = Path(__file__).parent / "forms"


@cache
def load_forms() -> Forms:
    """Every version of `forms/published.json`, oldest first."""
    listed = json.loads((_HERE / "published.json").read_bytes())
    replaced = [date.fromisoformat(later["published"]) for later in listed[1:]]
    return Forms(
        tuple(
            _form(json.loads((_HERE / f"{each['version']}.json").read_bytes()), day)
            for each, day in zip(listed, [*replaced, None], strict=True)
        )
    )


def _form(compiled: Mapping[str, Any], replaced: date | None) -> Form:
    return Form(
        version=compiled["version"],
        questions={name: _question(question) for name, question in compiled["questions"].items()},
        kinds={code: _kind(kind) for code, kind in compiled["kinds"].items()},
        replaced=replaced,
    )


def _question(question: Mapping[str, Any]) -> Question:
    return Question(
        type=question["type"],
        options=tuple(question.get("options", ())),
        many=question.get("many", False),
        longest=question.get("max", 0),
        sensitive=question.get("sensitive", False),
    )


def _kind(kind: Mapping[str, Any]) -> Kind:
    asked = tuple(Asked(each["q"], each.get("when", {})) for each in kind["ask"])
    return Kind(kind["urgency"], kind["upload"], asked)
