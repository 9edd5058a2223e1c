"""Judges one answer, and a series of them, by the `expect` of a step. A judgement is a list of faults in words."""

import csv
import io
import json
import re
import statistics
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from jsonschema import Draft202012Validator

from infrastructure.abuse.exchange import Answer
from infrastructure.abuse.values import Values

_STEP = re.compile(r"\.([A-Za-z_][A-Za-z0-9_]*)|\[(\d+|\*)\]")
_TYPES: Mapping[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}


def found(document: Any, path: str) -> list[Any]:
    """The values that a path `$.a.b[0].c` names in a document; `[*]` names all items. Empty when absent."""
    current = [document]
    for member, index in _STEP.findall(path):
        following: list[Any] = []
        for value in current:
            if member:
                if isinstance(value, dict) and member in value:
                    following.append(value[member])
            elif isinstance(value, list):
                if index == "*":
                    following.extend(value)
                elif int(index) < len(value):
                    following.append(value[int(index)])
        current = following
    return current


def matches_status(status: int, wanted: Sequence[Any]) -> bool:
    """Whether a status is listed; one of 500 or more only as a number, never as a class."""
    if status in wanted:
        return True
    return status < 500 and f"{status // 100}xx" in wanted


def faults(answer: Answer, expect: Mapping[str, Any], values: Values, schemas: Mapping[str, Any]) -> list[str]:
    """Everything in which one answer is not as expected."""
    wanted = [values.fill(status) for status in expect["status"]]
    if not matches_status(answer.status, wanted):
        return [f"status {answer.status}, expected {wanted}"]
    judged = list(_inner(answer, expect, values))
    if "json_schema" in expect:
        schema = expect["json_schema"]
        judged += _schema_faults(answer, schemas[schema] if isinstance(schema, str) else values.fill(schema))
    inner = expect.get("if_status", {}).get(str(answer.status))
    if inner:
        judged += _inner(answer, inner, values)
    return judged


def _schema_faults(answer: Answer, schema: Any) -> list[str]:
    try:
        document = answer.json()
    except ValueError:
        return ["the body is not JSON"]
    return [
        f"schema: {error.json_path} {error.validator}" for error in Draft202012Validator(schema).iter_errors(document)
    ]


def _inner(answer: Answer, expect: Mapping[str, Any], values: Values) -> Iterator[str]:
    for name, pattern in expect.get("headers", {}).items():
        value = answer.header(name)
        if pattern is None:
            if value is not None:
                yield f"header {name} is present"
        elif value is None or not re.search(values.text(pattern), value, re.IGNORECASE):
            yield f"header {name} is {value!r}, expected {pattern!r}"
    for text in expect.get("body_contains", []):
        if values.text(text) not in answer.text:
            yield f"the body lacks {values.text(text)!r}"
    for text in expect.get("body_not_contains", []):
        if values.text(text) in answer.text:
            yield f"the body holds {values.text(text)!r}"
    for pattern in expect.get("body_not_matches", []):
        if re.search(values.text(pattern), answer.text):
            yield f"the body matches {pattern!r}"
    for pattern in expect.get("csv_cells_not_match", []):
        rows = csv.reader(io.StringIO(answer.text.removeprefix("\ufeff")))
        if any(re.search(values.text(pattern), cell) for row in rows for cell in row):
            yield f"a cell matches {pattern!r}"
    if expect.get("json"):
        try:
            document = answer.json()
        except ValueError:
            yield "the body is not JSON"
            return
        for path, test in expect["json"].items():
            yield from _path_faults(document, path, values.fill(test))


def _path_faults(document: Any, path: str, test: Mapping[str, Any]) -> Iterator[str]:
    hits = found(document, path)
    every = "[*]" in path
    for name, wanted in test.items():
        if name == "present":
            holds = bool(hits)
        elif name == "absent":
            holds = not hits
        elif name in ("count", "min_count", "max_count"):
            listed = hits if every else hits[0] if hits and isinstance(hits[0], list) else None
            size = len(listed) if listed is not None else -1
            holds = {"count": size == wanted, "min_count": size >= wanted, "max_count": 0 <= size <= wanted}[name]
        elif not hits and not every:
            holds = name == "in" and None in wanted
        else:
            holds = all(_holds(name, wanted, value) for value in hits)
        if not holds:
            yield f"{path} is {hits[:3]!r}: {name} {wanted!r} does not hold"


def _holds(name: str, wanted: Any, value: Any) -> bool:
    if name == "equals":
        return bool(value == wanted) and isinstance(value, bool) == isinstance(wanted, bool)
    if name == "in":
        return value in wanted
    if name == "matches":
        return isinstance(value, str) and re.search(wanted, value) is not None
    if name == "type":
        return isinstance(value, _TYPES[wanted]) and (wanted == "boolean" or not isinstance(value, bool))
    if name == "not_contains":
        return wanted not in value if isinstance(value, (list, str, dict)) else True
    raise ValueError(f"unknown test {name}")


def series_faults(answers: Sequence[Answer], expect: Mapping[str, Any], values: Values) -> list[str]:
    """Faults of a repeated step as a whole: how many of a status, how many different values."""
    judged = []
    for status, most in expect.get("at_most", {}).items():
        count = sum(answer.status == int(status) for answer in answers)
        if count > most:
            judged.append(f"{count} answers {status}, at most {most} allowed")
    for status, least in expect.get("at_least", {}).items():
        count = sum(matches_status(answer.status, [int(status) if status.isdigit() else status]) for answer in answers)
        if count < least:
            judged.append(f"{count} answers {status}, at least {least} needed")
    if "distinct" in expect:
        seen: set[str] = set()
        for answer in answers:
            if 200 <= answer.status < 300:
                try:
                    seen.update(repr(value) for value in found(answer.json(), expect["distinct"]["path"]))
                except ValueError:
                    judged.append("a success is not JSON")
        if len(seen) != expect["distinct"]["count"]:
            judged.append(f"{len(seen)} different values, expected {expect['distinct']['count']}")
    return judged


def same_faults(answer: Answer, other: Answer, rule: Mapping[str, Any], values: Values) -> list[str]:
    """Whether two answers are one to the eye: status, media type, body after masking."""
    if answer.status != other.status:
        return [f"status {answer.status}, the other step's {other.status}"]
    if _media_type(answer) != _media_type(other):
        return ["another media type than the other step's"]
    masks = [values.text(text) for text in rule.get("mask", [])]
    if _comparable(answer, masks, rule) != _comparable(other, masks, rule):
        return ["another body than the other step's"]
    return []


def _media_type(answer: Answer) -> str:
    return (answer.header("Content-Type") or "").split(";")[0].strip().lower()


def _comparable(answer: Answer, masks: Sequence[str], rule: Mapping[str, Any]) -> Any:
    text = answer.text
    for mask in masks:
        text = text.replace(mask, "…")
    try:
        document = json.loads(text)
    except ValueError:
        return text
    if isinstance(document, dict):
        return {name: value for name, value in document.items() if name not in rule.get("ignore", [])}
    return document


def timing_faults(mine: Sequence[Answer], other: Sequence[Answer], rule: Mapping[str, Any]) -> list[str]:
    """Whether two steps take alike: max of the medians ≤ factor × min + floor."""
    medians = sorted(statistics.median(answer.seconds for answer in answers) for answers in (mine, other))
    if medians[1] > rule["factor"] * medians[0] + rule["floor_seconds"]:
        return [f"medians {medians[0]:.3f} s and {medians[1]:.3f} s are not alike"]
    return []
