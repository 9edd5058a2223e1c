"""The categories that a case may have: the kinds of the decision tree, and the one that no citizen chooses."""

import json
from functools import cache
from pathlib import Path

NOT_ACTIONABLE = "NOT_ACTIONABLE"


@cache
def categories() -> frozenset[str]:
    """Every category an officer may set."""
    kinds = json.loads((Path(__file__).parent / "forms" / "kinds.json").read_bytes())
    return frozenset([*kinds.values(), NOT_ACTIONABLE])
