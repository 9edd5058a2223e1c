"""Holds an answer to the API description: its status, its members, and no member more.

The description tolerates members that a later version adds; here they are faults, for then it is the one that is late.
"""

import json
import re
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from infrastructure.openapi import FILE


def faults(method: str, path: str, status: int, body: Any) -> list[str]:
    """In words, where a JSON answer of an operation is not as described; `path` as asked, without `/api`."""
    operation = _operation(method, path)
    if operation is None:
        return [f"{method} {path} is not described"]
    responses = _document()["paths"][operation][method.lower()]["responses"]
    if str(status) not in responses and status < 400:
        return [f"{method} {operation} answers {status}, described are {', '.join(responses)}"]
    validator = _validator(method, operation, str(status) if str(status) in responses else "default")
    wrong = [_narrowed(error) for error in validator.iter_errors(body)]
    return [f"{method} {operation}: {error.json_path} {error.message[:300]}" for error in wrong]


def success(method: str, path: str) -> int:
    """The one status below 400 that an operation is described with; 200 for what is not described."""
    operation = _operation(method, path)
    responses = _document()["paths"][operation][method.lower()]["responses"] if operation else {}
    return next((int(status) for status in responses if status != "default"), 200)


@cache
def _document() -> dict[str, Any]:
    document: dict[str, Any] = _closed(json.loads(FILE.read_text(encoding="utf-8")))
    # Problems may carry what belongs to one of them (the case as it is now, the rule that refused).
    del document["components"]["schemas"]["Problem"]["additionalProperties"]
    return document


@cache
def _operation(method: str, path: str) -> str | None:
    """The described path; one without parameters wins."""
    for described, methods in sorted(_document()["paths"].items(), key=lambda entry: entry[0].count("{")):
        pattern = re.sub(r"\\{\w+\\}", "[^/]+", re.escape(described))
        if method.lower() in methods and re.fullmatch(pattern, path):
            return str(described)
    return None


@cache
def _validator(method: str, operation: str, status: str) -> Draft202012Validator:
    response = _document()["paths"][operation][method.lower()]["responses"][status]
    if "$ref" in response:
        response = _document()["components"]["responses"][response["$ref"].rpartition("/")[2]]
    schema = next(iter(response["content"].values()))["schema"]
    return Draft202012Validator({"components": _document()["components"], **schema})


def _narrowed(error: ValidationError) -> ValidationError:
    """Of an answer that is none of several shapes: what is wrong beside the nearest."""
    while error.context:
        shapes: dict[Any, list[ValidationError]] = {}
        for inner in error.context:
            shapes.setdefault(inner.schema_path[0], []).append(inner)
        # One that is not even of the type (null, a word) is the furthest.
        error = min(shapes.values(), key=lambda wrong: (wrong[0].validator == "type", len(wrong)))[0]
    return error


def _closed(part: Any) -> Any:
    if isinstance(part, list):
        return [_closed(each) for each in part]
    if not isinstance(part, dict):
        return part
    closed = {name: _closed(value) for name, value in part.items()}
    is_object = part.get("type") == "object" and "properties" in part
    return {"additionalProperties": False, **closed} if is_object else closed
