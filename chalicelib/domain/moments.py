"""Instants as they are stored and shown: `2026-11-24T21:21:47Z`, UTC, whole seconds."""

from datetime import UTC, datetime

_FORMAT = "%Y-%m-%dT%H:%M:%SZ"


def written(moment: datetime) -> str:
    """Write an aware instant in UTC, cut to the second."""
    return moment.astimezone(UTC).strftime(_FORMAT)


def read(text: str) -> datetime:
    """Read what `written` wrote. Raises ValueError on any other form."""
    return datetime.strptime(text, _FORMAT).replace(tzinfo=UTC)


def to_minute(text: str) -> str:
    """Cut a written instant to its minute: officers see a reporter's times no finer."""
    return text[:17] + "00Z"
