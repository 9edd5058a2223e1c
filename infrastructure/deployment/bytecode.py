"""Compiled modules beside their sources: a function cannot keep any, and would compile at each cold start."""

from __future__ import annotations

import compileall
from pathlib import Path
from py_compile import PycInvalidationMode

# Where Lambda unpacks: tracebacks show it, and no path of the packaging machine gets into the archive.
TASK_ROOT = "/var/task"


class BytecodeError(Exception):
    """A module that does not compile."""


def compile_folder(folder: Path) -> None:
    """Compiles every module of `folder`; raises `BytecodeError`. Equal sources give equal bytes.

    Unchecked: the archive never changes after it was made, so nothing is compared when a module is loaded.
    """
    compiled = compileall.compile_dir(
        str(folder),
        quiet=2,
        force=True,
        stripdir=str(folder),
        prependdir=TASK_ROOT,
        invalidation_mode=PycInvalidationMode.UNCHECKED_HASH,
    )
    if not compiled:
        raise BytecodeError(f"a module in {folder} does not compile")
