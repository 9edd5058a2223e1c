"""Refusals of intake beside those of the domain."""

from collections.abc import Mapping
from typing import Any


class KeyReused(Exception):
    """The idempotency key has carried another payload."""


class UnknownFormVersion(Exception):
    """A form that was never published, or whose drafts are too old."""


class InvalidMembers(Exception):
    """`errors`: (pointer, slug) of each member that is refused."""

    def __init__(self, errors: list[tuple[str, str]]) -> None:
        super().__init__()
        self.errors = errors


class TooManyAdditions(Exception):
    """The receipt has added as much as an hour allows; `retry_after` in seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__()
        self.retry_after = retry_after


class ChallengeNeeded(Exception):
    """Under load: `challenge` is the proof of work to be done first."""

    def __init__(self, challenge: Mapping[str, Any]) -> None:
        super().__init__()
        self.challenge = challenge


class WrongProof(Exception):
    """A proof of work or a ticket that is wrong, too old or spent."""
