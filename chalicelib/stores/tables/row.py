"""What the rows of every table have in common."""

import json
import zlib
from typing import Any, ClassVar

from pynamodb.attributes import Attribute
from pynamodb.constants import BINARY

ROW_VERSION = 1
_PACK_ABOVE_BYTES = 1024
_PLAIN, _DEFLATED = b"j", b"z"


class JsonAttribute(Attribute[Any]):
    """A JSON value as bytes, compressed above 1 KB; the first byte tells which."""

    attr_type = BINARY

    def serialize(self, value: Any) -> bytes:
        raw = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
        return _DEFLATED + zlib.compress(raw, 6) if len(raw) > _PACK_ABOVE_BYTES else _PLAIN + raw

    def deserialize(self, value: bytes) -> Any:
        raw = value[1:]
        return json.loads(zlib.decompress(raw) if value[:1] == _DEFLATED else raw)


class TableMeta:
    """Connection settings of every table: PynamoDB's own defaults wait 15 s and 30 s, which a Lambda cannot."""

    table_name: ClassVar[str] = ""
    region: ClassVar[str | None] = None
    host: ClassVar[str | None] = None
    connect_timeout_seconds = 1
    read_timeout_seconds = 2
    max_retry_attempts = 2
    max_pool_connections = 16
