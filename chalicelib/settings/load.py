"""Whether the operator asks for a proof of work: switched on under a flood, off otherwise."""

import os


def under_load() -> bool:
    """`UNDER_LOAD=yes` in the public function's environment; absent means no."""
    return os.environ.get("UNDER_LOAD") == "yes"
