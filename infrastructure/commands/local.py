"""`e-blagh local`: the whole system on this machine, from one command."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from infrastructure.local.folder import PROJECT, LocalFolder
from infrastructure.local.locks import AlreadyRunningError, holder

if TYPE_CHECKING:
    from infrastructure.local.system import System

local = typer.Typer(help="Run the whole system on this machine.", no_args_is_help=True, add_completion=False)

STOP_WITHIN = 40.0
Folder = Annotated[Path, typer.Option(help="Where state, passwords and addresses are kept.")]
DEFAULT_FOLDER = PROJECT / ".local"


@local.command()
def up(
    folder: Folder = DEFAULT_FOLDER,
    seed: Annotated[bool, typer.Option(help="Send the 25 sample reports once.")] = True,
) -> None:
    """Start everything, print the addresses, stay until Ctrl-C; data is found again at the next start."""
    from infrastructure.commands.asked import EXPECTED
    from infrastructure.local.deploying import BuildError
    from infrastructure.local.emulator import EmulatorError
    from infrastructure.local.ports import USUAL_EMULATOR_PORT, USUAL_SITE_PORT
    from infrastructure.local.progress import Progress
    from infrastructure.local.sample_reports import SampleRefusedError
    from infrastructure.local.system import running_system

    console = Console(highlight=False, soft_wrap=True)
    started = time.monotonic()
    restore = _stop_on_signals()
    try:
        with running_system(
            folder,
            seed=seed,
            aged=seed,
            site_port=USUAL_SITE_PORT,
            emulator_port=USUAL_EMULATOR_PORT,
            progress=Progress(console),
        ) as system:
            _print_ready(console, system, time.monotonic() - started)
            _stay(system)
            console.print("\nStopping; the data stays in", str(folder), style="dim")
    except KeyboardInterrupt:
        console.print("Stopped.")
    except AlreadyRunningError as error:
        where = error.holder.get("base_url", "its address is not known yet")
        console.print(f"A system is running in this folder already: {where}. `make stop` stops it.")
        raise typer.Exit(1) from error
    except (EmulatorError, BuildError, SampleRefusedError, *EXPECTED) as error:
        console.print("[bold red]stopped:[/]", end=" ")
        console.print(str(error), markup=False)
        raise typer.Exit(1) from error
    finally:
        restore()


@local.command()
def stop(folder: Folder = DEFAULT_FOLDER) -> None:
    """Stop a system that was left running in this folder; its data is kept."""
    from infrastructure.local.emulator import stop_left_behind

    place = LocalFolder(folder.resolve())
    pid = holder(place.lock).get("pid")
    if pid:
        os.kill(pid, signal.SIGINT)
        deadline = time.monotonic() + STOP_WITHIN
        while holder(place.lock) and time.monotonic() < deadline:
            time.sleep(0.1)
        if holder(place.lock):
            os.kill(pid, signal.SIGKILL)
    left = stop_left_behind(place)
    typer.echo("Stopped." if pid or left else "Nothing was running.")


@local.command()
def status(
    folder: Folder = DEFAULT_FOLDER,
    as_json: Annotated[bool, typer.Option("--json", help="As one JSON object.")] = False,
) -> None:
    """Tell whether a system runs in this folder, and where."""
    told = holder(LocalFolder(folder.resolve()).lock)
    answer = {"running": bool(told), **told}
    if as_json:
        typer.echo(json.dumps(answer))
    elif told:
        typer.echo(f"{told.get('phase', 'running')}: {told.get('base_url', 'no address yet')} (process {told['pid']})")
    else:
        typer.echo("not running")


@local.command()
def token(
    user: Annotated[str, typer.Argument(help="A demo officer: account name or principal (investigator:TPI-AGADIR).")],
    kind: Annotated[str, typer.Option(help="id or access.")] = "id",
    folder: Folder = DEFAULT_FOLDER,
) -> None:
    """Print a fresh token of a demo officer. Works on the local stage only."""
    from infrastructure.local.token_command import NoTokenError
    from infrastructure.local.token_command import token as token_of

    try:
        typer.echo(token_of(LocalFolder(folder.resolve()), user, kind))
    except NoTokenError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error


def _stop_on_signals() -> Callable[[], None]:
    """Ctrl-C, `stop` and a closed terminal all end in a clean stop, once; a second signal must not tear it."""

    def once(number: int, frame: FrameType | None) -> None:
        for kind in kinds:
            signal.signal(kind, signal.SIG_IGN)
        raise KeyboardInterrupt

    kinds = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {kind: signal.signal(kind, once) for kind in kinds}

    def restore() -> None:
        for kind, handler in before.items():
            signal.signal(kind, handler)

    return restore


def _stay(system: System) -> None:
    from infrastructure.local.emulator import EmulatorError

    try:
        while system.emulator.alive:
            time.sleep(0.5)
    except KeyboardInterrupt:
        return
    raise EmulatorError(f"The local cloud ended; see {system.folder.emulator_log}")


def _print_ready(console: Console, system: System, seconds: float) -> None:
    console.print(f"\nReady after {seconds:.0f} s.\n")
    console.print(f"  Site     {system.base_url}/ar/")
    console.print(f"  Portal   {system.base_url}/portal/")
    if system.receipts:
        sample, receipt = next(iter(system.receipts.items()))
        console.print(f"  Receipt  {receipt} (sample {sample}, to try on {system.base_url}/ar/follow/)")
    for complaint in system.complaints:
        console.print(f"  [yellow]Not well:[/] {complaint}")
    console.print("\nPeople who may sign in:")
    for account in system.accounts:
        if account.shown:
            console.print(f"  {account.user:36}{account.password:20}{' + '.join(account.roles)}")
    console.print(f"\nThe others are in {system.folder.addresses}. Ctrl-C stops; the data stays.")
    sys.stdout.flush()
