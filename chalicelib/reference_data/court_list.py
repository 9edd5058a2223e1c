"""The courts by name, without the map: what lists and the portal need, read in a millisecond."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class NamedCourt:
    """A court. `open_from`: the day (`YYYY-MM-DD`) by which a court that the decree made wait is to open."""

    id: str
    name_ar: str
    name_fr: str
    kind: str
    open_from: str | None


@cache
def court_list() -> tuple[NamedCourt, ...]:
    """Every court, in the order of the map."""
    courts = json.loads((Path(__file__).parent / "law" / "courts.json").read_bytes())["courts"]
    return tuple(
        NamedCourt(court["id"], court["name_ar"], court["name_fr"], court["kind"], court["open_by"]) for court in courts
    )
