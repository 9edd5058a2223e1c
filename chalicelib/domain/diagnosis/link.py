"""What a link between reports is, and when links join them (diagnostics specification, section 10)."""

from collections.abc import Iterable
from dataclasses import dataclass

STRENGTHS = ("strong", "medium", "weak")
TEXT = "text"
COMMON_SHARE, COMMON_DAYS = 0.005, 90
"""What more of the last 90 days' reports carry joins nothing (shared numbers, a bank's own site)."""


@dataclass(frozen=True)
class Link:
    """A value that two reports may share: what kind it is, how much it weighs, and the sketch of a text."""

    kind: str
    value: str
    strength: str
    sketch: bytes = b""


def makes_group(strengths: Iterable[str]) -> bool:
    """Whether links of these strengths, each of another value, join two reports: one strong or two medium ones."""
    held = list(strengths)
    return "strong" in held or held.count("medium") >= 2
