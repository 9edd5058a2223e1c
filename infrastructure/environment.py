"""Makes the development environment: `.venv` with every pinned package, Node's packages beside the pages.

Run by `make setup` with the machine's own Python, so it may import the standard library only. Repeating it costs
nothing while the pins stay what they were.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
SITE = ROOT / "static_site"
STAMP = ".setup-stamp"


def fingerprint(files: Iterable[Path]) -> str:
    """SHA-256 over names and bytes of the files that say what has to be installed."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def installed(folder: Path, wanted: str) -> bool:
    """True when `folder` was filled from exactly these pins before."""
    stamp = folder / STAMP
    return stamp.is_file() and stamp.read_text() == wanted


def install_python() -> None:
    """Fills `.venv`; every archive is checked against its hash."""
    wanted = fingerprint([ROOT / "requirements-dev.txt", ROOT / "pyproject.toml"]) + sys.version
    if installed(VENV, wanted):
        return
    print("Installing the Python packages (once) …", flush=True)
    if not (VENV / "bin" / "python").exists():
        venv.create(VENV, with_pip=True)
    # Nothing is compiled ahead: most modules of these packages are never loaded, the others once.
    pip = [str(VENV / "bin" / "python"), "-m", "pip", "--quiet", "--disable-pip-version-check", "install"]
    pip += ["--no-compile"]
    subprocess.run([*pip, "--require-hashes", "--requirement", str(ROOT / "requirements-dev.txt")], check=True)
    subprocess.run([*pip, "--no-deps", "--no-build-isolation", "--editable", str(ROOT)], check=True)
    (VENV / STAMP).write_text(wanted)


def install_node() -> None:
    """Fills `static_site/node_modules` from the lock file, with the Node that came as a Python package."""
    lock = SITE / "package-lock.json"
    if not lock.is_file():
        return
    modules = SITE / "node_modules"
    wanted = fingerprint([lock, SITE / "package.json"])
    if installed(modules, wanted):
        return
    print("Installing the packages of the pages (once) …", flush=True)
    path = os.pathsep.join([str(VENV / "bin"), os.environ.get("PATH", "")])
    subprocess.run(
        [str(VENV / "bin" / "npm"), "ci", "--no-audit", "--no-fund", "--loglevel=error", "--no-update-notifier"],
        cwd=SITE,
        env={**os.environ, "PATH": path},
        check=True,
    )
    (modules / STAMP).write_text(wanted)


def install_referee() -> None:
    """Fetches Amazon's own DynamoDB Local, on which the store contract is run."""
    command = [str(VENV / "bin" / "python"), "-m", "infrastructure.dynamodb_local"]
    subprocess.run(command, cwd=ROOT, check=True)


def main() -> int:
    """Installs what is missing; 1 with the failing command in words when a registry cannot be reached."""
    try:
        install_python()
        install_node()
        install_referee()
    except subprocess.CalledProcessError as failure:
        print(f"Setup stopped at: {' '.join(map(str, failure.cmd))}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
