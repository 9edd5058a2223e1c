"""`e-blagh browser`: where the journeys' Chromium is, found or fetched once."""

from __future__ import annotations

import typer

from infrastructure.browser import NoBrowserError, browser_path
from infrastructure.commands.asked import complaints


def browser() -> None:
    """Print the path of a Chromium, installing one when the machine has none."""
    try:
        typer.echo(browser_path())
    except NoBrowserError as error:
        complaints.print(str(error), markup=False)
        raise typer.Exit(1) from error
