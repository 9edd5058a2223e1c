"""Short ways to write the facts of a case."""

from collections.abc import Callable
from typing import Any

Decide = Callable[..., dict[str, Any]]


def at(role: str, commune: str | None = None, **more: Any) -> dict[str, Any]:
    """A place in Morocco; no commune = somewhere in Morocco."""
    return {"role": role, "commune": commune, **more}


def abroad(role: str, country: str = "FR") -> dict[str, Any]:
    return {"role": role, "country": country}


def grounds(decision: dict[str, Any], number: int = 0) -> list[dict[str, Any]]:
    """The steps of one forum that rest on a fact."""
    return [step for step in decision["forums"][number]["steps"] if "fact" in step]


def step_of(decision: dict[str, Any], rule: str, number: int = 0) -> dict[str, Any]:
    """The step of one forum that a rule made."""
    return next(step for step in decision["forums"][number]["steps"] if step["rules"][0] == rule)
