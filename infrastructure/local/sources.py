"""Whether what is deployed is still what the folder says: one digest over everything that goes into a deployment."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

# Files and folders from which package, template and site are made.
PARTS = ("app.py", "requirements.txt", ".chalice", "chalicelib", "infrastructure", "static_site")
# Not part of a deployment: what only runs here, what is made, what Python leaves.
LEFT_OUT = frozenset(
    {
        "node_modules",
        "__pycache__",
        "site_bundle",
        ".mypy_cache",
        ".setup-stamp",
        "local",
        "abuse",
        "commands",
        "deployed",
    }
)


def sources_digest(project: Path, *settings: str) -> str:
    """SHA-256 over names and bytes of the sources and over `settings` (the site's origin, say)."""
    digest = hashlib.sha256(repr((sys.version_info[:2], settings)).encode())
    for part in PARTS:
        for file in _files(project / part):
            digest.update(f"\0{file.relative_to(project)}\0".encode() + file.read_bytes())
    return digest.hexdigest()


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    elif path.is_dir():
        for entry in sorted(path.iterdir()):
            if entry.name not in LEFT_OUT:
                yield from _files(entry)
