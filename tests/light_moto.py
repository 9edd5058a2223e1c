"""Makes moto write the answers of DynamoDB at a third of the cost: most of the time of tests with tables went there.

moto asks each value for every member and alias that its shape might have; a value of DynamoDB says itself which one it
has. What is written is the same, byte for byte.
"""

from typing import Any

from botocore.model import StructureShape
from moto.core.serialize import BaseJSONSerializer

_write_structure = BaseJSONSerializer._serialize_type_structure


def _write_known_members(
    self: BaseJSONSerializer, serialized: dict[str, Any], value: Any, shape: StructureShape, key: str
) -> None:
    if shape.name != "AttributeValue" or type(value) is not dict or not shape.members.keys() >= value.keys():
        _write_structure(self, serialized, value, shape, key)
        return
    written: dict[str, Any] = {}
    for member, held in value.items():
        if held is not None:
            self._serialize(written, held, shape.members[member], member)
    serialized[key] = written


def lighten() -> None:
    """Once a process, before the first table."""
    BaseJSONSerializer._serialize_type_structure = _write_known_members  # type: ignore[method-assign,assignment]
