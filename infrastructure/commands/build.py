"""`e-blagh build`: the public site in `build/site/` and the bundle of pages for the Lambda package."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from infrastructure.site.build import build_site
from infrastructure.site.bundle import write_bundle
from infrastructure.site.settings import ROOT

SITE = ROOT / "build" / "site"
BUNDLE = ROOT / "chalicelib" / "site_bundle"


def build(
    check: Annotated[bool, typer.Option("--check", help="Also run the checks of types, sheets and markup.")] = False,
) -> None:
    """Build the public site and the bundle of its pages."""
    files = build_site(SITE)
    write_bundle(BUNDLE)
    typer.echo(f"{len(files)} files in {_short(SITE)}, bundle in {_short(BUNDLE)}")
    if check:
        from infrastructure.site.checks import run_checks

        run_checks()


def _short(folder: Path) -> str:
    return str(folder.relative_to(ROOT))
