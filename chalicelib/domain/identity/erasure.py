"""What an erasure takes and what it leaves (api, identity/erase): identity and contact go, sealed answers stay."""

from collections.abc import Mapping
from typing import Protocol, TypeVar

ERASED_PURPOSES = frozenset({"identity", "contact"})


class ForAPurpose(Protocol):
    """A sealed value, which may be opened for one purpose alone."""

    @property
    def purpose(self) -> str: ...


Value = TypeVar("Value", bound=ForAPurpose)


def left(fields: Mapping[str, Value]) -> dict[str, Value]:
    """The fields that are no part of who the reporter is, nor of how to reach them."""
    return {name: value for name, value in fields.items() if value.purpose not in ERASED_PURPOSES}
