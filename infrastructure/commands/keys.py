"""`e-blagh keys`: what follows a change of keys."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated, Any

import typer
from botocore.config import Config
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from infrastructure.change_set import StackError
from infrastructure.commands.asked import Endpoint, StageName, complaints, console, stage_and_session, told_in_words
from infrastructure.deployment.account import Account
from infrastructure.deployment.outputs import stack_outputs
from infrastructure.deployment.user_book import UserBook
from infrastructure.keys.receipt_secret import CALLS_END_SECONDS, ReceiptSecret

keys = typer.Typer(help="Keys and secrets: carry sealed values over, renew the receipt secret.", no_args_is_help=True)

# The function has 300 s for a piece; it is asked once, for asked again it would do the same work beside itself.
_PATIENT = Config(read_timeout=310, retries={"total_max_attempts": 1})
_WHY = {"key": "the key service refuses a key: is it enabled?", "service": "a service did not answer"}


@dataclass(frozen=True)
class Deployed:
    """A deployed stage, as far as keys go."""

    account: Account
    outputs: dict[str, str]

    @property
    def book(self) -> UserBook:
        """Where it is written down what an operator does to keys."""
        return UserBook(self.account, self.outputs["AuditTable"], "keys")

    def function(self, name: str) -> str:
        return f"{self.account.stage.stack}-{name}"


def deployed(stage: str, endpoint: str | None) -> Deployed:
    """Raises StackError when the stage is not deployed."""
    settings, session, address = stage_and_session(stage, endpoint)
    outputs = stack_outputs(session, settings, endpoint_url=address)
    return Deployed(Account(session, settings, address), outputs)


def patient_functions(account: Account) -> Any:
    """A client of Lambda that waits for a piece of the work."""
    session: Any = account.session
    region = account.stage.region
    return session.client("lambda", region_name=region, endpoint_url=account.endpoint_url, config=_PATIENT)


@keys.command()
def reseal(
    stage: StageName,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only count what a former key sealed.")] = False,
    after: Annotated[str, typer.Option("--after", help="Go on after this place, as a broken-off run printed it.")] = "",
    piece: Annotated[int, typer.Option("--piece", min=1, max=500, help="Cases a call.")] = 50,
    endpoint: Endpoint = None,
) -> None:
    """Carry every sealed value over to the newest keys, each row with its audit entry; no value is ever in clear.

    Safe to break off and to run again: a row that was carried over is passed over. Exit status 1 when rows are left.
    """
    with told_in_words():
        where = deployed(stage, endpoint)
        functions = patient_functions(where.account)
        if not dry_run:
            where.book.note("keys.reseal", "ResealIdentities")
    looked = rows = values = 0
    left: list[dict[str, str]] = []
    with _going_on(after) as place, _bar() as bar:
        task = bar.add_task("cases looked at", total=None)
        for done in _pieces(functions, where.function("ResealIdentities"), place, piece, dry_run=dry_run):
            looked, rows, values = looked + done["cases"], rows + done["rows"], values + done["values"]
            left += done["left"]
            bar.update(task, completed=looked)
        bar.update(task, total=looked)
    for row in left:
        complaints.print(f"[bold red]stays as it is:[/] CASE#{row['case']} {row['row']}: {row['why']}")
    carried = "to carry" if dry_run else "carried"
    console.print(f"{looked} cases, {rows} rows with {values} values {carried} over, {len(left)} left.")
    if left:
        raise typer.Exit(1)
    if not rows:
        console.print("Nothing is sealed by a former key.")


@keys.command("renew-receipt-secret")
def renew_receipt_secret(
    stage: StageName,
    yes: Annotated[bool, typer.Option("--yes", help="Renew without asking.")] = False,
    endpoint: Endpoint = None,
) -> None:
    """Make new receipts with a new secret; every receipt of before stays valid. Takes about a minute.

    Safe to break off: the next run goes on where this one was.
    """
    with told_in_words():
        where = deployed(stage, endpoint)
        if not (yes or typer.confirm(f"Renew the receipt secret of {stage}?")):
            return
        where.book.note("keys.receipt_secret_renewed", "receipt-secret")
        secret = ReceiptSecret(
            where.account.client("secretsmanager"),
            where.account.client("lambda"),
            where.outputs["ReceiptSecret"],
            where.function("PublicAPI"),
            lambda: time.sleep(CALLS_END_SECONDS),
        )
        for step in secret.renew():
            console.print(f"  {step}")


def _pieces(functions: Any, function: str, place: list[str], limit: int, *, dry_run: bool) -> Iterator[dict[str, Any]]:
    """Piece after piece; `place` holds where to go on. Raises StackError when one stops or fails."""
    while True:
        asked = {"after": place[0], "limit": limit, "dry_run": dry_run}
        answer = functions.invoke(FunctionName=function, Payload=json.dumps(asked).encode())
        done = json.loads(answer["Payload"].read())
        if answer.get("FunctionError"):
            raise StackError(f"the job failed ({done.get('errorType', 'unknown')}); its log says more")
        place[0] = done["after"]
        yield done
        if done["stopped"]:
            raise StackError(_WHY[done["stopped"]])
        if done["done"]:
            return


@contextmanager
def _going_on(after: str) -> Iterator[list[str]]:
    """Whatever ends the job early, the place to go on from is said."""
    place = [after]
    try:
        with told_in_words():
            yield place
    except (typer.Exit, KeyboardInterrupt):
        complaints.print("Go on with the same command" + (f" --after '{place[0]}'" if place[0] else "") + ".")
        raise typer.Exit(1) from None


def _bar() -> Progress:
    return Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), console=complaints
    )
