"""`e-blagh courts overrides`: how often persons keep or change the court that a rule proposed."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.table import Column, Table

from chalicelib.domain.jurisdiction.overrides import CourtDecision, RuleTally, tallied
from chalicelib.domain.legal_calendar import civil_day
from chalicelib.usecases.errors import Unavailable
from infrastructure.commands.asked import Endpoint, StageName, complaints, console, told_in_words
from infrastructure.courts.rerouting import decisions_of

_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


def overrides(
    stage: StageName,
    month: Annotated[list[str] | None, typer.Option("--month", help="YYYY-MM; may be repeated; absent = now.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
    endpoint: Endpoint = None,
) -> None:
    """Count, by rule, the last decision on each case received in a month: kept as proposed, or sent elsewhere.

    Numbers and courts alone: no case and no person.
    """
    months = month or [civil_day(datetime.now(UTC)).strftime("%Y-%m")]
    for wrong in (one for one in months if not _MONTH.fullmatch(one)):
        complaints.print(f"[bold red]stopped:[/] {wrong!r} is no month (YYYY-MM)")
        raise typer.Exit(1)
    tally = tallied(_read(stage, months, endpoint))
    if as_json:
        typer.echo(json.dumps([{"rule": rule, **vars(counts)} for rule, counts in tally.items()], indent=1))
        return
    _show(tally, months)


def _read(stage: str, months: Sequence[str], endpoint: str | None) -> list[CourtDecision]:
    try:
        with told_in_words():
            return decisions_of(stage, months, endpoint)
    except Unavailable as error:
        complaints.print("[bold red]stopped:[/] the tables did not answer; run it again")
        raise typer.Exit(1) from error


def _show(tally: dict[str, RuleTally], months: Sequence[str]) -> None:
    if not tally:
        console.print(f"Nobody decided about a proposed court of {', '.join(months)} yet.")
        return
    table = Table(Column("rule", no_wrap=True), "decided", "changed", "", "to")
    for rule, counts in tally.items():
        share = f"{counts.overridden / counts.decided:.0%}"
        instead = ", ".join(f"{court} {count}" for court, count in counts.instead.most_common())
        table.add_row(rule, str(counts.decided), str(counts.overridden), share, instead)
    console.print(table)
