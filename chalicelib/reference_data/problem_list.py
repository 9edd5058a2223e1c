"""The closed list of problems (api, errors): status and title in five languages, by slug."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

_FILE = Path(__file__).parent / "texts" / "problems.json"


@dataclass(frozen=True)
class ProblemKind:
    """What one slug means: its HTTP status, its title by language, and other titles where the reason says more."""

    status: int
    title: Mapping[str, str]
    because: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@lru_cache(maxsize=1)
def problem_kinds() -> Mapping[str, ProblemKind]:
    """Every slug that an answer may carry."""
    listed = json.loads(_FILE.read_text(encoding="utf-8"))
    return {slug: ProblemKind(kind["status"], kind["title"], kind.get("because", {})) for slug, kind in listed.items()}
