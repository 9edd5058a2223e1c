"""`e-blagh destroy`: takes a stage away."""

from __future__ import annotations

import typer

from infrastructure.change_set import StackError
from infrastructure.commands.asked import Endpoint, StageName, console, stage_and_session, told_in_words
from infrastructure.commands.shown import progress
from infrastructure.deployment.destroy import destroy_stack


def destroy(stage: StageName, endpoint: Endpoint = None) -> None:
    """Delete a stage, after its name was typed."""
    with told_in_words():
        settings, session, address = stage_and_session(stage, endpoint)
        kept = "Tables, keys and accounts stay, protected." if settings.protected else "Everything in it is lost."
        console.print(f"This deletes stage [bold]{stage}[/] in {settings.region}. {kept}")
        if typer.prompt("Type the name of the stage to go on", default="", show_default=False) != stage:
            raise StackError("that was not its name; nothing was deleted")
        with progress() as report:
            destroy_stack(session, settings, endpoint_url=address, report=report)
    console.print(f"Stage {stage} is gone.")
