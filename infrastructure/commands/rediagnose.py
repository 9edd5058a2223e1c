"""`e-blagh diagnostics rediagnose`: the open cases that an earlier rule set diagnosed, by the rules in force."""

from __future__ import annotations

import time
from collections import Counter
from typing import Annotated

import typer
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from chalicelib.usecases.diagnosis.rediagnose_cases import NotDiagnosed, RediagnoseCases, Rediagnosed
from chalicelib.usecases.errors import Unavailable
from infrastructure.commands.asked import Endpoint, StageName, complaints, console, told_in_words
from infrastructure.diagnostics.rediagnosing import rediagnosing

_SHOWN = 50


def rediagnose(
    stage: StageName,
    rule_set_before: Annotated[
        str,
        typer.Option("--rule-set-before", help="Only cases that this rule set diagnosed; absent = any earlier one."),
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Write without asking.")] = False,
    rate: Annotated[float, typer.Option("--rate", min=0.1, max=100, help="Cases a second, at most.")] = 5,
    endpoint: Endpoint = None,
) -> None:
    """Diagnose the open cases of earlier rule sets again; the old diagnosis stays on file, each case in its own audit.

    Safe to break off, to kill and to run again: a case that was done is passed over.
    """
    with told_in_words():
        job = rediagnosing(stage, endpoint, rule_set_before)
    try:
        wanted = _found(job)
        console.print(f"{len(wanted)} open cases to diagnose by {job.rules.version}.", markup=False)
        if not wanted or not (dry_run or yes or typer.confirm("Go on?")):
            return
        changed, failed = _done(job, wanted, rate, dry_run)
    except (Unavailable, KeyboardInterrupt) as error:
        why = "the tables did not answer" if isinstance(error, Unavailable) else "broken off"
        complaints.print(f"[bold red]stopped:[/] {why}; run the same command again for the rest")
        raise typer.Exit(1) from error
    _show(changed, "would change" if dry_run else "changed")
    for case_id in failed:
        complaints.print(f"[bold red]not diagnosed:[/] {case_id} keeps the diagnosis that it has")
    if failed:
        raise typer.Exit(1)


def _found(job: RediagnoseCases) -> list[str]:
    with _bar() as bar:
        task = bar.add_task("cases looked at", total=None)
        wanted = []
        for received, still in job.find():
            bar.advance(task)
            wanted += [received.case_id] if still else []
        bar.update(task, total=bar.tasks[0].completed)
    return wanted


def _done(job: RediagnoseCases, wanted: list[str], rate: float, dry_run: bool) -> tuple[list[Rediagnosed], list[str]]:
    """What changed, and the cases whose report the rules cannot bear."""
    do = job.look if dry_run else job.diagnose
    changed, failed = [], []
    with _bar() as bar:
        task = bar.add_task("cases diagnosed", total=len(wanted))
        for case_id in wanted:
            started = time.monotonic()
            try:
                changed += _result(do(case_id))
            except NotDiagnosed:
                failed.append(case_id)
            bar.advance(task)
            # Officers and the worker need the tables too.
            time.sleep(max(0.0, 1 / rate - (time.monotonic() - started)))
    return changed, failed


def _result(told: Rediagnosed | None) -> list[Rediagnosed]:
    return [told] if told is not None and (told.before != told.after or told.urgency_kept) else []


def _show(changed: list[Rediagnosed], what: str) -> None:
    counts = Counter(
        name for told in changed for name, was, now in zip(_MEMBERS, told.before, told.after, strict=True) if was != now
    )
    kept = sum(told.urgency_kept for told in changed)
    table = Table("case", "before", "after")
    for told in changed[:_SHOWN]:
        mark = " (urgency kept)" if told.urgency_kept else ""
        table.add_row(told.case_id, escape(" ".join(told.before)), escape(" ".join(told.after)) + mark)
    if changed:
        console.print(table)
    named = ", ".join(f"{counts[name]} {name}" for name in _MEMBERS)
    console.print(f"{len(changed)} {what}: {named}; {kept} would be less urgent by the rules and wait for a person.")


_MEMBERS = ("category", "urgency", "court")


def _bar() -> Progress:
    return Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=complaints
    )
