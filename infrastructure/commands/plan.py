"""`e-blagh plan`: what a deployment would change."""

from __future__ import annotations

from typing import Annotated

import typer

from infrastructure.commands.asked import Endpoint, StageName, console, stage_and_session, told_in_words
from infrastructure.commands.shown import changes_table
from infrastructure.deployment.deploy import preview_stack

Origin = Annotated[str | None, typer.Option("--origin", help="Address of the site, when the stage sets none.")]


def plan(stage: StageName, endpoint: Endpoint = None, origin: Origin = None) -> None:
    """Show what a deployment would change, and change nothing."""
    with told_in_words():
        settings, session, address = stage_and_session(stage, endpoint)
        changes = preview_stack(session, settings, endpoint_url=address, origin=origin)
    if changes:
        console.print(changes_table(changes))
    else:
        console.print("Nothing would change.")
