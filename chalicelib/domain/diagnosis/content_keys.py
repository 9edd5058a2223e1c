"""Content keys `platform:kind:id` (diagnostics specification, section 5) and the time that some ids carry."""

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

from chalicelib.domain.diagnosis.web_rules import Platform, TimeInId

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


def time_in_key(key: str, platforms: dict[str, Platform] | None, now_ms: int) -> tuple[int, str] | None:
    """Milliseconds since 1970 that the id of a content key carries and how sure that is; None when unreadable."""
    name, kind, identifier = (*key.split(":", 2), "", "")[:3]
    rule = platforms[name].time_in_id if platforms and name in platforms else None
    if rule is None or f"{name}:{kind}" not in rule.applies_to:
        return None
    number = _number(identifier, rule)
    moment = (number >> rule.shift) * rule.unit_ms + rule.epoch_ms if number is not None else 0
    earliest = max(rule.epoch_ms, 1262304000000)
    return (moment, rule.confidence) if number is not None and earliest < moment <= now_ms else None


def _number(identifier: str, rule: TimeInId) -> int | None:
    if identifier.isascii() and identifier.isdigit():
        return int(identifier)
    if not rule.alphabet or not all(character in rule.alphabet for character in identifier):
        return None
    number = 0
    for character in identifier:
        number = number * len(rule.alphabet) + rule.alphabet.index(character)
    return number
