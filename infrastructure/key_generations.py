"""The keys that seal, generation by generation: their names in the template, and how a part of it becomes each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

KEYS = {"identity-key": "IdentityKey", "contact-key": "ContactKey"}


def logical_id(name: str, generation: int) -> str:
    """`IdentityKey`, then `IdentityKey2`: the first has no number, so that stacks of before keep their keys."""
    return name if generation == 1 else f"{name}{generation}"


def in_force(name: str, generations: Sequence[int]) -> list[dict[str, Any]]:
    """ARNs of a key in every generation in force, newest first."""
    return [{"Fn::GetAtt": [logical_id(name, number), "Arn"]} for number in sorted(generations, reverse=True)]


def stage_values(generations: Sequence[int]) -> dict[str, Any]:
    """What `!Stage identity_key` (the newest) and `!Stage identity_keys` (all, newest first, by commas) stand for."""
    values: dict[str, Any] = {}
    for resource, name in KEYS.items():
        member = resource.replace("-", "_")
        values[member] = in_force(name, generations)[0]
        values[f"{member}s"] = {"Fn::Join": [",", in_force(name, generations)]}
    return values


def of_each(resources: dict[str, Any], generations: Sequence[int]) -> dict[str, Any]:
    """The resources of `EachGeneration`, once a generation."""
    return {logical_id(name, number): resource for number in generations for name, resource in resources.items()}
