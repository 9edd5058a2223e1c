"""The published forms as the API reads them: which questions a kind asks, when, and what an answer may be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from chalicelib.domain.intake.members import MEMBER_OF_QUESTION

# A draft may arrive late: every version stays accepted so long after the next one took its place (api, compatibility).
ACCEPTED_FOR = timedelta(days=180)


@dataclass(frozen=True)
class Question:
    """`type` as in the tree; `options` of a choice; `many`: a list of answers; `sensitive`: sealed."""

    type: str
    options: tuple[str, ...] = ()
    many: bool = False
    longest: int = 0
    sensitive: bool = False


@dataclass(frozen=True)
class Asked:
    """One question of a kind, asked when every condition (question → accepted answers) holds."""

    question: str
    when: Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Kind:
    """What the form of one kind asks; `urgency` is where its reports start, `upload` how it takes files."""

    urgency: str
    upload: str
    asked: tuple[Asked, ...]


@dataclass(frozen=True)
class Form:
    """One version of the form; `replaced` is the day on which the next one took its place."""

    version: int
    questions: Mapping[str, Question]
    kinds: Mapping[str, Kind]
    replaced: date | None = None

    def answered(self, kind: str) -> dict[str, Question]:
        """The questions of a kind whose answers go to `answers`; the others have a member of their own."""
        return {
            asked.question: self.questions[asked.question]
            for asked in self.kinds[kind].asked
            if asked.question not in MEMBER_OF_QUESTION and self.questions[asked.question].type != "file"
        }


@dataclass(frozen=True)
class Forms:
    """Every version that was ever published, oldest first."""

    versions: tuple[Form, ...]

    @property
    def current(self) -> Form:
        """The form in force."""
        return self.versions[-1]

    def accepted(self, version: int, today: date) -> Form | None:
        """The form of that version, if it was published and its drafts may still arrive."""
        for form in self.versions:
            if form.version == version and (form.replaced is None or today <= form.replaced + ACCEPTED_FOR):
                return form
        return None


def answers_schema(questions: Mapping[str, Question]) -> dict[str, Any]:
    """JSON Schema 2020-12 of `answers`, generated from the questions (api, answers)."""
    return {
        "type": "object",
        "maxProperties": 80,
        "additionalProperties": False,
        "properties": {name: _many(question) for name, question in questions.items()},
    }


def _many(question: Question) -> dict[str, Any]:
    one = _one(question)
    return {"type": "array", "maxItems": 20, "items": one} if question.many else one


def _one(question: Question) -> dict[str, Any]:
    if question.type == "choice":
        return {"type": "string", "enum": list(question.options)}
    if question.type == "date":
        return {"type": "string", "format": "day-or-month"}
    if question.type == "money":
        return {
            "type": "object",
            "required": ["amount", "currency"],
            "additionalProperties": False,
            "properties": {
                "amount": {"type": "integer", "minimum": 0, "maximum": 10**15},
                "currency": {"type": "string", "pattern": "^[A-Z]{3}$"},
            },
        }
    text: dict[str, Any] = {"type": "string", "maxLength": 2000}
    # Long answers may hold what was pasted; one-line answers may not hold control characters.
    return text if question.longest >= 600 else {**text, "format": "one-line"}
