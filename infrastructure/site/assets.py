"""Sheets, scripts, the icon and the index of places: bundled by esbuild, named by the hash of their content."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from .conditions import condition_sheet
from .places_index import place_index
from .settings import ROOT, SOURCES

#: Sheet -> its sources in order; `components` are the folders under components/.
SHEETS: Mapping[str, tuple[str, ...]] = {
    "site.css": (
        "styles/tokens.css",
        "styles/base.css",
        *(
            f"components/{name}/style.css"
            for name in (
                "header",
                "footer",
                "button",
                "danger-card",
                "kind-link",
                "promise",
                "first-aid",
                "wall",
                "notice",
            )
        ),
        "styles/home.css",
        "styles/print.css",
    ),
    "form.css": (
        *(
            f"components/{name}/style.css"
            for name in (
                "question",
                "error-summary",
                "summary-list",
                "receipt-code",
                "status-line",
                "message",
            )
        ),
        "styles/answers.css",
    ),
}
SCRIPTS = ("site", "form", "places", "proof")
# What the oldest phones of the budget understand (frontend b); a sheet keeps its logical properties.
SCRIPT_TARGET = "es2019"


class ToolMissingError(Exception):
    """esbuild is not installed: run `npm ci` in static_site."""


@cache
def assets() -> Mapping[str, bytes]:
    """Name -> content of every asset, minified."""
    made = {
        name: _sheet([(SOURCES / part).read_text(encoding="utf-8") for part in parts]) for name, parts in SHEETS.items()
    }
    made["form.css"] += _sheet([condition_sheet()])
    made |= {f"{name}.js": bundled(SOURCES / "scripts" / f"{name}.ts") for name in SCRIPTS}
    made["icon.svg"] = (SOURCES / "icon.svg").read_bytes().strip()
    made["places.json"] = place_index()
    return made


def addresses() -> Mapping[str, str]:
    """Name -> path on the site, `/assets/<name>.<hash>.<ending>`: kept for ever by browsers."""
    return {name: _address(name, content) for name, content in assets().items()}


def _address(name: str, content: bytes) -> str:
    stem, ending = name.rsplit(".", 1)
    return f"/assets/{stem}.{hashlib.sha256(content).hexdigest()[:12]}.{ending}"


def _sheet(parts: list[str]) -> bytes:
    return _esbuild("--loader=css", "--minify", "--charset=utf8", given="\n".join(parts).encode())


def bundled(source: Path) -> bytes:
    """A script with all it imports, minified, as a module."""
    return _esbuild(str(source), "--bundle", "--minify", "--format=esm", f"--target={SCRIPT_TARGET}", "--charset=utf8")


def _esbuild(*arguments: str, given: bytes | None = None) -> bytes:
    done = subprocess.run([*_tool(), *arguments], input=given, capture_output=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr.decode())
    return done.stdout


@cache
def _tool() -> tuple[str, ...]:
    """The compiled program itself: it works where install scripts are blocked and no Node is on the path."""
    modules = SOURCES / "node_modules"
    found = sorted(modules.glob("@esbuild/*/bin/esbuild"))
    if found:
        return (str(found[0]),)
    node = ROOT / ".venv" / "bin" / "node"
    script = modules / "esbuild" / "bin" / "esbuild"
    program = str(node) if node.exists() else shutil.which("node")
    if not program or not script.exists():
        raise ToolMissingError("esbuild is not installed: run `npm ci` in static_site")
    return (program, str(script))
