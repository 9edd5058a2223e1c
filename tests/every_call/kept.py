"""What the tables hold, read by nothing that writes it; and a way back to what they held before."""

import base64
import copy
import json
import re
import zlib
from collections import Counter
from collections.abc import Mapping
from typing import Any

from moto.backends import get_backend

from chalicelib.domain.audit.chain import first_fault
from chalicelib.stores.audit import AuditBook

_ID = re.compile(r"[0-7][0-9A-HJKMNP-TV-Z]{25}|[0-9a-f]{64}")
# Entries that say what somebody looked at, tried or was refused: as many as there were tries.
TRIES = frozenset({"case.read", "case.refused", "access.denied", "unseal.denied", "reporter.denied", "list.read"})
# Where a row is listed, and what follows from a random id or from the place in a chain.
_NOT_SAID = frozenset({"due_sk", "queue_sk", "queue_pk", "open_pk", "month_pk", "digest", "prev", "hash"})
_PLACE_IN_CHAIN = frozenset({"sk", "pk_seq", "hour_pk"})


def _tables() -> Any:
    (regions,) = get_backend("dynamodb").values()
    return regions["eu-west-3"].tables


def saved() -> Any:
    """All tables as they are."""
    return copy.deepcopy(dict(_tables()))


def put_back(tables: Any) -> None:
    """All tables as they were."""
    held = _tables()
    for name in list(held):
        held[name] = copy.deepcopy(tables[name])


def kept() -> Counter[str]:
    """Everything that is kept, row by row, each id as `<id>`; of the chains the deeds, without tries and refusals.

    Fails where a chain does not hold.
    """
    rows: list[str] = []
    chains: set[str] = set()
    for name, table in _tables().items():
        for item in table.all_items():
            told = {key: _plain(value) for key, value in item.to_json()["Attributes"].items()}
            if name == "audit":
                chains.add(told["pk"])
                if told["action"] in TRIES:
                    continue
            unsaid = _NOT_SAID | _PLACE_IN_CHAIN if name == "audit" else _NOT_SAID
            said = {key: value for key, value in told.items() if key not in unsaid}
            rows.append(_ID.sub("<id>", json.dumps({"table": name, **said}, sort_keys=True)))
    for chain in chains:
        fault = first_fault(AuditBook().read(chain))
        assert fault is None, f"{chain}: {fault}"
    return Counter(rows)


def _plain(value: Mapping[str, Any]) -> Any:
    """A value without its type, unpacked where it was packed."""
    ((kind, inside),) = value.items()
    if kind != "B":
        return inside
    raw = inside if isinstance(inside, bytes) else base64.b64decode(inside)
    try:
        return json.loads(zlib.decompress(raw[1:]) if raw[:1] == b"z" else raw[1:])
    except (ValueError, zlib.error):
        return raw.hex()
