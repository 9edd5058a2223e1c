"""A place in a report that holds the reporter's own telephone, e-mail or account."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class OwnSpan:
    """Characters `start` to `end` of the text, of `urls[index]`, or of `identifiers[field][index]`."""

    where: Literal["text", "urls", "identifiers"]
    index: int
    start: int
    end: int
    field: str = ""
