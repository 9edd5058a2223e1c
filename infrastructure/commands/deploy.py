"""`e-blagh deploy`: brings a stage to the state of this folder."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.status import Status

from infrastructure.change_set import Change
from infrastructure.commands.asked import Endpoint, StageName, console, stage_and_session, told_in_words
from infrastructure.commands.plan import Origin
from infrastructure.commands.shown import changes_table
from infrastructure.deployment.deploy import deploy_stack

Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]


def deploy(stage: StageName, endpoint: Endpoint = None, origin: Origin = None, yes: Yes = False) -> None:
    """Package, show the changes, apply them, upload the site."""
    working = Status("starting", console=console)

    def confirm(changes: tuple[Change, ...]) -> bool:
        working.stop()
        console.print(changes_table(changes))
        agreed = yes or typer.confirm(f"Apply {len(changes)} changes to stage {stage}?")
        working.start()
        return agreed

    def report(line: str) -> None:
        working.update(line)
        console.print(f"  {line}")

    with told_in_words(), working:
        settings, session, address = stage_and_session(stage, endpoint)
        outputs = deploy_stack(session, settings, endpoint_url=address, origin=origin, confirm=confirm, report=report)
    console.print(f"Stage {stage} is deployed: {outputs['SiteOrigin']}")
