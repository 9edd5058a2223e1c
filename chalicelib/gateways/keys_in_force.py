"""Which keys may be used: the list that a function was given, whatever a stored row says."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from aws_lambda_powertools.metrics import MetricUnit, SchemaValidationError
from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.telemetry import metrics
from chalicelib.usecases.errors import KeyUnavailable, Unavailable

RETRY_AFTER_SECONDS = 10
# Answers about the key itself; all else is about the call, the value, or the way there.
_REFUSALS = {
    "AccessDeniedException",
    "DisabledException",
    "KMSInvalidStateException",
    "KeyUnavailableException",
    "NotFoundException",
}


@dataclass(frozen=True)
class KeysInForce:
    """ARNs (or ids) of one kind of key in every generation in force, newest first."""

    keys: Sequence[str]

    @property
    def newest(self) -> str:
        """The key that seals."""
        return self.keys[0]

    def named(self, key_id: str) -> str | None:
        """The key in force that a stored id names, as ARN or as bare id; None for any other."""
        return next((key for key in self.keys if _bare(key) == _bare(key_id)), None)


def key_failure(error: BotoCoreError | ClientError, purpose: str) -> Unavailable:
    """What a failed call of the key service means; a refused key is counted, and the alarm of operations rings."""
    if not refused(error):
        return Unavailable(RETRY_AFTER_SECONDS)
    metrics.add_metric("KeyRefused", MetricUnit.Count, 1)
    # Written at once, for the call fails; and never a reason for another failure.
    with suppress(SchemaValidationError):
        metrics.flush_metrics()
    return KeyUnavailable(purpose, RETRY_AFTER_SECONDS)


def refused(error: BotoCoreError | ClientError) -> bool:
    """Whether the key is disabled, to be deleted, gone, or not given to us."""
    return isinstance(error, ClientError) and error.response["Error"]["Code"] in _REFUSALS


def _bare(key_id: str) -> str:
    return key_id.rpartition("/")[2]
