"""A zip whose bytes depend on its content alone, so that equal code is never uploaded or deployed twice."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterable
from pathlib import Path

EPOCH = (1980, 1, 1, 0, 0, 0)
REGULAR_FILE = 0o100644


def write_archive(archive: Path, folders: Iterable[Path]) -> str:
    """Packs the content of `folders` (no two may hold the same file); returns the SHA-256 of the archive in hex."""
    files = {file.relative_to(folder).as_posix(): file for folder in folders for file in folder.rglob("*")}
    archive.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as packed:
        for name, file in sorted(files.items()):
            if file.is_file():
                entry = zipfile.ZipInfo(name, EPOCH)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = REGULAR_FILE << 16
                packed.writestr(entry, file.read_bytes())
    return hashlib.sha256(archive.read_bytes()).hexdigest()
