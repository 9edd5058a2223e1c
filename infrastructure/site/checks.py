"""Runs the site's own checks (types, sheets, markup) with Node."""

from __future__ import annotations

import os
import subprocess

from .settings import ROOT, SOURCES


class CheckFailedError(Exception):
    """A check of the site found faults; they are on the terminal."""


def run_checks() -> None:
    """`npm run check` in static_site, with the Node of the virtual environment first. Raises CheckFailedError."""
    path = os.pathsep.join([str(ROOT / ".venv" / "bin"), os.environ.get("PATH", "")])
    done = subprocess.run(["npm", "run", "check"], cwd=SOURCES, env={**os.environ, "PATH": path}, check=False)
    if done.returncode:
        raise CheckFailedError("npm run check")
