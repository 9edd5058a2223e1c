"""Where each question of the form goes: one name for each field (api.md, "One place for each question")."""

from __future__ import annotations

from collections.abc import Mapping

from chalicelib.domain.intake.members import MEMBER_OF_QUESTION

#: Option of the tree -> value of the member, where the two differ.
VALUE_OF_OPTION: Mapping[str, Mapping[str, str]] = {
    "reporter_minor": {"yes": "minor", "no": "adult"},
    "victim_moroccan": {"yes": "MA", "no": "foreign"},
    "suspect_minor": {"yes": "minor", "no": "adult"},
}

#: Fields that a report may carry beside its questions; kept when a form is shown again.
OTHER_FIELDS = frozenset(
    {"lang", "citizen_choice", "form.version", "form.kind", "identity.address", "locations.province"}
)


def field_of(question: str) -> str:
    """Dotted name of the form field that carries the answer to `question`."""
    return MEMBER_OF_QUESTION.get(question, f"answers.{question}")


def value_of(question: str, option: str) -> str:
    """Value that the field of `question` takes when `option` is chosen."""
    return VALUE_OF_OPTION.get(question, {}).get(option, option)


def field_at(pointer: str) -> str:
    """Dotted field name of a JSON pointer of an error: `/identifiers/phones/1` -> `identifiers.phones`."""
    steps = [step for step in pointer.split("/") if step and not step.isdigit()]
    if steps[:1] == ["answers"]:
        steps = steps[:2]
    return ".".join(steps)
