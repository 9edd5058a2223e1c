"""Content keys `platform:kind:id` (diagnostics specification, section 5) and the time that some ids carry."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote, unquote

from chalicelib.domain.diagnosis.web_rules import Platform, TimeInId
from chalicelib.domain.moments import written

MAX_PATH = 2000
NAME_CHARACTERS = "$&+=:@-._~"
_SLASHES = re.compile(r"/{2,}")


@dataclass(frozen=True)
class PlatformLink:
    """A link that a platform's own pattern recognises."""

    canonical: str
    key: str
    phone: str
    unresolved: bool


def match_platform(
    platform: Platform, host: str, path: str, query: tuple[tuple[bytes, bytes], ...]
) -> PlatformLink | None:
    """The first pattern of the platform that matches host, decoded path and query, or None."""
    if len(path) > MAX_PATH:
        return None
    decoded = _SLASHES.sub("/", unquote(path))
    if not decoded.isprintable():
        return None
    values: dict[str, str] = {}
    for raw_name, raw_value in query:
        # A plus sign in front of a telephone number was read as a space.
        values.setdefault(raw_name.decode("utf-8", "replace"), raw_value.decode("utf-8", "replace").strip())
    for pattern in platform.patterns:
        if pattern.hosts and host not in pattern.hosts:
            continue
        found = pattern.path.search(decoded)
        if not found:
            continue
        groups = {name: text for name, text in found.groupdict().items() if text is not None}
        for name, wanted in pattern.query:
            answer = wanted.fullmatch(values[name]) if name in values else None
            if not answer:
                break
            groups |= {key: text for key, text in answer.groupdict().items() if text is not None}
        else:
            groups = {name: text.lower() if name in pattern.lower else text for name, text in groups.items()}
            shown = {name: quote(text, safe=NAME_CHARACTERS) for name, text in groups.items()}
            phone = f"+{groups[pattern.phone]}" if pattern.phone else ""
            return PlatformLink(
                pattern.canonical.format_map(shown), pattern.key.format_map(groups), phone, pattern.unresolved
            )
    return None


def times_in_keys(
    keys: Iterable[str], platforms: Mapping[str, Platform], received_at: datetime | None
) -> list[dict[str, str | None]]:
    """`{key, at, sure}` for each key whose platform writes the moment of publication into its ids.

    `at` is None when it cannot be read: after the report (where its moment is known), or before the platform existed.
    """
    return [found for key in keys if (found := _time_in_key(key, platforms, received_at))]


def _time_in_key(
    key: str, platforms: Mapping[str, Platform], received_at: datetime | None
) -> dict[str, str | None] | None:
    name, kind, identifier = key.split(":", 2)
    rule = platforms[name].time_in_id if name in platforms else None
    if rule is None or f"{name}:{kind}" not in rule.applies_to:
        return None
    number = _number(identifier, rule)
    moment = _moment((number >> rule.shift) * rule.unit_ms + rule.epoch_ms) if number is not None else None
    readable = moment is not None and moment >= rule.since and (received_at is None or moment <= received_at)
    return {"key": key, "at": written(moment) if moment and readable else None, "sure": rule.sure}


def _moment(milliseconds: int) -> datetime | None:
    try:
        return datetime.fromtimestamp(milliseconds // 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _number(identifier: str, rule: TimeInId) -> int | None:
    if identifier.isascii() and identifier.isdigit():
        return int(identifier)
    if not rule.alphabet or not all(character in rule.alphabet for character in identifier):
        return None
    number = 0
    for character in identifier:
        number = number * len(rule.alphabet) + rule.alphabet.index(character)
    return number
