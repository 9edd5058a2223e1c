"""Writes the whole public site to a folder; the portal's own builder writes beside it."""

from __future__ import annotations

import shutil
from pathlib import Path

from .assets import addresses, assets
from .pages import pages

PORTAL = "portal"


def build_site(target: Path) -> list[Path]:
    """Write pages and assets under `target` and return the files written. The same sources give the same bytes."""
    _clear(target)
    contents = {path: html.encode() for path, html in pages()}
    contents |= {addresses()[name].lstrip("/"): content for name, content in assets().items()}
    files = []
    for path, content in contents.items():
        file = target / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        files.append(file)
    return files


def _clear(target: Path) -> None:
    """Take away what an earlier build left, but the portal, which its own builder replaces."""
    for found in target.iterdir() if target.exists() else ():
        if found.is_dir() and found.name != PORTAL:
            shutil.rmtree(found)
        elif found.is_file():
            found.unlink()
