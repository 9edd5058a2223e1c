"""Reasons: every point of a score and every step of urgency, with the words or the fact that gave it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

MAX_EVIDENCE = 120


class Reason(NamedTuple):
    """`evidence` is a verbatim part of the report (a quotation, the value of a field), or nothing where a rule decides.

    `weight` orders the list.
    """

    signal: str
    evidence: str
    effect: str
    weight: int

    def shown(self) -> dict[str, str]:
        """The JSON form."""
        return {"signal": self.signal, "evidence": self.evidence, "effect": self.effect}


@dataclass(frozen=True)
class Quotation:
    """Places in the searched text, and how to quote them from the original with card numbers masked."""

    quote: Callable[[int, int], str]

    def __call__(self, start: int, end: int) -> str:
        return self.quote(start, end)[:MAX_EVIDENCE]


def ordered(reasons: list[Reason]) -> list[dict[str, str]]:
    """Heaviest first; equal weights by signal and evidence, so that the order never changes."""
    return [
        reason.shown() for reason in sorted(set(reasons), key=lambda r: (-r.weight, r.signal, r.evidence, r.effect))
    ]
