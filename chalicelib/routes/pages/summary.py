"""What the review says back: one line for each question that was answered or must still be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .form import Field, Section

_TECHNICAL = frozenset({"url", "account", "phone", "email", "rib", "wallet", "fingerprint", "date"})


@dataclass(frozen=True)
class Line:
    """A question and its answer in words. `to` is the id of the question in the form below."""

    label: str
    values: Sequence[str]
    to: str
    technical: bool
    missing: bool
    read_as: str


@dataclass(frozen=True)
class Said:
    """A heading of the review: what was answered or must be, and what was left empty."""

    key: str
    lines: Sequence[Line]
    empty: Sequence[Line]


def said(sections: Sequence[Section], countries: Sequence[tuple[str, str]], readings: Mapping[str, str]) -> list[Said]:
    """The review of a filled form. A question whose condition does not hold is left out, as the server leaves it out.

    `readings`: field name -> how the service understood what was typed (a place, for example).
    """
    names = dict(countries)
    found = []
    for section in sections:
        asked = [field for field in section.fields if field.holds]
        lines = [_line(field, names, readings) for field in asked if field.values or field.required]
        empty = [_line(field, names, readings) for field in asked if not field.values and not field.required]
        if lines or empty:
            found.append(Said(section.key, lines, empty))
    return found


def _line(field: Field, countries: Mapping[str, str], readings: Mapping[str, str]) -> Line:
    return Line(
        label=field.label,
        values=_words(field, countries),
        to=field.id,
        technical=field.type in _TECHNICAL,
        missing=not field.values,
        read_as=readings.get(field.name, ""),
    )


def _words(field: Field, countries: Mapping[str, str]) -> list[str]:
    if field.type == "choice":
        return [text for value, text in field.options if value in field.values]
    if field.type == "country":
        return [countries.get(value, value) for value in field.values]
    if field.type == "money":
        return [f"{value} {field.currency}".strip() for value in field.values]
    return list(field.values)
