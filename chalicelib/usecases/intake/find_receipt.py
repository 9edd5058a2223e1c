"""From a typed code to its receipt: every live secret is tried, known or not, so that both take the same time."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from chalicelib.domain.intake.receipt_code import CODE_CHARACTERS, ReceiptKeys, normal_code
from chalicelib.usecases.errors import NotFound
from chalicelib.usecases.intake.errors import InvalidMembers

Found = TypeVar("Found")


def found_receipt(typed: str, keys: ReceiptKeys, read: Callable[[str], Found | None]) -> Found:
    """What `read` gives for the partition of a code. Raises NotFound, the same for every code that is none of ours."""
    code = normal_code(typed)
    # A code of a wrong form is looked for too, under a name that no receipt has: one answer, in one time.
    results = [read(partition) for partition in keys.partitions(code or "?" * CODE_CHARACTERS)]
    found = next((result for result in results if result is not None), None)
    if code is None or found is None:
        raise NotFound
    return found


def typed_code(payload: Mapping[str, Any]) -> str:
    """The receipt of a request, before anything else of it is looked at. Raises InvalidMembers."""
    if "receipt" not in payload:
        raise InvalidMembers([("/receipt", "required")])
    if not isinstance(payload["receipt"], str):
        raise InvalidMembers([("/receipt", "type")])
    return payload["receipt"]
