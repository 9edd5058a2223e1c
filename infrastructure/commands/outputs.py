"""`e-blagh outputs`: ids and addresses of a deployed stage."""

from __future__ import annotations

import json
from typing import Annotated

import typer
from rich.table import Table

from infrastructure.commands.asked import Endpoint, StageName, console, stage_and_session, told_in_words
from infrastructure.deployment.outputs import stack_outputs

AsJson = Annotated[bool, typer.Option("--json", help="For programs.")]


def outputs(stage: StageName, endpoint: Endpoint = None, as_json: AsJson = False) -> None:
    """Print the outputs of a deployed stage."""
    with told_in_words():
        settings, session, address = stage_and_session(stage, endpoint)
        found = stack_outputs(session, settings, endpoint_url=address)
    if as_json:
        typer.echo(json.dumps(found, indent=1, sort_keys=True))
        return
    table = Table("output", "value")
    for name, value in sorted(found.items()):
        table.add_row(name, value)
    console.print(table)
