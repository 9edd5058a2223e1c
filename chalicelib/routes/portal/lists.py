"""Lists as the API answers them, and the parameters that every list takes."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from chalice.app import Request, Response

from chalicelib.domain.casework.queue_row import QueueRow
from chalicelib.domain.moments import to_minute
from chalicelib.routes.decoding import query
from chalicelib.routes.problem import Problem
from chalicelib.routes.problems import answered

DEFAULT_LIMIT = 50
_LIMIT = re.compile(r"[1-9][0-9]?|100")
CURSOR = re.compile(r"[A-Za-z0-9_.~=-]{16,2000}")
_WORD = re.compile(r"[A-Za-z0-9_-]{1,64}")


def listed(items: Iterable[Mapping[str, Any]], cursor: str | None) -> Response:
    """200 with the items of this answer and where to go on."""
    found = list(items)
    return answered({"items": found, "count": len(found), "cursor": cursor})


def row(line: QueueRow) -> dict[str, Any]:
    """A line of a list; officers see the reporter's times cut to the minute."""
    return {**vars(line), "created_at": to_minute(line.created_at)}


def page_asked(request: Request) -> tuple[str | None, int]:
    """`cursor` and `limit` of the query. Raises Problem `malformed`."""
    given = query(request, ("cursor", "limit"))
    return cursor_of(given.get("cursor")), _limit(given.get("limit"))


def cursor_of(text: str | None) -> str | None:
    """A cursor that could be one of ours. Raises Problem `malformed`."""
    if text is not None and not CURSOR.fullmatch(text):
        raise Problem("malformed")
    return text


def words(request: Request, names: Iterable[str]) -> dict[str, str]:
    """Filters of the query: option ids, ids of courts. Raises Problem `malformed` for anything that cannot be one."""
    given = query(request, names)
    if not all(_WORD.fullmatch(value) for value in given.values()):
        raise Problem("malformed")
    return given


def _limit(text: str | None) -> int:
    if text is None:
        return DEFAULT_LIMIT
    if not _LIMIT.fullmatch(text):
        raise Problem("malformed")
    return int(text)
