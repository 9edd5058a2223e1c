"""What the holder of a receipt does later on its page: the fields of an identity, and why a post was refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from . import errors as problems
from .form import Field, Values, every, sections
from .questions import field_at

_IDENTITY = ("identity", "full_name", "own_phone", "own_email", "national_id", "safe_contact", "safe_hours")
#: Last part of the path -> id and label of its one input that is no question of the tree.
_INPUTS = {
    "messages": ("q-text-1", "Write to the service"),
    "contest": ("q-contest-1", "Why should it be looked at again?"),
    "contact-code": ("q-code-1", "The code they gave you"),
}


def identity_fields(
    form: Mapping[str, Any], texts: Mapping[str, str], mode: str, values: Values, errors: Mapping[str, Sequence[str]]
) -> list[Field]:
    """The fields of `POST /receipts/identity`. Never from a name back to none: that choice is not offered.

    `mode`: the one of the receipt, chosen beforehand unless it is anonymous.
    """
    entries = [{"q": question} for question in _IDENTITY]
    choice, *others = every(sections({**form, "forms": {"later": {"you": entries}}}, "later", values, errors))
    asked = replace(
        choice,
        name="mode",
        label=texts["How should your name be kept?"],
        help="",
        options=[(value, text) for value, text in choice.options if value != "anonymous"],
        required=True,
        values=values.get("mode", [mode]),
        errors=errors.get("mode", ()),
    )
    return [asked, *others]


def on_fields(errors: problems.Errors) -> list[Mapping[str, str]]:
    """An identity that says nothing is told at its first field, since no field is called `identity`."""
    return [{**each, "pointer": "/identity/full_name"} if each["pointer"] == "/identity" else each for each in errors]


def free_errors(errors: problems.Errors, posted_to: str, texts: Mapping[str, str]) -> dict[str, str]:
    """Last part of the path -> the sentence beside its free input."""
    found = {}
    for each in errors:
        name = field_at(each["pointer"])
        place = {"text": posted_to if posted_to == "contest" else "messages", "code": "contact-code"}.get(name)
        if place:
            found[place] = texts.get(f"error {each['slug']}", texts["error other"])
    return found


def listed(
    errors: problems.Errors,
    free: Mapping[str, str],
    fields: Sequence[Field],
    posted_to: str,
    values: Values,
    texts: Mapping[str, str],
) -> list[dict[str, str]]:
    """The list above the page of a receipt after a refused post: `to`, `label`, `text`."""
    if free:
        return [{"to": _INPUTS[each][0], "label": texts[_INPUTS[each][1]], "text": free[each]} for each in free]
    told = on_fields(errors)
    if problems.beside(told, "", fields, texts):
        return problems.summary(told, "", fields, texts)
    if not errors and posted_to == "contact-code":
        return [{"to": "", "label": "", "text": texts["error many-tries"]}]
    return problems.refused_addition(errors, [each.name for each in fields], values, texts)
