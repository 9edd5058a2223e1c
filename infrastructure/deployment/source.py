"""The folder that goes into Lambda: `app.py`, `chalicelib`, and nothing else of the repository."""

from __future__ import annotations

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LEFT_OUT = shutil.ignore_patterns("__pycache__", "*.pyc", "*.md", "py.typed")


def stage_source(target: Path, root: Path = ROOT) -> Path:
    """Copies what the functions run into `target`, which is emptied first; returns it."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    shutil.copy2(root / "app.py", target / "app.py")
    shutil.copytree(root / "chalicelib", target / "chalicelib", ignore=LEFT_OUT)
    return target
