"""Words that tell an age from a duration."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chalicelib.domain.diagnosis.normal_form import normal_word


@dataclass(frozen=True)
class AgeMarks:
    """Number words with their value, words for years, before an age, before a duration, what lasts; normal forms."""

    numbers: Mapping[str, int]
    years: frozenset[str]
    owners: frozenset[str]
    durations: frozenset[str]
    things: frozenset[str]
    born: frozenset[str]
    ordinals: frozenset[str]
    tens: frozenset[str]
    old: frozenset[str]


def build_age_marks(data: Mapping[str, Any]) -> AgeMarks:
    """Compile the table of ages."""

    def words(name: str) -> frozenset[str]:
        return frozenset(normal_word(word) for word in data[name].split())

    numbers = {normal_word(word): int(age) for age, text in data["numbers"].items() for word in text.split()}
    return AgeMarks(
        numbers,
        years=words("years"),
        owners=words("owners"),
        durations=words("durations"),
        things=words("things"),
        born=words("born"),
        ordinals=words("ordinals"),
        tens=words("tens"),
        old=words("old"),
    )
