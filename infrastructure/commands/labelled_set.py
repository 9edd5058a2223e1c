"""`e-blagh diagnostics labelled-set`: the corrections of officers as labelled reports."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from chalicelib.usecases.errors import Unavailable
from infrastructure.commands.asked import Endpoint, StageName, complaints, console, told_in_words
from infrastructure.diagnostics.labelling import labelling

_PRIVATE = 0o600


def labelled_set(
    file: Annotated[Path, typer.Argument(help="Where the labelled reports go; only its owner may read it.")],
    stage: StageName,
    days: Annotated[int, typer.Option("--days", min=1, help="Cases received in the last so many days.")] = 365,
    endpoint: Endpoint = None,
) -> None:
    """Write the cases that officers corrected, joined or parted as labelled reports, for `evaluate` and for learning.

    Each export is written on the case's audit chain first. The file holds texts of citizens: keep it like the cases.
    """
    with told_in_words():
        source = labelling(stage, endpoint)
    count = 0
    try:
        with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE), "w", encoding="utf-8") as sink:
            for line in source.lines(datetime.now(UTC) - timedelta(days=days)):
                sink.write(json.dumps(line, ensure_ascii=False) + "\n")
                count += 1
    except FileExistsError:
        complaints.print(f"[bold red]stopped:[/] {file} is there already")
        raise typer.Exit(1) from None
    except Unavailable:
        complaints.print("[bold red]stopped:[/] the tables did not answer; the file is not whole")
        raise typer.Exit(1) from None
    console.print(f"{count} labelled reports in {file}", markup=False)
