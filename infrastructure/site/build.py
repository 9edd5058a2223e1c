"""Writes the whole public site to a folder; the portal's own builder writes beside it."""

from __future__ import annotations

from pathlib import Path

from .assets import addresses, assets
from .pages import pages


def build_site(target: Path) -> list[Path]:
    """Write pages and assets under `target` and return the files written. The same sources give the same bytes."""
    contents = {path: html.encode() for path, html in pages()}
    contents |= {addresses()[name].lstrip("/"): content for name, content in assets().items()}
    files = []
    for path, content in contents.items():
        file = target / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        files.append(file)
    return files
