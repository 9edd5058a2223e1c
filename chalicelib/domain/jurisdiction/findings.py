"""What the rules say beside the forums: flags, and the answers that would change the result."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Findings:
    """Collected while the rules run, one report at a time."""

    flags: set[str] = field(default_factory=set)
    missing: set[str] = field(default_factory=set)
