"""Where each question of the form goes: one name for each field (api.md, "One place for each question")."""

from __future__ import annotations

from collections.abc import Mapping

#: Question of the tree -> dotted name of the field. A question that is not here is `answers.<question>`.
FIELD_OF_QUESTION: Mapping[str, str] = {
    "story": "text",
    "story_short": "text",
    "role": "reporter.role",
    "identity": "reporter.identity",
    "reporter_minor": "reporter.age_band",
    "victim_age": "victim.age_band",
    "victim_moroccan": "victim.nationality",
    "victim_kind": "victim.kind",
    "suspect_name": "suspect.name",
    "suspect_known": "suspect.known",
    "suspect_country": "suspect.country",
    "suspect_minor": "suspect.age_band",
    "link": "urls",
    "account": "identifiers.handles",
    "suspect_phone": "identifiers.phones",
    "suspect_email": "identifiers.emails",
    "rib": "identifiers.rib",
    "wallet": "identifiers.crypto",
    "sender_id": "identifiers.sender_id",
    "fingerprint": "identifiers.hashes",
    "when_started": "occurred",
    "offence_place": "locations.offence_commune",
    "seen_place": "locations.content_received_commune",
    "victim_place": "locations.victim_commune",
    "suspect_place": "locations.suspect_commune",
    "reporter_country": "locations.reporter_country",
    "full_name": "identity.full_name",
    "national_id": "identity.national_id",
    "own_phone": "identity.phone",
    "own_email": "identity.email",
    "safe_contact": "contact.channel",
    "safe_hours": "contact.hours",
}

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
    return FIELD_OF_QUESTION.get(question, f"answers.{question}")


def value_of(question: str, option: str) -> str:
    """Value that the field of `question` takes when `option` is chosen."""
    return VALUE_OF_OPTION.get(question, {}).get(option, option)


def field_at(pointer: str) -> str:
    """Dotted field name of a JSON pointer of an error: `/identifiers/phones/1` -> `identifiers.phones`."""
    steps = [step for step in pointer.split("/") if step and not step.isdigit()]
    if steps[:1] == ["answers"]:
        steps = steps[:2]
    return ".".join(steps)
