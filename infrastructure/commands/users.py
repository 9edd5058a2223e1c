"""`e-blagh users`: accounts of officers and their rights."""

from __future__ import annotations

import secrets
from typing import Annotated

import typer
from rich.table import Table

from infrastructure.commands.asked import Endpoint, StageName, console, stage_and_session, told_in_words
from infrastructure.deployment.officers import Officers

users = typer.Typer(help="Accounts of officers; a right is <role>:<court id>.", no_args_is_help=True)

User = Annotated[str, typer.Argument(help="Name of the account.")]
Right = Annotated[str, typer.Argument(help="<role>:<court id>, such as investigator:TPI-AGADIR.")]
# No signs that look alike: a temporary password is read out or written down.
SIGNS = "abcdefghjkmnpqrstuvwxyz", "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789"


def temporary_password() -> str:
    """Twenty signs of three kinds, each kind present: about 116 bits."""
    every = "".join(SIGNS)
    while True:
        word = "".join(secrets.choice(every) for _ in range(20))
        if all(any(sign in kind for sign in word) for kind in SIGNS):
            return word


def officers_of(stage: str, endpoint: str | None) -> Officers:
    """The accounts of a deployed stage."""
    settings, session, address = stage_and_session(stage, endpoint)
    return Officers(session, settings, endpoint_url=address)


@users.command()
def create(
    user: User,
    stage: StageName,
    personnel: Annotated[str, typer.Option("--personnel", help="Personnel number; it can never be changed.")],
    right: Annotated[list[str] | None, typer.Option("--right", help="<role>:<court id>; may be repeated.")] = None,
    endpoint: Endpoint = None,
) -> None:
    """Make an account; its temporary password is printed once."""
    password = temporary_password()
    with told_in_words():
        officers_of(stage, endpoint).create(user, personnel, right or [], password)
    console.print(f"{user} may sign in with the temporary password {password}, and must then choose another.")


@users.command("list")
def list_accounts(stage: StageName, endpoint: Endpoint = None) -> None:
    """Show every account and its rights."""
    table = Table("account", "personnel", "state", "rights")
    with told_in_words():
        for officer in officers_of(stage, endpoint).list():
            state = officer.status.lower().replace("_", " ") if officer.enabled else "disabled"
            table.add_row(officer.user, officer.personnel, state, "\n".join(officer.rights))
    console.print(table)


@users.command()
def grant(user: User, right: Right, stage: StageName, endpoint: Endpoint = None) -> None:
    """Give a right, from the next token on."""
    with told_in_words():
        officers_of(stage, endpoint).grant(user, right)
    console.print(f"{user} has {right}.")


@users.command()
def revoke(user: User, right: Right, stage: StageName, endpoint: Endpoint = None) -> None:
    """Take a right away and end the sessions; a token that is out lives 15 minutes at most."""
    with told_in_words():
        officers_of(stage, endpoint).revoke(user, right)
    console.print(f"{user} no longer has {right}.")


@users.command()
def disable(user: User, stage: StageName, endpoint: Endpoint = None) -> None:
    """Keep a person out; a token that is out lives 15 minutes at most."""
    with told_in_words():
        officers_of(stage, endpoint).disable(user)
    console.print(f"{user} can no longer sign in.")


@users.command("reset-password")
def reset_password(user: User, stage: StageName, endpoint: Endpoint = None) -> None:
    """Set a temporary password, printed once."""
    password = temporary_password()
    with told_in_words():
        officers_of(stage, endpoint).reset_password(user, password)
    console.print(f"{user} may sign in with the temporary password {password}, and must then choose another.")
