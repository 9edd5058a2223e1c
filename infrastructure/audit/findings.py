"""What a verification of the audit found."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Finding:
    """The first bad entry of a chain (`seq`), or an anchor that is not right (`seq` 0)."""

    where: str
    seq: int
    reason: str


@dataclass(frozen=True)
class Newest:
    """The newest anchor that was read: what an auditor notes, to ask for it again later."""

    hour: str
    number: int
    hash: str


@dataclass
class Verified:
    """What was read, and what is wrong with it; `erased`, of one chain: when what it tells of was erased.

    `noted`: hashes of anchors that somebody wrote down, still to be met.
    """

    entries: int = 0
    chains: int = 0
    anchors: int = 0
    newest: Newest | None = None
    noted: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)
    erased: list[str] = field(default_factory=list)


def of_anchor(hour: str, reason: str) -> Finding:
    """A finding about the anchor of an hour."""
    return Finding(f"anchor of {hour}", 0, reason)
