"""One place for each question (api): the member of a report that a question of the form fills."""

from collections.abc import Mapping
from typing import Any

# Whatever is not listed goes to `answers.<question id>`.
MEMBER_OF_QUESTION: Mapping[str, str] = {
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

# Where a member speaks another word than the question's option.
_OPTION_OF_VALUE: Mapping[str, Mapping[str, str]] = {
    "reporter_minor": {
        "minor": "yes",
        "under_13": "yes",
        "from_13": "yes",
        "from_16": "yes",
        "adult": "no",
        "60_plus": "no",
    },
    "victim_moroccan": {"MA": "yes", "foreign": "no"},
    "suspect_minor": {"minor": "yes", "adult": "no"},
}


def member(report: Mapping[str, Any], name: str) -> Any:
    """The value at a dotted name, None when absent."""
    value: Any = report
    for step in name.split("."):
        value = value.get(step) if isinstance(value, Mapping) else None
    return value


def answer_to(question: str, report: Mapping[str, Any]) -> Any:
    """What the report says to a question, as an option of the question, wherever it is kept."""
    if question not in MEMBER_OF_QUESTION:
        return member(report, f"answers.{question}")
    value = member(report, MEMBER_OF_QUESTION[question])
    return _OPTION_OF_VALUE.get(question, {}).get(value, value) if isinstance(value, str) else value
