"""Refusals and failures that more than one use case knows; those of one feature stand beside it."""

from chalicelib.domain.casework.case import Case


class Unavailable(Exception):
    """A dependency did not answer; nothing may be concluded, the caller repeats with the same key."""

    def __init__(self, retry_after: int = 2) -> None:
        super().__init__()
        self.retry_after = retry_after


class KeyUnavailable(Unavailable):
    """The key service refuses the key: disabled, to be deleted, or not given. `purpose`: sealing, opening, signing."""

    def __init__(self, purpose: str, retry_after: int) -> None:
        super().__init__(retry_after)
        self.purpose = purpose


class OutcomeUnknown(Unavailable):
    """A write was sent and its answer never came: it may be done. Read back before deciding."""


class ConditionFailed(Exception):
    """A transaction wrote nothing, because the named rows were not as expected."""

    def __init__(self, rows: frozenset[str]) -> None:
        super().__init__()
        self.rows = rows


class NotFound(Exception):
    """Missing, another court's or not the caller's: one answer."""


class Forbidden(Exception):
    """In sight, but not the caller's to do."""


class VersionConflict(Exception):
    """Somebody changed the case first; `current` is the case as it is now."""

    def __init__(self, current: Case) -> None:
        super().__init__()
        self.current = current


class NotAllowedNow(Exception):
    """The state of things does not allow the step."""
