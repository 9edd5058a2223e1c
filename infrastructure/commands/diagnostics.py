"""`e-blagh diagnostics`: what the rules of the diagnosis say of reports that are there already."""

from __future__ import annotations

import typer

from infrastructure.commands.rediagnose import rediagnose

diagnostics = typer.Typer(help="The rules of the diagnosis over many reports.", no_args_is_help=True)
diagnostics.command()(rediagnose)


@diagnostics.callback()
def _group() -> None:
    """Keeps the verbs apart even while there is one alone."""
