"""A report with what its reporter added later: additions complete it and never replace what was said before."""

from collections.abc import Iterable, Mapping
from typing import Any

_GROUPS = ("answers", "locations", "victim", "suspect")


def with_added_facts(report: Mapping[str, Any], additions: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """`additions` oldest first, members as the API takes them; lists grow, empty members are filled."""
    whole = dict(report)
    for added in additions:
        for group in _GROUPS:
            if group in added:
                whole[group] = {**added[group], **(whole.get(group) or {})}
        whole["urls"] = _joined(whole.get("urls"), added.get("urls"))
        identifiers = dict(whole.get("identifiers") or {})
        for name, values in (added.get("identifiers") or {}).items():
            identifiers[name] = _joined(identifiers.get(name), values)
        whole["identifiers"] = identifiers
        whole.setdefault("occurred", added.get("occurred"))
    return {name: value for name, value in whole.items() if value not in (None, [], {})}


def _joined(first: Any, more: Any) -> list[Any]:
    return list(dict.fromkeys([*(first or []), *(more or [])]))
