"""The form of a kind, ready to draw: sections, fields, what was typed, what is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .posted import date_parts
from .questions import field_of, value_of

Values = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Field:
    """One question on the page. `condition` is the class that hides it, empty when it is always asked."""

    question: str
    name: str
    type: str
    label: str
    help: str
    why: str
    options: Sequence[tuple[str, str]]
    many: bool
    longest: int
    required: bool
    condition: str
    holds: bool
    values: Sequence[str] = ()
    errors: Sequence[str] = ()
    currency: str = ""

    @property
    def id(self) -> str:
        """Id of the group on the page; the first input is `<id>-1`."""
        return f"q-{self.question}"

    @property
    def parts(self) -> Mapping[str, str]:
        """Year, month and day of a date as typed."""
        return date_parts(self.values[0] if self.values else "")


@dataclass(frozen=True)
class Section:
    """A heading of the form and its questions."""

    key: str
    fields: Sequence[Field] = field(default_factory=tuple)


def sections(form: Mapping[str, Any], kind: str, values: Values, errors: Mapping[str, Sequence[str]]) -> list[Section]:
    """The form of `kind` filled with `values` (field name -> values) and `errors` (field name -> sentences).

    `form`: the tree of one language as the site builder resolves it.
    """
    return [
        Section(key, [_field(form, entry, values, errors) for entry in entries])
        for key, entries in form["forms"][kind].items()
    ]


def _field(
    form: Mapping[str, Any], entry: Mapping[str, Any], values: Values, errors: Mapping[str, Sequence[str]]
) -> Field:
    name = entry["q"]
    question = form["questions"][name]
    where = field_of(name)
    options = question.get("options", {})
    if isinstance(options, str):
        options = form["options"][options]
    return Field(
        question=name,
        name=where,
        type=question["type"],
        label=entry.get("label", question["label"]),
        help=entry.get("help", question.get("help", "")),
        why=question.get("why", ""),
        options=[(value_of(name, option), text) for option, text in options.items()],
        many=question.get("many", False),
        longest=question.get("max", 0),
        required=entry.get("required", False),
        # A question that something is wrong with is never hidden.
        condition="" if where in errors else entry.get("condition", ""),
        holds=_holds(entry.get("when", {}), values),
        values=values.get(where, ()),
        errors=errors.get(where, ()),
        currency=next(iter(values.get(f"{where}.currency", ())), ""),
    )


def _holds(when: Mapping[str, Sequence[str]], values: Values) -> bool:
    """Whether every condition (field name -> accepted values) holds; the builder already joined those of parents."""
    return all(set(accepted) & set(values.get(name, ())) for name, accepted in when.items())


def names(found: Sequence[Section]) -> set[str]:
    """Every field name that these sections draw."""
    return {each.name for each in every(found)} | {f"{each.name}.currency" for each in every(found)}


def every(found: Sequence[Section]) -> Iterator[Field]:
    """The fields of all sections in the order of the page."""
    for section in found:
        yield from section.fields
