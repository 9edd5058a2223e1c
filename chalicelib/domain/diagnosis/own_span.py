"""A place in a report that holds the reporter's own telephone, e-mail or account."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class OwnSpan:
    """Characters `start` to `end` of the text, of item `index` of `urls`, or of item `index` of `identifiers[field]`."""

    where: Literal["text", "urls", "identifiers"]
    index: int
    start: int
    end: int
    field: str = ""
