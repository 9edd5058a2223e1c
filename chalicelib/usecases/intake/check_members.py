"""Members against their schema, answers against the form that was shown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from chalicelib.domain.intake.forms import Form, Forms, Question
from chalicelib.usecases.intake.errors import InvalidMembers, UnknownFormVersion

Errors = list[tuple[str, str]]


@dataclass(frozen=True)
class FormCheck:
    """The two checks by JSON Schema: of the members by the schema's name, and of the answers to some questions."""

    members: Callable[[str, Mapping[str, Any]], Errors]
    answers: Callable[[Mapping[str, Any], Mapping[str, Question]], Errors]


def accepted_form(name: str, payload: Mapping[str, Any], forms: Forms, check: FormCheck, today: date) -> Form | None:
    """The form that the answers belong to, None without one. Raises InvalidMembers or UnknownFormVersion."""
    errors = check.members(name, payload)
    if errors:
        raise InvalidMembers(errors)
    if "form" not in payload:
        return None
    shown = payload["form"]
    form = forms.accepted(shown["version"], today)
    if form is None:
        raise UnknownFormVersion
    if shown["kind"] not in form.kinds:
        raise InvalidMembers([("/form/kind", "not-in-list")])
    errors = check.answers(payload.get("answers", {}), form.answered(shown["kind"]))
    if errors:
        raise InvalidMembers(errors)
    return form
