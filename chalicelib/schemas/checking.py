"""Checks a request's members against its schema and names what is wrong by pointer and slug (api, errors)."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from chalicelib.domain.intake.forms import Question, answers_schema
from chalicelib.schemas.formats import FORMATS

_HERE = Path(__file__).parent
MAX_ERRORS = 50

_SLUGS = {
    "type": "type",
    "pattern": "format",
    "maxLength": "too-long",
    "minLength": "too-short",
    "maxItems": "too-many",
    "maxProperties": "too-many",
    "minItems": "too-short",
    "minProperties": "required",
    "enum": "not-in-list",
    "const": "not-in-list",
    "minimum": "format",
    "maximum": "format",
}
_FORMAT_SLUGS = {"visible": "blank", "sealable": "too-long"}

Found = tuple[str, str]


@cache
def schema(name: str) -> dict[str, Any]:
    """A schema of this folder, as it is written."""
    loaded: dict[str, Any] = json.loads((_HERE / f"{name}.json").read_bytes())
    return loaded


def without_absent(value: Any) -> Any:
    """The same members without those that are null: an optional member that is null is absent (api, input)."""
    if isinstance(value, Mapping):
        return {name: without_absent(part) for name, part in value.items() if part is not None}
    return value


def errors_in(name: str, members: Mapping[str, Any]) -> list[Found]:
    """(pointer, slug) of everything that the schema `name` refuses; at most 50."""
    return _errors(_validator(name), members, "", "unknown-member")


def errors_in_answers(answers: Mapping[str, Any], questions: Mapping[str, Question]) -> list[Found]:
    """The same for `answers`, against the schema generated from the questions of the form shown."""
    return _errors(_built(answers_schema(questions)), answers, "/answers", "unknown-question")


@cache
def _validator(name: str) -> Any:
    return _built(schema(name))


def _built(document: Mapping[str, Any]) -> Any:
    # Imported at the first report: a cold start that only follows a receipt need not pay for it.
    from jsonschema import Draft202012Validator, FormatChecker
    from referencing import Registry, Resource

    checker = FormatChecker(formats=())
    for name, check in FORMATS.items():
        checker.checkers[name] = (lambda value, check=check: not isinstance(value, str) or check(value), ())
    report = Resource.from_contents(schema("report"))
    return Draft202012Validator(
        document, format_checker=checker, registry=Registry().with_resource("urn:e-blagh:schema:report", report)
    )


def _errors(validator: Any, value: Any, prefix: str, unknown: str) -> list[Found]:
    found: dict[Found, None] = {}
    for error in validator.iter_errors(value):
        for pointer, slug in _told(error, prefix, unknown):
            found.setdefault((pointer, slug))
        if len(found) >= MAX_ERRORS:
            break
    return sorted(found)[:MAX_ERRORS]


def _told(error: Any, prefix: str, unknown: str) -> Iterator[Found]:
    at = prefix + "".join(f"/{_escaped(step)}" for step in error.absolute_path)
    if error.validator == "required":
        yield from (
            (f"{at}/{_escaped(name)}", "required") for name in error.validator_value if name not in error.instance
        )
    elif error.validator == "dependentRequired":
        yield f"{at}/form", "required"
    elif error.validator == "additionalProperties":
        known = error.schema.get("properties", {})
        names = [name for name in error.instance if name not in known]
        # An unknown member's name came with the request: it is told by its place only when it is a plain word.
        slug = unknown if not error.absolute_path else "unknown-member"
        yield from ((f"{at}/{_escaped(name)}" if _plain(name) else at or "/", slug) for name in names[:MAX_ERRORS])
    elif error.validator == "format":
        yield at, _FORMAT_SLUGS.get(error.validator_value, "format")
    else:
        yield at, _SLUGS.get(error.validator, "format")


def _plain(name: str) -> bool:
    return len(name) <= 40 and name.isascii() and name.replace("_", "").isalnum()


def _escaped(step: object) -> str:
    return str(step).replace("~", "~0").replace("/", "~1")
