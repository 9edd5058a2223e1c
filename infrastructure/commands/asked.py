"""What every command about a stage asks for, and how it says that something went wrong."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import boto3
import typer
from botocore.exceptions import BotoCoreError, ClientError
from rich.console import Console

from infrastructure.change_set import StackError
from infrastructure.compose import DuplicateResourceError
from infrastructure.deployment.account import session_of
from infrastructure.deployment.bytecode import BytecodeError
from infrastructure.deployment.dependencies import DependencyError
from infrastructure.deployment.deploy import DeclinedError
from infrastructure.deployment.officers import OfficerError
from infrastructure.deployment.routes import RoutesError
from infrastructure.edge.viewer_request import ViewerFunctionError
from infrastructure.permissions import PermissionTableError
from infrastructure.rest_api import UnplacedPathError
from infrastructure.stage import Stage, UnknownStageError, load_stage

StageName = Annotated[str, typer.Option("--stage", help="local, dev, staging or prod.")]
Endpoint = Annotated[
    str | None,
    typer.Option("--endpoint", envvar="AWS_ENDPOINT_URL", help="Address of the emulator; absent = AWS."),
]

EXPECTED = (
    BytecodeError,
    BotoCoreError,
    ClientError,
    DeclinedError,
    DependencyError,
    DuplicateResourceError,
    OfficerError,
    PermissionTableError,
    RoutesError,
    StackError,
    UnknownStageError,
    UnplacedPathError,
    ViewerFunctionError,
)
console = Console(highlight=False, soft_wrap=True)
complaints = Console(stderr=True, highlight=False, soft_wrap=True)


@contextmanager
def told_in_words() -> Iterator[None]:
    """Turns a failure that was foreseen into one line and exit status 1; a defect keeps its traceback."""
    try:
        yield
    except EXPECTED as error:
        complaints.print(f"[bold red]stopped:[/] {error}", markup=True)
        raise typer.Exit(1) from error


def stage_and_session(name: str, endpoint: str | None) -> tuple[Stage, boto3.Session, str | None]:
    """The stage's settings, a session for it, the emulator's address; raises `StackError` for local without one."""
    stage = load_stage(name)
    session, address = session_of(stage, endpoint)
    if not stage.cloud and address is None:
        raise StackError("the local stage lives on the emulator: set AWS_ENDPOINT_URL, or use `make run`")
    return stage, session, address
