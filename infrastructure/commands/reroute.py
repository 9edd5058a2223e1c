"""`e-blagh courts reroute`: the open cases that the map and rules in force would send elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from chalicelib.domain.ids import is_id
from chalicelib.domain.moments import read
from chalicelib.usecases.errors import Unavailable
from chalicelib.usecases.jurisdiction.reroute_cases import Move, RerouteCases
from infrastructure.commands.asked import Endpoint, StageName, complaints, console, told_in_words
from infrastructure.courts.rerouting import rerouting

_SHOWN = 50


def reroute(
    stage: StageName,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only list them.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Move without asking.")] = False,
    after: Annotated[str, typer.Option("--after", help="Go on after this place, as printed by a broken-off run.")] = "",
    endpoint: Endpoint = None,
) -> None:
    """List the cases that nobody took and whose court would change; then move them, each with its audit entry.

    Safe to break off and to run again: a case that was moved is where the rules say.
    """
    _check_place(after)
    with told_in_words():
        job = rerouting(stage, endpoint)
    with _bar() as bar:
        moves = _found(job, after, bar)
    _show(moves)
    if dry_run or not moves or not (yes or typer.confirm(f"Move them ({len(moves)})?")):
        return
    with _bar() as bar:
        moved = _moved(job, moves, after, bar)
    console.print(f"{moved} moved, {len(moves) - moved} changed meanwhile and stayed.")


def _check_place(place: str) -> None:
    received_at, _, case_id = place.partition("#")
    try:
        if place and not (read(received_at) and is_id(case_id)):
            raise ValueError
    except ValueError as error:
        complaints.print(f"[bold red]stopped:[/] {place!r} is no place of a job")
        raise typer.Exit(1) from error


def _found(job: RerouteCases, after: str, bar: Progress) -> list[Move]:
    task = bar.add_task("cases looked at", total=None)
    place, moves = after, []
    try:
        for received, move in job.find(after):
            place = received.place
            bar.advance(task)
            moves += [move] if move else []
    except (Unavailable, KeyboardInterrupt) as error:
        raise _broken_off(place, error) from error
    bar.update(task, total=bar.tasks[0].completed)
    return moves


def _moved(job: RerouteCases, moves: Sequence[Move], after: str, bar: Progress) -> int:
    task = bar.add_task("cases moved", total=len(moves))
    place, moved = after, 0
    try:
        for move in moves:
            moved += job.move(move) is not None
            place = move.place
            bar.advance(task)
    except (Unavailable, KeyboardInterrupt) as error:
        console.print(f"{moved} of {len(moves)} moved.")
        raise _broken_off(place, error) from error
    return moved


def _broken_off(place: str, error: BaseException) -> typer.Exit:
    why = "the tables did not answer" if isinstance(error, Unavailable) else "broken off"
    complaints.print(
        f"[bold red]stopped:[/] {why}; go on with the same command" + (f" --after '{place}'" * bool(place))
    )
    return typer.Exit(1)


def _show(moves: Sequence[Move]) -> None:
    if not moves:
        console.print("No case would change court.")
        return
    table = Table("case", "from", "to")
    for move in moves[:_SHOWN]:
        table.add_row(move.case_id, move.before, move.after)
    console.print(table)
    console.print(f"{len(moves)} to move" + (f", the first {_SHOWN} shown" if len(moves) > _SHOWN else ""))


def _bar() -> Progress:
    return Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), console=complaints
    )
