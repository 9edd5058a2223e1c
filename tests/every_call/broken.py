"""Breaks the n-th call that a step makes of AWS, whichever that is, in each of the ways in which a call can fail."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from typing import Any

import botocore.client
from botocore.exceptions import ClientError, ConnectTimeoutError, ReadTimeoutError

_WRITES = frozenset({"TransactWriteItems"})
_NOWHERE = "https://aws.example"


class Kind(Enum):
    """`columns` of the fault matrix, and what AWS does with a write that was sent twice."""

    BEFORE = "the call did nothing and no answer came"
    LOST = "it was done, the answer never came"
    THROTTLED = "it was refused for want of room"
    TWICE = "it was done, and sent again because its answer was lost"
    CRASH = "the process dies right after it"


class Crash(BaseException):
    """The process died: no handler may catch it."""


def _sent_again(call: Any) -> Any:
    """As botocore does it. The double does not know the token of a request that it had: it refuses what it wrote."""
    try:
        return call()
    except ClientError as error:
        error.response["ResponseMetadata"]["RetryAttempts"] = 1
        raise


class Calls:
    """What a step asked for, in order; the `broken_at`-th call fails in the way of `kind`."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.broken_at: int | None = None
        self.kind = Kind.BEFORE

    def kinds(self, number: int) -> list[Kind]:
        """How that call can fail: a reading that was lost is a reading that did nothing."""
        return list(Kind) if self.asked[number] in _WRITES else [Kind.BEFORE, Kind.THROTTLED]

    def begin(self, broken_at: int | None = None, kind: Kind = Kind.BEFORE) -> None:
        self.asked, self.broken_at, self.kind = [], broken_at, kind

    def made(self, operation: str, call: Any) -> Any:
        number = len(self.asked)
        self.asked.append(operation)
        if number != self.broken_at:
            return call()
        if self.kind is Kind.BEFORE:
            raise ConnectTimeoutError(endpoint_url=_NOWHERE)
        if self.kind is Kind.THROTTLED:
            refusal = {"Error": {"Code": "ProvisionedThroughputExceededException", "Message": "too much"}}
            raise ClientError(refusal, operation)
        answer = call()
        if self.kind is Kind.LOST:
            raise ReadTimeoutError(endpoint_url=_NOWHERE)
        if self.kind is Kind.CRASH:
            raise Crash
        return _sent_again(call) if self.kind is Kind.TWICE else answer


@contextmanager
def watched() -> Iterator[Calls]:
    """Every call of every client goes through these."""
    calls, original = Calls(), botocore.client.BaseClient._make_api_call

    def call(client: Any, operation: str, arguments: dict[str, Any]) -> Any:
        if operation == "DescribeTable":
            return original(client, operation, arguments)
        return calls.made(operation, lambda: original(client, operation, arguments))

    botocore.client.BaseClient._make_api_call = call
    try:
        yield calls
    finally:
        botocore.client.BaseClient._make_api_call = original
