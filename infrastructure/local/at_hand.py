"""A system to try things on: the one that runs already, or one started for the occasion and thrown away."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from infrastructure.local.folder import PROJECT, LocalFolder
from infrastructure.local.locks import holder
from infrastructure.local.progress import Progress

RUN_FOLDER = PROJECT / ".local"


@contextmanager
def system_at_hand(progress: Progress) -> Iterator[LocalFolder]:
    """The folder of a ready system: that of `make run` when it is up, else of a fresh one without samples."""
    usual = LocalFolder(RUN_FOLDER)
    if holder(usual.lock).get("phase") == "ready":
        yield usual
        return
    from infrastructure.local.system import running_system

    with (
        tempfile.TemporaryDirectory(prefix="e-blagh-") as folder,
        running_system(Path(folder), aged=True, progress=progress) as system,
    ):
        yield system.folder
