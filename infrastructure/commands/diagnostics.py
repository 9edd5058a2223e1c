"""`e-blagh diagnostics`: what the rules of the diagnosis say of reports that are there already."""

from __future__ import annotations

import typer

from infrastructure.commands.evaluate import evaluate
from infrastructure.commands.labelled_set import labelled_set
from infrastructure.commands.rediagnose import rediagnose

diagnostics = typer.Typer(help="The rules of the diagnosis over many reports.", no_args_is_help=True)
for verb in (evaluate, labelled_set, rediagnose):
    diagnostics.command()(verb)
