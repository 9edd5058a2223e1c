"""A refusal or failure as the API names it; `problems` turns it into an answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class FieldError:
    """What is wrong with one member: a JSON pointer and a slug of the closed list."""

    pointer: str
    slug: str


class Problem(Exception):
    """`slug` is one of reference_data/texts/problems.json; `extra` are further members of the answer;
    `because` asks for a title of its own, where the slug has one.
    """

    def __init__(
        self,
        slug: str,
        errors: Sequence[FieldError] = (),
        retry_after: int | None = None,
        extra: Mapping[str, Any] | None = None,
        because: str = "",
    ) -> None:
        super().__init__(slug)
        self.slug = slug
        self.errors = tuple(errors)
        self.retry_after = retry_after
        self.extra = dict(extra or {})
        self.because = because
