"""The worked cases, and what it means that a decision agrees with one: field by field, flags as the same set."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any


def _examples(name: str) -> tuple[Mapping[str, Any], ...]:
    return tuple(json.loads((Path(__file__).parent / name).read_text(encoding="utf-8"))["examples"])


EXAMPLES = _examples("examples.json")
SECOND_EXAMPLES = _examples("second_examples.json")
THIRD_EXAMPLES = _examples("third_examples.json")
WORKED_CASES = EXAMPLES + SECOND_EXAMPLES + THIRD_EXAMPLES


def courts(decision: Mapping[str, Any]) -> list[str]:
    return [forum["court_id"] for forum in decision["forums"]]


def disagreements(expected: Mapping[str, Any], decision: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """`{field: (expected, found)}` for every field of a worked case that the decision does not share."""
    forums = decision["forums"]
    ids = courts(decision)
    found = {
        "top_court_id": ids[0] if ids else None,
        "prosecutor": forums[0]["prosecutor"] if forums else None,
        "other_court_ids": sorted(ids[1:]),
        "flags": sorted(decision["flags"]),
        "missing": sorted(decision["missing"]),
        "confidence": decision["confidence"],
    }
    wanted = {field: _plain(expected.get(field, found[field])) for field in found}
    return {field: (wanted[field], found[field]) for field in found if wanted[field] != found[field]}


def _plain(value: Any) -> Any:
    return sorted(value) if isinstance(value, Iterable) and not isinstance(value, str) else value
