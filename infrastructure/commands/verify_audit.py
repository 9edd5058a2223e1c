"""`e-blagh verify-audit`: whether the audit of a stage is what was written."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from chalicelib.domain.audit.anchor import VeilKeys
from chalicelib.gateways.veil_keys import veil_keys
from infrastructure.audit.findings import Verified
from infrastructure.audit.ledger import AnchorBucket, KeptAnchor, Ledger
from infrastructure.audit.verification import verify_all, verify_one
from infrastructure.commands.asked import Endpoint, StageName, complaints, console, stage_and_session, told_in_words
from infrastructure.deployment.account import Account
from infrastructure.deployment.outputs import stack_outputs

Chain = Annotated[str | None, typer.Option("--chain", help="One chain only, such as CASE#<id>; absent = all.")]
Noted = Annotated[
    list[str] | None,
    typer.Option("--noted", help="Hash of an anchor that was noted earlier and must be there still; may be repeated."),
]
SHOWN = 20


def verify_audit(stage: StageName, chain: Chain = None, noted: Noted = None, endpoint: Endpoint = None) -> None:
    """Check every chain of the audit and every anchor; name the first bad entry. Exit status 1 on a fault."""
    with told_in_words():
        settings, session, address = stage_and_session(stage, endpoint)
        outputs = stack_outputs(session, settings, endpoint_url=address)
        account = Account(session, settings, address)
        ledger = Ledger(account.client("dynamodb"), outputs["AuditTable"])
        keys, anchors = _anchors(account, outputs)
        with _bar() as bar:
            task = bar.add_task("entries", total=None if chain else ledger.about())

            def tick(done: int) -> None:
                total = bar.tasks[0].total
                bar.update(task, completed=done, total=max(total, done) if total is not None else None)

            if chain:
                result = verify_one(ledger, chain, anchors, keys, tick, noted or ())
            else:
                result = verify_all(ledger, anchors, keys, now(), tick, noted or ())
            bar.update(task, total=result.entries)
    _tell(result, chain)
    if result.findings or (chain and not result.entries):
        raise typer.Exit(1)


def now() -> datetime:
    """The instant up to which anchors are due."""
    return datetime.now(UTC)


def _bar() -> Progress:
    return Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), console=complaints
    )


def _anchors(account: Account, outputs: dict[str, str]) -> tuple[VeilKeys | None, Iterable[KeptAnchor]]:
    """The keys that veil names, and the anchors; nothing when the stage was deployed before there were any."""
    if "AnchorBucket" not in outputs:
        return None, []
    keys = veil_keys(account.client("secretsmanager"), outputs["AnchorSecret"])
    return keys, AnchorBucket(account.client("s3"), outputs["AnchorBucket"]).kept()


def _tell(result: Verified, chain: str | None) -> None:
    console.print(f"{result.entries} entries in {result.chains} chains, {result.anchors} anchors")
    if result.newest:
        console.print(f"newest anchor: number {result.newest.number}, of {result.newest.hour}", markup=False)
        # Alone on its line: it is copied from here, and given back with --noted.
        console.print(result.newest.hash, markup=False)
    if chain:
        for line in result.erased:
            console.print(line, markup=False)
        if not result.entries:
            complaints.print(f"there is no chain {chain}", markup=False)
    for found in result.findings[:SHOWN]:
        place = f"{found.where}, entry {found.seq}" if found.seq else found.where
        complaints.print(f"[bold red]fault:[/] {place}: {found.reason}")
    if len(result.findings) > SHOWN:
        complaints.print(f"… and {len(result.findings) - SHOWN} more")
    if not result.findings and result.entries:
        console.print("[green]whole[/]: every entry follows the one before it, every anchored entry is in its chain")
