"""`e-blagh`: the one command of developers and operators. Each module of `commands/` is one group of verbs."""

from __future__ import annotations

import typer

app = typer.Typer(name="e-blagh", help="Build, deploy and run e-blagh.", no_args_is_help=True, add_completion=False)


@app.callback()
def about() -> None:
    """Build, deploy and run e-blagh."""


def main() -> None:
    """Entry point of the console script."""
    app()
