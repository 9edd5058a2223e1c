"""The settings of a stage (`stages.yaml`), typed."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).with_name("stages.yaml")


class UnknownStageError(Exception):
    """A stage that `stages.yaml` does not name."""


@dataclass(frozen=True)
class Stage:
    """Settings of one stage; the meaning of each is written in `stages.yaml`."""

    name: str
    region: str
    cloud: bool
    protected: bool
    mfa: str
    password_flow: bool
    transactions_only: bool
    log_level: str
    log_days: int
    rate: int
    burst: int
    searches: str
    under_load: str
    worker_timeout: int
    visibility: int
    worker_concurrency: int
    sweep: str
    retention: str
    anchor_days: int
    leave_to: str
    key_generations: tuple[int, ...]
    origin: str | None = None

    @property
    def stack(self) -> str:
        """Name of the CloudFormation stack, and prefix of every fixed name."""
        return f"e-blagh-{self.name}"


def load_stage(name: str) -> Stage:
    """Reads one stage; raises `UnknownStageError`, and `TypeError` for a setting missing, unknown or ill formed."""
    document: dict[str, Any] = yaml.safe_load(FILE.read_text())
    if name not in document["stages"]:
        raise UnknownStageError(f"no stage is called {name!r}; there are: {', '.join(document['stages'])}")
    settings = {**document["defaults"], **(document["stages"][name] or {})}
    unknown = set(settings) - {field.name for field in fields(Stage)}
    if unknown:
        raise TypeError(f"unknown settings in stages.yaml: {', '.join(sorted(unknown))}")
    generations = tuple(settings.pop("key_generations"))
    if not generations or list(generations) != sorted(set(generations)) or generations[0] < 1:
        raise TypeError("key_generations in stages.yaml: numbers from 1, each once, the newest last")
    return Stage(name=name, key_generations=generations, **settings)
