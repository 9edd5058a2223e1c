"""`e-blagh build`: site and portal in `build/site/`, and the bundle of pages for the Lambda package."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Annotated

import typer

from infrastructure.site.build import build_site
from infrastructure.site.bundle import write_bundle
from infrastructure.site.checks import run_checks
from infrastructure.site.portal import build_portal
from infrastructure.site.settings import ROOT

SITE = ROOT / "build" / "site"
BUNDLE = ROOT / "chalicelib" / "site_bundle"


def build(
    check: Annotated[bool, typer.Option("--check", help="Also run the checks of types, sheets and markup.")] = False,
) -> None:
    """Build the public site, the portal, and the bundle of pages that the API answers."""
    shutil.rmtree(SITE, ignore_errors=True)
    build_site(SITE)
    build_portal(SITE / "portal")
    write_bundle(BUNDLE)
    files = sum(file.is_file() for file in SITE.rglob("*"))
    typer.echo(f"{files} files in {_short(SITE)}, bundle in {_short(BUNDLE)}")
    if check:
        run_checks()


def _short(folder: Path) -> str:
    return str(folder.relative_to(ROOT))
