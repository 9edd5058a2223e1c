"""Reads `portal_answers.yaml`: the shapes of the portal's answers as JSON Schema, and which operation answers which."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).with_name("portal_answers.yaml")
COMPONENTS = "#/components/schemas/"
ID: dict[str, Any] = {"type": "string", "pattern": "^[0-7][0-9A-HJKMNP-TV-Z]{25}$"}
AT: dict[str, Any] = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$"}
_PRIMITIVES: Mapping[str, dict[str, Any]] = {
    "text": {"type": "string"},
    "number": {"type": "integer"},
    "truth": {"type": "boolean"},
    "any": {},
    "id": ID,
    "at": AT,
    "day": {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
}


@cache
def _document() -> Mapping[str, Mapping[str, str]]:
    document: Mapping[str, Mapping[str, str]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return document


def shapes() -> dict[str, dict[str, Any]]:
    """Every named shape as a component of the API description."""
    words, objects = _document()["Words"], _document()["Objects"]
    return {**{name: _shape(listed) for name, listed in words.items()}, **{name: _object(name) for name in objects}}


def operations() -> Iterable[str]:
    """`METHOD path` of every operation whose answer is described."""
    return _document()["Operations"].keys()


def answer_of(method: str, path: str) -> tuple[str, dict[str, Any]] | None:
    """Status and schema of an operation that answers JSON."""
    written = _document()["Operations"].get(f"{method} {path}")
    if written is None:
        return None
    status, _, rest = written.partition(" ")
    return (status, _shape(rest)) if status.isdecimal() else ("200", _shape(written))


def _shape(written: str) -> dict[str, Any]:
    if written.startswith("page of "):
        items = {"type": "array", "maxItems": 100, "items": _shape(written.removeprefix("page of "))}
        return _of({"count": _shape("number"), "cursor": _shape("text?"), "items": items})
    choices = written.split(" | ")
    if len(choices) > 1:
        objects = [one for one in choices if one in _document()["Objects"]]
        return {"anyOf": [_shape(one) for one in objects]} if objects else {"enum": choices}
    if written.endswith("?"):
        return {"anyOf": [_shape(written[:-1]), {"type": "null"}]}
    if written.endswith("[]"):
        return {"type": "array", "items": _shape(written[:-2])}
    if written.endswith("{}"):
        return {"type": "object", "additionalProperties": _shape(written[:-2])}
    return _PRIMITIVES[written] if written in _PRIMITIVES else {"$ref": COMPONENTS + written}


def _object(name: str) -> dict[str, Any]:
    members = dict(_members(name))
    others = members.pop("...", None)
    properties = {member.removesuffix("~"): _shape(written) for member, written in members.items()}
    made = _of(properties, required=[member for member in members if not member.endswith("~")])
    return made if others is None else {**made, "additionalProperties": _shape(others)}


def _members(name: str) -> Iterator[tuple[str, str]]:
    for member in _document()["Objects"][name].split(", "):
        if member.startswith("+"):
            yield from _members(member[1:])
        else:
            called, _, written = member.partition(" ")
            yield called, written


def _of(properties: dict[str, dict[str, Any]], required: Iterable[str] | None = None) -> dict[str, Any]:
    asked = sorted(properties if required is None else required)
    return {"type": "object", "required": asked, "properties": properties}
