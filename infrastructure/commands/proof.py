"""`e-blagh proof`: whether a proof that a report was made is genuine; asks nobody, needs no network."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from infrastructure.commands.asked import complaints, console
from infrastructure.proof import NotGenuineError, key_set, verified

proof = typer.Typer(help="Proofs that a report was made.", no_args_is_help=True)

File = Annotated[Path, typer.Argument(help="The proof as text; - reads it from the standard input.")]
Keys = Annotated[
    Path,
    typer.Option("--keys", exists=True, dir_okay=False, help="The site's /.well-known/receipt-keys.json, as kept."),
]


@proof.callback()
def _proofs() -> None:
    """A verb has to be named, although there is one."""


@proof.command()
def verify(file: File, keys: Keys) -> None:
    """Say whether a proof is genuine, of which site and of which minute. Exit status 1 when it is not."""
    try:
        jws = sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8")
        found = verified(jws, key_set(keys.read_bytes()))
    except (NotGenuineError, OSError, UnicodeDecodeError) as error:
        complaints.print(f"not genuine: {error}", markup=False)
        raise typer.Exit(1) from None
    console.print(
        f"genuine: a report came in at {found.issuer} on {found.received_at:%Y-%m-%d %H:%M} UTC", markup=False
    )
    console.print(f"proof {found.id}", markup=False)
