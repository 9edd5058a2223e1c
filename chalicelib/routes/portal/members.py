"""Bodies of the portal: every member is listed with what it may be; an unlisted one is refused."""

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any

from chalice.app import Request

from chalicelib.domain.ids import is_id
from chalicelib.domain.intake.visible import is_visible
from chalicelib.domain.jurisdiction.fact_values import ROLES
from chalicelib.domain.jurisdiction.facts import is_country
from chalicelib.routes.decoding import json_object
from chalicelib.routes.problem import FieldError, Problem

Member = Callable[[Any], str | None]
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
SUBJECT = re.compile(r"[A-Za-z0-9_:.-]{1,128}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
LONGEST_VERSION = 10**9
MOST_PLACES, LONGEST_PLACE = 10, 200


def members(
    request: Request, required: Mapping[str, Member], optional: Mapping[str, Member] | None = None
) -> dict[str, Any]:
    """The members of the JSON body; an optional one that is null is absent. Raises Problem, as decoding does."""
    return checked(json_object(request), required, optional or {})


def checked(body: Mapping[str, Any], required: Mapping[str, Member], optional: Mapping[str, Member]) -> dict[str, Any]:
    """The members that are there. Raises Problem `invalid` with every fault at once."""
    known = {**required, **optional}
    given = {name: value for name, value in body.items() if not (value is None and name in optional)}
    faults = [FieldError(_pointer(name), "unknown-member") for name in given if name not in known]
    for name, member in known.items():
        if name in given:
            fault = member(given[name])
            faults += [FieldError(_pointer(name), fault)] if fault else []
        elif name in required:
            faults.append(FieldError(_pointer(name), "required"))
    if faults:
        raise Problem("invalid", faults)
    return given


def text(longest: int, *, lines: bool = True) -> Member:
    """Visible words; `lines` False: on one line, without control characters."""

    def fault(value: Any) -> str | None:
        if not isinstance(value, str):
            return "type"
        if len(value) > longest:
            return "too-long"
        if not is_visible(value):
            return "blank"
        return "format" if not lines and _CONTROL.search(value) else None

    return fault


def choice(allowed: Collection[str]) -> Member:
    """One of a list."""

    def fault(value: Any) -> str | None:
        if not isinstance(value, str):
            return "type"
        return None if value in allowed else "not-in-list"

    return fault


def names(allowed: Collection[str]) -> Member:
    """At least one of a list of words, each once."""

    def fault(value: Any) -> str | None:
        if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
            return "type"
        if not value:
            return "too-short"
        if len(value) > len(allowed) or len(set(value)) < len(value):
            return "too-many"
        return None if set(value) <= set(allowed) else "not-in-list"

    return fault


def flag(value: Any) -> str | None:
    """true or false."""
    return None if isinstance(value, bool) else "type"


def version(value: Any) -> str | None:
    """The version of a case that the caller read."""
    if isinstance(value, bool) or not isinstance(value, int):
        return "type"
    return None if 1 <= value <= LONGEST_VERSION else "format"


def limit(value: Any) -> str | None:
    """How many items an answer may hold."""
    if isinstance(value, bool) or not isinstance(value, int):
        return "type"
    return None if 1 <= value <= 100 else "format"


def case_id(value: Any) -> str | None:
    """An id."""
    if not isinstance(value, str):
        return "type"
    return None if is_id(value) else "format"


def subject(value: Any) -> str | None:
    """A subject of the pool."""
    if not isinstance(value, str):
        return "type"
    return None if SUBJECT.fullmatch(value) else "format"


def day(value: Any) -> str | None:
    """A date, `YYYY-MM-DD`."""
    if not isinstance(value, str):
        return "type"
    try:
        return None if _DATE.fullmatch(value) and date.fromisoformat(value) else "format"
    except ValueError:
        return "format"


def confirmed_places(value: Any) -> str | None:
    """Places that an officer makes facts, or sets aside: `{role, commune | country, said?, aside?}`, at most ten."""
    if not isinstance(value, list):
        return "type"
    if not 1 <= len(value) <= MOST_PLACES:
        return "too-many" if value else "too-short"
    faults = (_place_fault(place) for place in value)
    return next((fault for fault in faults if fault), None)


def _place_fault(place: Any) -> str | None:
    if not isinstance(place, dict):
        return "type"
    if not set(place) <= {"role", "commune", "country", "said", "aside"}:
        return "unknown-member"
    words = text(LONGEST_PLACE, lines=False)
    faults = [words(place[name]) for name in ("commune", "said") if name in place]
    faults += [flag(place["aside"])] if "aside" in place else []
    if "country" in place:
        faults.append(None if isinstance(place["country"], str) and is_country(place["country"]) else "format")
    elif "commune" not in place:
        return "required"
    faults.append(choice(ROLES)(place["role"]) if "role" in place else "required")
    return next((fault for fault in faults if fault), None)


def _pointer(name: str) -> str:
    """RFC 6901. A member's own name is repeated only when it is a plain word: anything else is the body's fault."""
    return f"/{name}" if re.fullmatch(r"[a-z_]{1,40}", name) else ""
